// Voters: each signs in by mail, seals a ballot in the booth with the credential that the registrar gave, and casts it.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";

import { tracker } from "../../../booth/dist/seal.js";
import { arrive } from "../people.js";
import { electors, id, question, votes } from "../plot.js";
import { words } from "../site.js";

const here = `/c/${id}`;
export const whoHasOnlyAKeyboard = 2;

/** Everybody is invited by mail, from a preview. */
export async function electorsAreInvited(world) {
  const { officer, sink } = world;
  await officer.go(`${here}/office/poll/mail`);
  await officer.press("letters-see");
  await officer.sees(electors[0].email);
  await officer.leads(() => officer.tab.getByRole("button", { name: /42/ }).click());
  await officer.told("said-letters-queued");
  world.invitations = await Promise.all(electors.map(({ email }) => sink.next(email)));
  assert(world.invitations.every(({ text, links }) => text.includes("Dear") && links.includes(`${world.origin}${here}/vote`)));
}

/** How somebody votes where nothing else is said of them. */
const ways = (index) => ({
  byCode: index % 5 === 0,
  typed: index % 2 === 1,
  keeps: index < 6,
  tests: index === 3,
  language: index === 4 ? "cy" : "en",
  looked: index === 1 || index === 4,
  mistypes: index === 4 || index === 7,
});

/** Whether the booth, step by step within the site's frame, is as accessible as every page. */
async function looks(voter, step) {
  if (ways(voter.index).looked) await voter.world.sweep.look(voter.tab, `${voter.tab.url()} (${step})`);
}

export async function theOthersVote(world) {
  const queue = [...votes.entries()].filter(([index]) => index !== whoHasOnlyAKeyboard);
  await Promise.all(
    Array.from({ length: 4 }, async () => {
      for (let next; (next = queue.shift()); ) {
        const [index, vote] = next;
        const voter = await voterOf(world, index);
        await signsIn(voter, ways(index));
        await entersTheBooth(voter, ways(index));
        await ranks(voter, vote);
        if (ways(index).tests) await testsABallot(voter);
        await casts(voter, ways(index));
        if (ways(index).looked) await isToldThatSheHasVoted(voter);
        await leaves(voter);
      }
    }),
  );
}

export async function voterOf(world, index, more = {}) {
  const elector = electors[index];
  const voter = await arrive(world, `Voter ${elector.number}`, { language: ways(index).language, width: 360 + 40 * (index % 12), ...more });
  return Object.assign(voter, { elector, index, credential: world.credentials[elector.number], booth: boothOf(voter) });
}

/** The booth as its reader sees it. */
export function boothOf({ tab, language }) {
  const text = (key, values = {}) => words(language)[key].replace(/\{(\w+)\}/g, (_, name) => String(values[name]));
  return {
    text,
    press: (key, values) => tab.getByRole("button", { name: text(key, values), exact: true }).click(),
    sees: (key, values) => tab.getByRole("heading", { name: text(key, values), exact: true }).waitFor(),
    asked: (title) => tab.getByRole("heading", { level: 2, name: title, exact: true }).waitFor(),
    async saved(key) {
      const [download] = await Promise.all([tab.waitForEvent("download"), tab.getByText(text(key), { exact: true }).click()]);
      return readFileSync(await download.path(), "utf8");
    },
  };
}

/** By the link of the mail, or by its code. */
export async function signsIn(voter, { byCode, mistypes }) {
  const { world, elector, tab } = voter;
  await voter.go(`/c/${voter.contest ?? id}/vote`);
  await voter.follow("vote-sign-in");
  await voter.fill("voter-who", byCode ? elector.number : elector.email);
  await voter.press("voter-send-code");
  const mail = await world.sink.next(elector.email, ({ links }) => links.some((link) => link.includes("/vote/link/")));
  if (byCode) {
    await voter.fill("voter-code", mail.text.match(/\b\d{4} \d{4}\b/)[0]);
  } else {
    await voter.leads(() => tab.goto(mail.links.find((link) => link.includes("/vote/link/"))));
  }
  await voter.press("sign-in");
  await answers(voter, { mistypes });
  await voter.told("said-signed-in");
  await voter.sees(elector.number);
}

/** What stands in no mail; until then nobody is signed in. */
async function answers(voter, { mistypes }) {
  const { elector, tab } = voter;
  await tab.getByRole("heading", { level: 1, name: voter.say("voter-question-title") }).waitFor();
  assert.equal(await tab.locator("header form").count(), 0, "nobody can sign out who is not signed in");
  const field = tab.getByLabel(question, { exact: true });
  if (mistypes) {
    await field.fill(`${elector.card}0`);
    await voter.press("sign-in", { refused: true });
    await voter.sees(voter.say("voter-question-wrong"));
    assert.equal(await field.inputValue(), "");
  }
  await field.fill(elector.card.toLowerCase().replaceAll("-", " "));
  await voter.press("sign-in");
}

export async function entersTheBooth(voter, { typed }) {
  const { tab, booth } = voter;
  if (typed) {
    await voter.follow("vote-to-ballot");
    await tab.getByLabel(booth.text("credential-label")).fill(voter.credential);
  } else {
    await voter.leads(() => tab.goto(`${voter.language === "en" ? "" : `/${voter.language}`}${here}/vote/ballot#credential=${voter.credential}`));
    await booth.sees("credential-title");
    assert.equal(new URL(tab.url()).hash, "");
  }
  await booth.press("continue");
}

export async function ranks(voter, vote) {
  const { tab, booth } = voter;
  for (const [post, title] of [["leader", "Leader"], ["treasurer", "Treasurer"]]) {
    await booth.asked(title);
    await looks(voter, title);
    for (const [place, name] of vote[post].entries()) await tab.getByLabel(name, { exact: true }).selectOption(String(place + 1));
    await booth.press("continue");
  }
  await booth.sees("review-title");
  await looks(voter, "review");
  for (const box of await tab.getByRole("checkbox").all()) await box.check();
}

async function testsABallot(voter) {
  const { booth } = voter;
  await booth.press("test");
  await booth.sees("sealed-title");
  await booth.press("sealed-open");
  await booth.sees("opened-title");
  voter.world.tested = { voter: voter.index, ballot: await booth.saved("save-ballot"), opening: await booth.saved("save-opening") };
  await booth.press("opened-go-on");
  await booth.sees("review-title");
  for (const box of await voter.tab.getByRole("checkbox").all()) await box.check();
}

export async function casts(voter, { keeps } = {}) {
  await voter.booth.press("cast");
  await isCast(voter, keeps);
}

/** The booth says that it is cast; what the voter keeps of it. */
export async function isCast(voter, keeps) {
  const { booth, tab, world } = voter;
  await booth.sees("cast-title");
  await tab.getByText(booth.text("receipt-holds")).waitFor();
  const ballot = voter.requests.find(({ method, url }) => method === "POST" && url.endsWith("/vote/cast")).body;
  const told = { number: voter.elector.number, tracker: await tab.locator("code").first().innerText(), ballot };
  assert.equal(told.tracker, tracker(ballot));
  await looks(voter, "cast");
  if (keeps) told.receipt = await booth.saved("save-receipt");
  world.cast.push(told);
}

/** Who comes to the paper again is told at once. */
async function isToldThatSheHasVoted(voter) {
  await voter.go(`${here}/vote/ballot`);
  await voter.sees(voter.say("voted-title"));
  assert.equal(await voter.tab.locator("#booth").count(), 0);
}

/** Whoever leaves, leaves what their browser sent to be looked through. */
export async function leaves(voter) {
  voter.world.voterRequests.push({ credential: voter.credential, requests: voter.requests });
  await voter.leave();
}

/** Neither an address nor a body had a credential in it. */
export function noCredentialWasSent({ voterRequests }) {
  assert.equal(voterRequests.length, votes.length);
  for (const { credential, requests } of voterRequests) {
    assert(requests.length > 5);
    const sent = JSON.stringify(requests);
    for (const text of [credential, credential.replaceAll("-", ""), encodeURIComponent(credential)]) assert(!sent.includes(text));
  }
}
