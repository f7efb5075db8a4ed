// Candidates, nominations with their evidence, a ruling and an appeal, a withdrawal, and the paper.
import assert from "node:assert/strict";

import { candidates, id, withdrawn } from "../plot.js";
import { theClockShows } from "./founding.js";

const here = `/c/${id}`;
const posts = { leader: { ...candidates.leader, ...withdrawn }, treasurer: candidates.treasurer };
const [dogwood] = Object.keys(withdrawn);

export async function candidatesStand(world) {
  const { officer } = world;
  await theClockShows(world, "2027-02-02T10:00");
  await officer.go(`${here}/office/candidates`);
  for (const [post, who] of Object.entries(posts)) {
    for (const [candidate, name] of Object.entries(who)) {
      await officer.tab.locator("#post").selectOption(post);
      await officer.fill("cand-name", name);
      await officer.fill("cand-id", candidate);
      await officer.press("cand-declare");
      await officer.told("said-cand-declared");
    }
  }
}

/** Two for each, by letter; when the first was decided is written down too. */
export async function plotHoldersNominate(world) {
  const { officer } = world;
  await officer.go(`${here}/office/nominations`);
  let number = 0;
  for (const who of Object.values(posts)) {
    for (const name of Object.values(who)) {
      for (let times = 0; times < 2; times++) {
        number += 1;
        await officer.tab.locator("#candidate").selectOption({ label: name });
        await officer.fill("nomin-name", `Plot ${number}`);
        await officer.fill("nomin-how", "by letter");
        if (number === 1) {
          await officer.tab.getByText(officer.say("hand-title"), { exact: true }).click();
          await officer.fill("hand-decided", "2027-02-01");
          await officer.fill("hand-source", "letter of 1 February");
        }
        await officer.press("nomin-record");
        await officer.told("said-nomin-recorded");
      }
    }
  }
  await officer.sees("letter of 1 February");
}

export async function aRulingIsAppealedAgainst(world) {
  const { officer, observer } = world;
  const rule = async (outcome, reasons) => {
    await officer.go(`${here}/office/nominations`);
    await officer.leads(() => officer.tab.getByRole("link", { name: "Plot 7", exact: true }).click());
    await officer.tab.locator(`input[name=outcome][value=${outcome}]`).check();
    await officer.fill("ruling-reasons", reasons);
    await officer.press("ruling-rule");
    await officer.told("said-ruling-made");
  };
  await rule("disallowed", "The letter is not signed.");
  await officer.go(`${here}/office/rulings/r1`);
  await officer.tab.getByText(officer.say("appeal-note-title"), { exact: true }).click();
  await officer.fill("appeal-by", "Eve Elder");
  await officer.fill("appeal-grounds", "The signature is on its back.");
  await officer.press("appeal-note");
  await officer.told("said-appeal-noted");
  await officer.go(`${here}/office/rulings`);
  await officer.leads(() => officer.tab.getByRole("link", { name: /r1/ }).first().click());
  await rule("allowed", "The signature was found.");
  await officer.go(`${here}/office/rulings/r1`);
  await officer.sees(officer.say("appeal-decided"));
  await observer.go(`${here}/nominees`);
  await observer.sees("Eve Elder");
}

export async function oneWithdraws(world) {
  const { officer } = world;
  await officer.go(`${here}/office/candidates/leader/${dogwood}`);
  await officer.check("cand-withdraw-sure", { values: { name: withdrawn[dogwood] } });
  await officer.press("cand-withdraw");
  await officer.told("said-cand-withdrew");
}

export async function thePaperIsSigned(world) {
  const { officer } = world;
  await theClockShows(world, "2027-02-21T09:00");
  for (const [post, who] of Object.entries(candidates)) {
    await officer.go(`${here}/office/paper/${post}`);
    assert.deepEqual(await officer.tab.locator(".card tbody th").allInnerTexts(), Object.values(who));
    await officer.check("paper-seen");
    await officer.press("paper-sign");
    await officer.told("said-paper-signed");
  }
}
