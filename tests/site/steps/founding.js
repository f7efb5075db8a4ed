// From an empty folder to a contest, and everybody who runs it.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";

import { arrive } from "../people.js";
import { id, logName, mistaken, rulebook } from "../plot.js";

export async function theFirstPageSaysHowToBegin(world) {
  world.observer = await arrive(world, "The observer");
  await world.observer.go("/");
  await world.observer.sees(world.observer.say("home-empty-how"));
}

export async function theOfficerMakesAnAccount(world) {
  // What an officer does needs no script.
  const officer = (world.officer = await arrive(world, "The secretary", { script: false }));
  await officer.join(world.invitation, "secretary@example.org");
  await officer.signIn("secretary@example.org");
  await officer.sees(officer.say("home-no-contest"));
}

export async function witnessesMakeKeys(world) {
  world.witnesses = [];
  for (const name of ["agent-of-ash.example", "agent-of-birch.example"]) {
    const witness = await arrive(world, name);
    await witness.run(`hustings witness generate --name ${name} --out witness.key --public witness.vkey --plain`);
    world.witnesses.push(witness);
  }
}

export async function aMistakeIsFoundAndMended(world) {
  const { officer } = world;
  await officer.go("/contests/new");
  await officer.follow("new-paste");
  const paste = (text) => officer.tab.locator("#rulebook").fill(text);
  await paste(mistaken);
  await officer.leads(() => officer.tab.getByRole("button", { name: officer.say("new-check"), exact: true }).click(), { refused: true });
  await officer.sees("it needs 43, and 'plot-holders' has only 42");
  await paste(rulebook);
  await officer.press("new-check");
  await officer.sees(officer.say("new-no-findings"));
}

export async function theContestBegins(world) {
  const { officer, witnesses } = world;
  await officer.fill("new-id", id);
  await officer.fill("new-origin", logName);
  await officer.check("new-record-mock");
  await officer.fill("new-witnesses", witnesses.map((witness) => witness.read("witness.vkey").trim()).join("\n"));
  await officer.fill("new-quorum", "2");
  await officer.press("new-begin");
  await officer.told("said-contest-begun");
  const [origin, key, digest] = await officer.tab.locator("dl.facts dd code").allInnerTexts();
  assert.equal(origin, logName);
  assert.equal(digest, `sha256:${createHash("sha256").update(rulebook).digest("hex")}`);
  world.logKey = key;
}

/** The clock of a mock contest, set on the officer's page. */
export async function theClockShows(world, time) {
  const { id, officer } = world;
  await officer.go(`/c/${id}/office`);
  await officer.fill("office-clock-to", time);
  await officer.press("office-clock-set");
  await officer.told("said-clock-set");
}
