// A mail server that keeps what it is given.
import { createServer } from "node:net";

/** Starts one; it speaks as much of SMTP as a program needs that hands mail over. */
export async function startSink() {
  const messages = [];
  const waiting = new Set();
  const server = createServer((socket) => {
    let lines = "";
    let to = [];
    let data = null;
    const say = (line) => socket.write(`${line}\r\n`);
    socket.on("error", () => undefined);
    socket.setEncoding("utf8").on("data", (chunk) => {
      lines += chunk;
      for (let end; (end = lines.indexOf("\r\n")) >= 0; ) {
        const line = lines.slice(0, end);
        lines = lines.slice(end + 2);
        if (data) {
          if (line !== ".") {
            data.push(line.replace(/^\./, ""));
            continue;
          }
          messages.push(...to.map((address) => read(address, data.join("\r\n"))));
          data = null;
          to = [];
          say("250 kept");
          waiting.forEach((look) => look());
          continue;
        }
        switch (line.split(/[ :]/)[0].toUpperCase()) {
          case "EHLO":
            say("250-sink\r\n250 8BITMIME");
            break;
          case "RCPT":
            to.push(line.match(/<(.*)>/)[1]);
            say("250 well");
            break;
          case "DATA":
            data = [];
            say("354 go on");
            break;
          case "QUIT":
            say("221 bye");
            socket.end();
            break;
          default:
            say("250 well");
        }
      }
    });
    say("220 sink");
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));

  /** The first mail to an address that `wanted` wants and nobody has taken; waits for it. */
  function next(address, wanted = () => true) {
    const find = () => messages.find((message) => !message.taken && message.to === address && wanted(message));
    return new Promise((resolve, reject) => {
      const look = () => {
        const found = find();
        if (!found) return false;
        found.taken = true;
        clearTimeout(late);
        waiting.delete(look);
        resolve(found);
        return true;
      };
      const late = setTimeout(() => {
        waiting.delete(look);
        reject(new Error(`no such mail came to ${address}`));
      }, 60_000);
      if (!look()) waiting.add(look);
    });
  }

  return { url: `smtp://127.0.0.1:${server.address().port}`, messages, next, close: () => server.close() };
}

function read(to, data) {
  const [head, ...body] = data.split("\r\n\r\n");
  const headers = head.replace(/\r\n[ \t]/g, " ");
  const header = (name) => decodeWords(headers.match(new RegExp(`^${name}: (.*)$`, "im"))?.[1] ?? "");
  const text = decode(body.join("\r\n\r\n"), header("Content-Transfer-Encoding")).replaceAll("\r\n", "\n");
  return { to, subject: header("Subject"), text, links: text.match(/https?:\/\/\S*[\w/-]/g) ?? [] };
}

function decode(body, encoding) {
  if (encoding === "base64") return Buffer.from(body, "base64").toString("utf8");
  return encoding === "quoted-printable" ? unquoted(body.replace(/=\r\n/g, "")) : body;
}

const unquoted = (text) =>
  Buffer.from(text.replace(/=([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16))), "latin1").toString("utf8");

function decodeWords(value) {
  return value
    .replace(/\?= +=\?/g, "?==?")
    .replace(/=\?utf-8\?([bq])\?(.*?)\?=/gi, (_, way, text) =>
      way.toLowerCase() === "b" ? Buffer.from(text, "base64").toString("utf8") : unquoted(text.replaceAll("_", " ")),
    );
}
