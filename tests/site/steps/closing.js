// Reminders, the close, shuffles and decryptions by the commands that the pages show, the count and the lot.
import assert from "node:assert/strict";

import { count } from "../count.js";
import { candidates, electors, id, votes } from "../plot.js";
import { theClockShows } from "./founding.js";
import { box } from "./keys.js";

const here = `/c/${id}`;

/** A reminder goes to the two who have not voted, and to nobody else. */
export async function onlyWhoHasNotVotedIsReminded(world) {
  const { officer, sink } = world;
  const before = sink.messages.length;
  await officer.go(`${here}/office/poll/mail`);
  await officer.check("letters-reminder");
  await officer.fill("letters-subject", "There is still time to vote");
  await officer.press("letters-see");
  await officer.leads(() => officer.tab.getByRole("button", { name: /\b2\b/ }).click());
  await officer.told("said-letters-queued");
  const waiting = electors.slice(votes.length).map(({ email }) => email);
  await Promise.all(waiting.map((email) => sink.next(email, ({ subject }) => subject.includes("There is still time"))));
  assert.deepEqual(sink.messages.slice(before).map(({ to }) => to).sort(), waiting);
}

export async function thePollIsClosed(world) {
  const { id, officer } = world;
  await theClockShows(world, "2027-03-20T12:05");
  await officer.go(`/c/${id}/office/close`);
  await officer.press("close-poll-it");
  await officer.told("said-poll-closed");
  await officer.press("close-boxes-it");
  await officer.told("said-boxes-closed");
  await officer.go(`/c/${id}/office/close`);
  const cast = String(world.ballots ?? votes.length);
  assert.deepEqual(await officer.tab.locator("td.figure").allInnerTexts(), [cast, cast, "0", cast], "cast, by electors, removed, tallied");
}

/** The server and two of three trustees; the second is away. */
const hands = ({ id, officer, trustees }) => [
  { person: officer, number: 1, path: `/c/${id}/office/count` },
  { person: trustees[0], number: 2, path: `/c/${id}/trustee` },
  { person: trustees[2], number: 4, path: `/c/${id}/trustee` },
];

export const trusteesShuffle = (world) => trusteesMake(world, "shuffle");
export const trusteesDecrypt = (world) => trusteesMake(world, "decrypt");

async function trusteesMake(world, word) {
  for (const { person, number, path } of hands(world)) {
    const step = `#${word}-${box}`;
    await person.go(path);
    if (person === world.officer && world.serverKeeps) {
      await person.press("count-server");
      await person.told("said-step-taken");
      continue;
    }
    await person.takeAll(step);
    await person.command(step);
    const made = `${box}-${word}-${number}`;
    await person.send(step, { message: `${made}.json`, statement: `${made}.statement.json` });
    await person.told("said-step-taken");
  }
}

export async function theBoxIsOpened({ id, officer }) {
  await officer.go(`/c/${id}/office/count`);
  await officer.press("count-tally");
  await officer.told("said-boxes-tallied");
}

/** Boxes and papers are published together; the two treasurers are tied, and a lot is drawn. */
export async function papersArePublishedAndALotIsDrawn({ officer }) {
  await officer.press("count-publish");
  await officer.told("said-papers-published");
  await officer.tab.getByLabel(candidates.treasurer.elm, { exact: true }).check();
  await officer.tab.getByLabel(officer.say("lots-witnessed"), { exact: true }).fill("both candidates");
  await officer.press("lots-record");
  await officer.told("said-lot-recorded");
}

export async function theResultIsDeclared(world) {
  const { id, officer } = world;
  await theClockShows(world, "2027-03-20T18:00");
  for (const post of Object.keys(candidates)) {
    await officer.go(`/c/${id}/office/declare`);
    const card = `section[aria-labelledby=post-${post}]`;
    await officer.fill("declare-certifier", "the secretary", { within: card });
    // It is read stage by stage before it is declared, and the form is not sent before that is said.
    const table = await officer.tab.locator(`${card} table.figures`).first().innerText();
    for (const name of Object.values(candidates[post])) assert(table.includes(name), name);
    assert.equal(await officer.tab.locator(`${card} input[name=read]`).evaluate((box) => box.checkValidity()), false);
    await officer.check("declare-read", { within: card });
    await officer.press("declare-it", { within: card });
    await officer.told("said-declared");
  }
}

/** What the site declares is what the rankings of the forty come to, counted here. */
export async function theResultIsWhatWasVoted({ observer }) {
  const declared = async (post) => (await observer.reads(`/api/contests/${id}/results/${post}`)).json();
  const leader = await declared("leader");
  const treasurer = await declared("treasurer");
  const { elected, firsts } = count(votes.map((vote) => vote.leader), Object.values(candidates.leader));
  const names = ({ declaration }) => declaration.elected.map(({ name }) => name);
  assert.deepEqual(names(leader), [elected]);
  for (const [candidate, name] of Object.entries(candidates.leader)) {
    assert.equal(leader.transcript.stages[0].votes[candidate], String(firsts.get(name)), name);
  }
  assert.deepEqual(names(treasurer), [candidates.treasurer.fir], "the lot excluded the other");
  await observer.go(`${here}/result/leader`);
  await observer.sees(elected);
}
