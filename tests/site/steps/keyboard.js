// One voter has neither a mouse nor a finger: from the contest's first page to the receipt by Tab, Enter and typing.
import assert from "node:assert/strict";

import { candidates, id, votes } from "../plot.js";
import { isCast, leaves, voterOf, whoHasOnlyAKeyboard } from "./voting.js";

export async function oneVotesByTheKeyboard(world) {
  const voter = await voterOf(world, whoHasOnlyAKeyboard);
  const { tab, booth, elector } = voter;
  const { keyboard } = tab;
  const focused = () => tab.evaluate(() => [document.activeElement.id, document.activeElement.textContent.trim()]);
  const tabTo = async (wanted) => {
    for (let presses = 0; presses < 60; presses++) {
      if ((await focused()).includes(wanted)) return;
      await keyboard.press("Tab");
    }
    assert.fail(`${wanted} is not reached by the keyboard at ${tab.url()}`);
  };
  const enter = () => voter.leads(() => keyboard.press("Enter"));

  await voter.go(`/c/${id}`);
  await keyboard.press("Tab");
  assert.deepEqual(await focused(), ["", voter.say("skip")]);
  await tabTo(voter.say("room-vote"));
  await enter();
  await tabTo(voter.say("vote-sign-in"));
  await enter();
  await tabTo("who");
  await keyboard.type(elector.email);
  await enter();
  const mail = await world.sink.next(elector.email, ({ text }) => text.includes("/vote/link/"));
  await tabTo("code");
  await keyboard.type(mail.text.match(/\b\d{4} \d{4}\b/)[0]);
  await enter();
  await tabTo("answer");
  await keyboard.type(elector.card);
  await enter();
  await tabTo(voter.say("vote-to-ballot"));
  await enter();
  await booth.sees("credential-title");
  await tabTo("booth-credential");
  await keyboard.type(voter.credential);
  await keyboard.press("Enter");

  const vote = votes[whoHasOnlyAKeyboard];
  for (const [post, title] of [["leader", "Leader"], ["treasurer", "Treasurer"]]) {
    await booth.asked(title);
    const names = Object.values(candidates[post]);
    for (const [place, name] of vote[post].entries()) {
      await tabTo(`booth-candidate-${names.indexOf(name)}`);
      await keyboard.type(String(place + 1));
    }
    await tabTo(booth.text("continue"));
    await keyboard.press("Enter");
  }
  await booth.sees("review-title");
  await tabTo(booth.text("cast"));
  await keyboard.press("Enter");
  await isCast(voter, false);
  await leaves(voter);
}
