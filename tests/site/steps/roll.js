// The roll: previewed, imported, ruled on, frozen.
import assert from "node:assert/strict";

import { electors, id, roll, shortCard, twice } from "../plot.js";
import { theClockShows } from "./founding.js";

export async function theRollIsImported(world) {
  const { officer } = world;
  await theClockShows(world, "2027-02-26T09:00");
  officer.write("roll.csv", roll);
  await officer.go(`/c/${id}/office/roll`);
  const more = roll.split("\n").map((line, index) => `${line},${index === 0 ? "shoe" : "42"}`);
  officer.write("more.csv", more.join("\n"));
  await officer.tab.locator("input[name=file]").setInputFiles(`${officer.folder}/more.csv`);
  await officer.press("roll-upload", { refused: true });
  const why = await officer.tab.getByRole("alert").innerText();
  assert(why.includes("shoe") && why.includes(officer.say("roll-ignore")) && !why.includes("--"), why);
  await officer.tab.locator("input[name=file]").setInputFiles(`${officer.folder}/more.csv`);
  await officer.check("roll-ignore");
  await officer.press("roll-upload");
  await officer.sees("shoe");
  await officer.go(`/c/${id}/office/roll`);
  await officer.tab.locator("input[name=file]").setInputFiles(`${officer.folder}/roll.csv`);
  await officer.press("roll-upload");
  await officer.told("said-roll-uploaded");
  await officer.sees("is no channel");
  await officer.sees("abe.example.org");
  await officer.sees("fewer than 4 letters and digits");
  await showsNoAnswer(officer);
  await officer.press("roll-confirm");
  await officer.told("said-roll-imported");
}

/** What electors will be asked is on the roll, and on no page of whoever keeps it. */
async function showsNoAnswer({ tab }) {
  const body = await tab.content();
  for (const answer of [shortCard, ...electors.map(({ card }) => card)]) assert(!body.includes(answer), answer);
}

export async function theMatchIsRuledOn(world) {
  const { officer } = world;
  await officer.go(`/c/${id}/office/roll/freeze`);
  await officer.sees(officer.say("freeze-in-way"));
  await officer.go(`/c/${id}/office/roll/matches`);
  await officer.tab.locator(`input[value="same-${twice.keeps}"]`).check();
  await officer.fill("ruling-reasons", "They joined twice, under one address.");
  await officer.press("match-rule");
  await officer.told("said-match-ruled");
}

export async function theRollIsFrozen(world) {
  const { officer } = world;
  await officer.go(`/c/${id}/office/roll/freeze`);
  await officer.press("freeze-do");
  await officer.told("said-roll-frozen");
  assert((await officer.tab.locator("main").innerText()).includes(String(electors.length)));
}

export async function anElectorIsLookedUp(world) {
  const { officer } = world;
  await officer.go(`/c/${id}/office/roll/look`);
  await officer.fill("look-elector", "P101");
  await officer.press("look-up");
  await officer.sees("Ann Example");
  await officer.sees(officer.say("look-has-answer"));
  await showsNoAnswer(officer);
}
