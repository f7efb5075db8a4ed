// Whoever checks: witnesses, the observer, voters with what they kept, and a program that is not ours.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

import { electors, id, votes } from "../plot.js";
import { box } from "./keys.js";

const here = `/c/${id}`;

/** Each takes the checkpoint and the log from the public pages, and cosigns on a machine of their own. */
export async function witnessesCosign(world) {
  const { officer, witnesses } = world;
  const cosigned = [];
  for (const witness of witnesses) {
    for (const [file, path] of [["last.txt", "checkpoint"], ["events.jsonl", "events.jsonl"]]) {
      witness.write(file, await (await witness.reads(`${here}/log/${path}`)).text());
    }
    await witness.run(
      `hustings witness cosign last.txt --events events.jsonl --log-key ${JSON.stringify(world.logKey)} --key witness.key --seen witness.seen --out ${witness.name}.txt`,
    );
    cosigned.push(join(witness.folder, `${witness.name}.txt`));
  }
  await officer.go(`${here}/office/bundle`);
  await officer.tab.locator("#checkpoint").setInputFiles(cosigned);
  await officer.press("step-send");
  await officer.told("said-cosigned");
  world.cosigned = cosigned;
}

export async function theBundleHolds(world) {
  const { observer } = world;
  await observer.go(`${here}/bundle`);
  const link = observer.tab.getByRole("link", { name: observer.say("bundle-download"), exact: true });
  const [download] = await Promise.all([observer.tab.waitForEvent("download"), link.click()]);
  await download.saveAs(join(observer.folder, "bundle.hustings"));
  const checkpoints = world.cosigned.map((file) => `--checkpoint ${JSON.stringify(file)}`).join(" ");
  const verdict = JSON.parse(await observer.run(`hustings verify --json ${checkpoints} bundle.hustings`));
  assert(verdict.holds && verdict.mock);
  const holding = verdict.claims.filter(({ finding }) => finding === "holds").map(({ name }) => name);
  for (const name of ["log", "witnesses", `box ${box}`, "opened leader", "recount leader", "recount treasurer"]) assert(holding.includes(name), name);
  const others = verdict.claims.filter(({ finding }) => finding !== "holds").map(({ name, finding }) => `${name}: ${finding}`);
  assert.deepEqual(others, ["the roll", "devices", "trustees"].map((whose) => `honesty of ${whose}: cannot-be-known`));
}

/** What the program does not see is noted, and then nobody is asked for it. */
export async function nothingWaitsAnyMore({ officer }) {
  for (const [duty, button] of [["duty-publish-bundle", "bundle-note-published"], ["duty-check-bundle", "bundle-note-checked"]]) {
    await officer.go(`${here}/office`);
    await officer.follow(duty);
    await officer.press(button);
    await officer.told("said-noted");
  }
  await officer.go(`${here}/office`);
  await officer.sees(officer.say("office-no-duties"));
}

/** A voter holds what she kept against the key of the log, and against the bundle. */
export async function receiptsHold(world) {
  const { observer, cast } = world;
  const kept = cast.filter(({ receipt }) => receipt);
  assert(kept.length >= 5);
  for (const { number, receipt, ballot } of kept) {
    observer.write(`${number}.tlog-proof`, receipt);
    observer.write(`${number}.json`, ballot);
    await observer.run(`hustings receipt check ${number}.tlog-proof --ballot ${number}.json --log-key ${JSON.stringify(world.logKey)}`);
  }
  const receipts = kept.map(({ number }) => `--receipt ${number}.tlog-proof`).join(" ");
  await observer.run(`hustings verify ${receipts} bundle.hustings`);
  const [{ number }, { ballot }] = kept;
  observer.write("another.json", ballot);
  await assert.rejects(observer.run(`hustings receipt check ${number}.tlog-proof --ballot another.json --log-key ${JSON.stringify(world.logKey)}`));
}

/** Which ballot was opened to test the device: it seals what was asked for, and is not in the box. */
export async function theTestedBallotHolds(world) {
  const { observer, tested, cast } = world;
  observer.write("ballot.json", tested.ballot);
  observer.write("ballot.opening.json", tested.opening);
  observer.write("election.bel", Buffer.from(await (await observer.reads(`${here}/boxes/${box}/archive.bel`)).body()));
  const told = await observer.run("hustings seal audit election.bel ballot.json ballot.opening.json");
  for (const name of votes[tested.voter].leader) assert(told.includes(name), told);
  assert(cast.every(({ ballot }) => ballot !== tested.ballot));
}

/** The program that Debian packages verifies the box. */
export async function beleniosAgrees({ observer }, t) {
  const tool = process.env.BELENIOS_TOOL || fileURLToPath(new URL("../../../target/belenios/trixie/belenios-tool", import.meta.url));
  if (!existsSync(tool)) return t.skip(`${tool} is not there: run tests/belenios/install trixie, or name another by BELENIOS_TOOL`);
  const folder = join(observer.folder, "belenios");
  mkdirSync(folder);
  const { uuid } = await (await observer.reads(`${here}/boxes/${box}/election.json`)).json();
  await observer.run(`tar -xOf bundle.hustings boxes/${box}/archive.bel > belenios/${uuid}.bel`);
  await promisify(execFile)(tool, ["election", "verify", "--dir", folder]);
}

/** Neither a person nor anything secret stands in what the program wrote while it served. */
export function theLogNamesNobody(world) {
  const log = world.log.join("\n");
  assert(log.includes("signed in"));
  const secrets = [...Object.values(world.credentials), ...world.sink.messages.flatMap(({ text }) => text.match(/\b\d{4} \d{4}\b|\/link\/\S+|\/invitations\/\S+/g) ?? [])];
  for (const text of [...electors.flatMap(({ email, name, card }) => [email, name, card, card.toLowerCase().replaceAll("-", " ")]), ...secrets]) assert(!log.includes(text), text);
}
