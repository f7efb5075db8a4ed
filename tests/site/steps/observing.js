// Anybody, without an account: pages, the log, the boxes, the tracker, the feed and what programs read.
import assert from "node:assert/strict";

import { electors, id, rulebook, voters } from "../plot.js";
import { box } from "./keys.js";
import { signsIn, voterOf } from "./voting.js";

const here = `/c/${id}`;

export async function anybodyLooks(world) {
  const { observer } = world;
  for (const page of ["", "/nominees", "/vote", "/help", "/boxes", `/boxes/${box}`, "/track", "/result", "/bundle", "/log"]) await observer.go(here + page);
  await observer.sees(world.logKey);
  const text = async (path) => (await observer.reads(here + path)).text();
  assert.equal(await text("/rulebook.toml"), rulebook);
  const events = (await text("/log/events.jsonl")).trim().split("\n");
  assert(events.length > 30);
  for (const { name, email } of electors) assert(!events.some((line) => line.includes(email) || line.includes(`"${name}"`)), name);
  for (const [log, size] of [["/log", events.length], [`/boxes/${box}`, voters.length]]) {
    assert.equal((await text(`${log}/checkpoint`)).split("\n")[1], String(size));
    await text(`${log}/tile/0/000.p/${size}`);
    await text(`${log}/tile/entries/000.p/${size}`);
  }
  assert.match(await text("/feed"), /<feed xmlns="http:\/\/www.w3.org\/2005\/Atom"/);
  assert.equal(JSON.parse(await text(`/boxes/${box}/election.json`)).name, "Leader of the Allotment Society");
  assert.equal((await text(`/boxes/${box}/credentials.txt`)).trim().split("\n").length, electors.length);
  await text(`/boxes/${box}/archive.bel`);
}

export async function programsRead(world) {
  const { observer, cast } = world;
  for (const path of ["/health", "/health/ready"]) await observer.reads(path);
  const json = async (path) => (await observer.reads(`/api${path}`)).json();
  await json("/openapi.json");
  assert.equal((await json("/contests")).contests[0].id, id);
  await json(`/contests/${id}`);
  await json(`/contests/${id}/statement`);
  for (const { tracker } of cast.slice(0, 3)) assert.equal((await json(`/contests/${id}/trackers/${encodeURIComponent(tracker)}`)).box, box);
}

/** Five look for their ballots later, by the trackers that they wrote down, and take the receipt again. */
export async function fiveLookForTheirBallots(world) {
  const { observer, cast } = world;
  for (const { tracker } of cast.slice(0, 5)) {
    await observer.go(`${here}/track`);
    await observer.fill("track-field", tracker);
    await observer.press("track-look");
    await observer.sees(observer.say("track-found"));
    const receipt = await (await observer.reads(`${here}/track/receipt?tracker=${encodeURIComponent(tracker)}`)).text();
    assert.match(receipt, /^c2sp\.org\/tlog-proof/);
  }
  await observer.go(`${here}/track?tracker=${"nobody".padEnd(43, "A")}`);
  await observer.sees(observer.say("track-not-found-what"));
  await observer.go(`${here}/track?tracker=nobody`);
  await observer.sees(observer.say("track-misread"));
}

/** Without a script everything can be done but to seal a ballot, and that page says what to do. */
export async function withoutAScript(world) {
  const { cast } = world;
  const voter = await voterOf(world, electors.length - 1, { script: false });
  for (const page of ["", "/nominees", "/help", "/log", "/boxes", `/boxes/${box}`, "/result", "/bundle"]) await voter.go(here + page);
  await voter.go(`${here}/track`);
  await voter.fill("track-field", cast[0].tracker);
  await voter.press("track-look");
  await voter.sees(voter.say("track-found"));
  await signsIn(voter, { byCode: true });
  await voter.sees(voter.say("vote-on-roll"));
  await voter.follow("vote-to-ballot");
  const told = (await voter.tab.locator("noscript p, noscript li").allInnerTexts()).join("\n");
  for (const text of [voter.say("ballot-no-script"), "the secretary", "Bo Birch"]) assert(told.includes(text), told);
  await voter.press("sign-out", { within: "header" });
  await voter.leave();
}
