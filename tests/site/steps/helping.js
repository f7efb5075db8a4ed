// The helpline: a voter has lost her letter, and is given the same voting code again.
import assert from "node:assert/strict";

import { id, voters } from "../plot.js";

const here = `/c/${id}`;

export async function aLostLetterIsWrittenAgain(world) {
  const { helper, officer, registrar, credentials } = world;
  const lost = voters.at(-1);
  await helper.go(`${here}/helpline`);
  await helper.fill("helpline-query", lost.number);
  await helper.fill("helpline-why", "telephones, has no letter");
  await helper.press("helpline-look-up");
  await helper.sees(lost.name);
  await helper.sees(helper.say("helpline-not-voted"));
  await helper.sees(helper.say("helpline-answer-there"));
  for (const secret of [credentials[lost.number], lost.card]) assert(!(await helper.tab.content()).includes(secret));
  await helper.tab.getByText(helper.say("helpline-reissue"), { exact: true }).click();
  await helper.fill("reissue-reason", "the dog ate it");
  await helper.press("helpline-reissue-ask");
  await helper.told("said-reissue-asked");

  await officer.go(`${here}/office/poll`);
  await officer.sees("the dog ate it");
  await officer.fill("reissue-reason", "She was called back.");
  await officer.press("reissue-allow");
  await officer.told("said-reissue-decided");
  await officer.go(`${here}/office/lookups`);
  await officer.sees("telephones, has no letter");

  await registrar.go(`${here}/registrar`);
  const told = await registrar.command("section[aria-labelledby=reissue-1]");
  assert(told.includes(credentials[lost.number]), "it is the same voting code");
  await registrar.press("registrar-reissued");
  await registrar.told("said-noted");
}
