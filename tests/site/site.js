// A server of one page, as the booth and the site agree on it, and of a box that takes ballots in.
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";

import { key, origin, receipt } from "../../booth/dist/box.js";
import { checkBallot, deriveCredential, readElection, tracker } from "../../booth/dist/seal.js";

const booth = new URL("../../booth/", import.meta.url);
const vectors = JSON.parse(readFileSync(new URL("../../crates/seal/vectors/ballots.json", import.meta.url), "utf8"));
const script = readFileSync(new URL("dist/booth.js", booth));
const integrity = createHash("sha384").update(script).digest("base64");
const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; form-action 'self'; require-trusted-types-for 'script'";

export const credential = "z9JUe-7AG39Y-wZAaX-WkobSu";

export const leader = {
  title: "Leader",
  seats: 1,
  explanation: "Number the candidates in the order of your preference.",
  candidates: ["Ada Ash", "Bo Birch-Featherstonehaugh of the Western Branch", "محمد علي"],
  preferences: "optional",
};
export const deputy = {
  title: "Deputy",
  seats: 2,
  explanation: "Number as many as you like.",
  candidates: ["Cy Cedar", "Dee Damson"],
  preferences: "optional",
};

/**
 * `asked` are the questions of the election where they are not those of the page. `answer` may be set to something else than
 * to take ballots in: what is returned is the answer, `null` cuts the connection. So may `listed`, the list of credentials.
 */
export async function serve({ language = "en", questions = [leader, deputy], asked = questions, ...more } = {}) {
  const { public_key, uuid } = JSON.parse(vectors.ballots[0].election);
  const election = JSON.stringify({
    version: 1,
    description: "",
    name: "Example",
    group: "Ed25519",
    public_key,
    questions: asked.map(({ title, candidates }) => ({ type: "NonHomomorphic", value: { answers: candidates, question: title } })),
    uuid,
  });
  const others = Array.from({ length: 300 }, (_, number) => createHash("sha256").update(`${number}`).digest("hex"));
  const listed = [...others, deriveCredential(uuid, credential).public].map((of) => `${of.slice(0, 12)}\n`).join("");
  const site = { requests: [], listed: () => listed, box: ['{"an":"earlier ballot"}'], token: "token-1", election: readElection(election), answer: takeIn };

  function takeIn(ballot) {
    checkBallot(site.election, ballot);
    if (!site.box.includes(ballot)) site.box.push(ballot);
    const index = site.box.indexOf(ballot);
    return { status: 200, body: { tracker: tracker(ballot), index, receipt: receipt(site.box, index) } };
  }
  site.takeIn = takeIn;

  const page = () => {
    const data = {
      election: "/c/x/boxes/members/election.json",
      credentials: "/c/x/boxes/members/credentials.txt",
      cast: "/c/x/vote/cast",
      csrf: site.token,
      uuid,
      questions,
      log: key,
      origin,
      trackerPage: "/c/x/track",
      auditHelp: "/c/x/help#test",
      receiptHelp: "/c/x/help#receipt",
      rulesHelp: "/c/x/help",
      organisation: "The Example Party",
      mock: false,
      words: words(language),
      ...more,
    };
    return `<!doctype html>
<html lang="${language}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Vote</title><link rel="stylesheet" href="/assets/booth.css"></head>
<body><main><h1>Example</h1>
<div id="booth" hidden></div>
<noscript><p>Ask for a paper.</p></noscript>
<script type="application/json" id="booth-data">${JSON.stringify(data).replaceAll("<", "\\u003c")}</script>
<script type="module" src="/assets/booth.js" integrity="sha384-${integrity}"></script>
</main></body></html>`;
  };

  const server = createServer(async (request, response) => {
    let body = "";
    for await (const part of request.setEncoding("utf8")) body += part;
    site.requests.push({ method: request.method, url: request.url, headers: request.headers, body });
    const send = (status, type, text) => {
      response.writeHead(status, { "content-type": type, "content-security-policy": policy, "cache-control": "no-store" });
      response.end(text);
    };
    switch (`${request.method} ${request.url}`) {
      case "GET /c/x/vote/ballot":
        return send(200, "text/html; charset=utf-8", site.voted ? votedPage(site.token) : page());
      case "GET /assets/booth.js":
        return send(200, "text/javascript", script);
      case "GET /assets/booth.css":
        return send(200, "text/css", readFileSync(new URL("dist/booth.css", booth)));
      case "GET /c/x/boxes/members/election.json":
        return send(200, "application/json", election);
      case "GET /c/x/boxes/members/credentials.txt": {
        const listed = await site.listed();
        return listed === null ? send(503, "text/plain", "not now") : send(200, "text/plain; charset=utf-8", listed);
      }
      case "POST /c/x/vote/cast": {
        const answer = request.headers["x-csrf-token"] === site.token ? site.answer(body) : refusal(403, "csrf");
        return answer === null ? request.socket.destroy() : send(answer.status, "application/json", JSON.stringify(answer.body));
      }
      default:
        return send(404, "text/plain", "nothing is here");
    }
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = `http://127.0.0.1:${server.address().port}/c/x/vote/ballot`;
  const close = () => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(resolve));
  };
  return Object.assign(site, { address, close, casts: () => site.requests.filter(({ method }) => method === "POST") });
}

/** What who has voted is shown: no paper, and the form by which everybody signs out. */
function votedPage(token) {
  return `<!doctype html><html lang="en"><form method="post"><input type="hidden" name="csrf" value="${token}"></form></html>`;
}

export function refusal(status, code) {
  return { status, body: { error: { code, reason: `The reason of ${code}.`, remedy: `The remedy of ${code}.` } } };
}

/** As the server reads and formats them. */
export function words(language) {
  const text = readFileSync(new URL(`page/words/${language}.ftl`, booth), "utf8");
  const messages = text.matchAll(/^booth-(\S+) = (.*)$/gm);
  return Object.fromEntries([...messages].map(([, key, value]) => [key, value.replaceAll('{"{"}', "{").replaceAll('{"}"}', "}")]));
}
