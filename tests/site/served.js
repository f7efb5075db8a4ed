// The real program over a folder that is made for the test and taken away after it.
import { execFile, spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

import { startSink } from "./sink.js";

const root = fileURLToPath(new URL("../../", import.meta.url));
export const program = process.env.HUSTINGS || join(root, "target/debug/hustings");

/** `hustings serve` over an empty folder, with a mail server beside it. */
export async function serveProgram() {
  if (!existsSync(program)) throw new Error(`${program} is not there: build it by cargo build -p hustings, or name another by HUSTINGS`);
  const folder = mkdtempSync(join(tmpdir(), "contest-"));
  const data = join(folder, "contests");
  const sink = await startSink();
  // Voters come from addresses of their own, which a proxy of ours would say.
  const running = spawn(
    program,
    ["serve", "--data", data, "--listen", "127.0.0.1:0", "--behind-proxy", "--smtp", sink.url, "--mail-from", "Returning officer <vote@example.org>"],
    { stdio: ["ignore", "pipe", "pipe"], env: { ...process.env, RUST_LOG: "info" } },
  );
  const log = [];
  createInterface({ input: running.stderr }).on("line", (line) => log.push(line));
  const said = createInterface({ input: running.stdout })[Symbol.asyncIterator]();
  const origin = (await said.next()).value?.match(/at (http:\S+?)\/?$/)?.[1];
  if (!origin) throw new Error(`the program does not serve: ${log.join("\n")}`);
  await said.next();
  const invitation = (await said.next()).value.trim();

  const stop = async () => {
    running.kill("SIGTERM");
    const ended = running.exitCode ?? (await new Promise((resolve) => running.once("exit", resolve)));
    sink.close();
    if (!process.env.KEEP_CONTEST) rmSync(folder, { recursive: true });
    return ended;
  };
  return { origin, invitation, folder, data, sink, log, stop };
}

/** A folder for one person's files, as on a machine of their own. */
export function folderOf(world, name) {
  const folder = join(world.folder, name);
  mkdirSync(folder, { recursive: true });
  return folder;
}

/** Runs a line of a shell, in which `hustings` is the program; what it prints. */
export function run(line, { cwd, env = {} }) {
  const shell = `hustings() { ${JSON.stringify(program)} "$@"; }; ${line}`;
  return new Promise((resolve, reject) => {
    execFile("bash", ["-euc", shell], { cwd, env: { ...process.env, ...env }, maxBuffer: 1 << 26 }, (error, stdout, stderr) =>
      error ? reject(new Error(`${line}\n${stdout}${stderr}`)) : resolve(stdout),
    );
  });
}
