// A mock poll of the contest, held by those who run it before its poll opens, on the path that the contest goes.
import assert from "node:assert/strict";

import { arrive } from "../people.js";
import { candidates, id } from "../plot.js";
import * as closing from "./closing.js";
import * as keys from "./keys.js";
import { boothOf, entersTheBooth, ranks, signsIn } from "./voting.js";

const here = `/c/${id}`;
const mock = `${id}-mock`;
const testers = ["Tim Tester", "Tia Tester", "Tom Tester"].map((name, index) => ({
  name,
  number: `T00${index + 1}`,
  email: `${name.toLowerCase().replace(" ", ".")}@example.org`,
  // What the rulebook asks, a tester answers with her address.
  card: `${name.toLowerCase().replace(" ", ".")}@example.org`,
}));
/** The rulebook asks for ten. */
const onTheRoll = 10;

const logOf = async ({ observer }, contest) => (await observer.reads(`/c/${contest}/log/checkpoint`)).text();

/** The world as it is at the mock poll: everybody keeps what they make there apart, and the server its own key. */
function atTheMockPoll(world) {
  const { officer, registrar, trustees } = world;
  for (const person of [officer, registrar, ...trustees]) person.apart = mock;
  const back = () => [officer, registrar, ...trustees].forEach((person) => delete person.apart);
  return [Object.create(world, { id: { value: mock }, onTheRoll: { value: onTheRoll }, ballots: { value: 1 }, serverKeeps: { value: true } }), back];
}

export async function itIsMade(world) {
  const { officer } = world;
  world.before = await logOf(world, id);
  await officer.go(`${here}/office`);
  await officer.follow("office-mock-offer-link");
  const lines = testers.map(({ name, email }) => `${name}, ${email}`);
  await officer.fill("mockpoll-testers", [...lines.slice(0, 2), testers[2].name].join("\n"));
  await officer.press("mockpoll-make", { refused: true });
  await officer.sees(officer.say("mockpoll-line-parts", { line: 3 }));
  assert.match(await officer.tab.locator("#testers").inputValue(), /Tia Tester, tia\.tester@example\.org/);
  await officer.fill("mockpoll-testers", lines.join("\n"));
  // The witnesses have better things to do today.
  await officer.tab.getByLabel(officer.say("mockpoll-witnesses")).uncheck();
  await officer.press("mockpoll-make");
  await officer.told("said-mockpoll-made");
  assert.equal(new URL(officer.tab.url()).pathname, `/c/${mock}/office`);
  await officer.sees("Mock poll of “Leader of the Allotment Society”");
  await officer.go(`${here}/office/mock`);
  await officer.sees(officer.say("mockpoll-who", { testers: 3, madeup: 7 }));
  await officer.leads(() => officer.tab.getByRole("link", { name: `${officer.say("mockpoll-as-testers")} ${mock}` }).click());
  for (const name of Object.values(candidates.leader)) await officer.sees(name);
}

export async function itIsOpened(world) {
  const { officer, trustees } = world;
  const [there, back] = atTheMockPoll(world);
  await officer.go(`/c/${mock}/office/roll/freeze`);
  await officer.press("freeze-do");
  await officer.told("said-roll-frozen");
  await trustees[0].go(`/c/${mock}/trustee`);
  await trustees[0].sees(trustees[0].say("trustee-mock-poll"));
  await keys.keysAreMade(there);
  await keys.credentialsAreIssued(there);
  await keys.theBoxIsSetUp(there);
  await keys.thePollIsOpened(there);
  world.codes = there.credentials;
  back();
}

export async function aTesterVotes(world) {
  const { officer, sink } = world;
  await officer.go(`/c/${mock}/office/poll/mail`);
  await officer.press("letters-see");
  await officer.leads(() => officer.tab.getByRole("button", { name: /3/ }).click());
  await officer.told("said-letters-queued");
  const invitations = await Promise.all(testers.map(({ email }) => sink.next(email)));
  for (const { subject, links } of invitations) assert(subject.includes("mock") && links.includes(`${world.origin}/c/${mock}/vote`), subject);

  const [elector] = testers;
  const tester = await arrive(world, elector.name, { width: 360 });
  Object.assign(tester, { elector, contest: mock, credential: world.codes[elector.number], booth: boothOf(tester) });
  await signsIn(tester, { byCode: true });
  await entersTheBooth(tester, { typed: true });
  await tester.sees(tester.say("mock-poll-back"));
  await ranks(tester, { leader: ["Cy Cedar"], treasurer: ["Ed Fir"] });
  await tester.booth.press("cast");
  await tester.booth.sees("cast-title");
  await tester.tab.getByText(tester.booth.text("receipt-holds")).waitFor();
  await tester.leave();
  await officer.go(`/c/${mock}/office/poll`);
  assert.match(await officer.tab.locator("main table").first().innerText(), /\b10\b[^\n]*\b1\b/);
}

export async function itIsCountedAndDeclared(world) {
  const { officer, observer } = world;
  const [there, back] = atTheMockPoll(world);
  await closing.thePollIsClosed(there);
  await closing.trusteesShuffle(there);
  await closing.trusteesDecrypt(there);
  await closing.theBoxIsOpened(there);
  await officer.press("count-publish");
  await officer.told("said-papers-published");
  await closing.theResultIsDeclared(there);
  back();
  await observer.go(`/c/${mock}/bundle`);
  const link = observer.tab.getByRole("link", { name: observer.say("bundle-download"), exact: true });
  const [download] = await Promise.all([observer.tab.waitForEvent("download"), link.click()]);
  await download.saveAs(`${observer.folder}/mock.hustings`);
  const verdict = JSON.parse(await observer.run("hustings verify --json mock.hustings"));
  assert(verdict.holds && verdict.mock, JSON.stringify(verdict.claims));
}

export async function nothingElseHasChanged(world) {
  assert.equal(await logOf(world, id), world.before);
  assert.notEqual(await logOf(world, mock), world.before);
  // It does not stand beside the contest on the first page, which everybody reads.
  await world.observer.go("/");
  assert.equal(await world.observer.tab.getByRole("link", { name: "Leader of the Allotment Society" }).count(), 1);
}
