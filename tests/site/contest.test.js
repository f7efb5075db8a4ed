// A whole contest, played through the site that the program serves, by everybody who takes part, in Chromium.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { chromium } from "playwright-core";

import { id } from "./plot.js";
import { routes } from "./routes.js";
import { serveProgram } from "./served.js";
import { Sweep } from "./sweep.js";
import * as checking from "./steps/checking.js";
import * as closing from "./steps/closing.js";
import * as founding from "./steps/founding.js";
import * as helping from "./steps/helping.js";
import * as inviting from "./steps/inviting.js";
import { oneVotesByTheKeyboard } from "./steps/keyboard.js";
import * as keys from "./steps/keys.js";
import * as mockPoll from "./steps/mock_poll.js";
import * as nominating from "./steps/nominating.js";
import * as observing from "./steps/observing.js";
import * as roll from "./steps/roll.js";
import * as voting from "./steps/voting.js";

const world = { id, complaints: [], cast: [], voterRequests: [] };
world.sweep = new Sweep(world);

before(async () => {
  Object.assign(world, await serveProgram());
  world.browser = await chromium.launch({
    executablePath: process.env.CHROMIUM || "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"],
  });
});

after(async () => {
  await world.browser?.close();
  assert.equal(await world.stop?.(), 0, "the program ends well when it is told to");
});

/** Addresses that this contest has no use for. */
const notRead = {
  "/c/{contest}/office/post/batches/{batch}": "nobody votes by post here",
};

/** A step of the contest: where one has failed, those after it are not played. */
function step(sentence, act) {
  test(sentence, async (t) => {
    if (world.failed) return t.skip(`not after: ${world.failed}`);
    try {
      await act(world, t);
    } catch (error) {
      world.failed = sentence;
      throw error;
    }
  });
}

step("in an empty folder the first page says how to begin", founding.theFirstPageSaysHowToBegin);
step("by the link that is printed the returning officer makes an account, and signs in", founding.theOfficerMakesAnAccount);
step("witnesses make keys", founding.witnessesMakeKeys);
step("a mistake in the rulebook is found with its place, and mended", founding.aMistakeIsFoundAndMended);
step("the contest begins, with what is to be published of it", founding.theContestBegins);
step("registrar, helpline and trustees are invited, and make accounts", inviting.everybodyIsInvited);
step("candidates stand", nominating.candidatesStand);
step("plot holders nominate, with evidence", nominating.plotHoldersNominate);
step("a ruling is appealed against, and superseded", nominating.aRulingIsAppealedAgainst);
step("a candidate withdraws", nominating.oneWithdraws);
step("the proof of the paper is signed", nominating.thePaperIsSigned);
step("a mistake in the list of testers is found with its line, and mended: a mock poll is made", mockPoll.itIsMade);
step("those who will do it bring the mock poll to its opening, with keys that are not the contest's", mockPoll.itIsOpened);
step("a tester is invited, signs in, and casts a ballot in the mock poll", mockPoll.aTesterVotes);
step("the mock poll is closed, opened by trustees, counted and declared, and its bundle holds", mockPoll.itIsCountedAndDeclared);
step("nothing of the contest has changed by its mock poll", mockPoll.nothingElseHasChanged);
step("the roll is previewed, with what is rejected, and imported", roll.theRollIsImported);
step("who is on the roll twice is ruled on", roll.theMatchIsRuledOn);
step("the roll is frozen", roll.theRollIsFrozen);
step("an elector is looked up", roll.anElectorIsLookedUp);
step("trustees make keys on machines of their own, by the commands that their pages show", keys.keysAreMade);
step("keys are rehearsed", keys.keysAreRehearsed);
step("the registrar issues credentials, and sends what is public of them", keys.credentialsAreIssued);
step("the box is set up, and checked by trustees and registrar", keys.theBoxIsSetUp);
step("the poll is opened", keys.thePollIsOpened);
step("electors are invited by mail", voting.electorsAreInvited);
step("who has lost the letter is given the same voting code again", helping.aLostLetterIsWrittenAgain);
step("one votes by the keyboard alone, from the contest's first page to the receipt", oneVotesByTheKeyboard);
step("thirty-nine others sign in by mail, one of them in Welsh, and cast ballots from the booth", voting.theOthersVote);
step("no request of a voter had a credential in it", voting.noCredentialWasSent);
step("anybody looks at the contest, its log and its box", observing.anybodyLooks);
step("programs read what people read", observing.programsRead);
step("five find their ballots by the trackers, and take their receipts again", observing.fiveLookForTheirBallots);
step("without a script everything can be done but to seal a ballot, and that page says what to do", observing.withoutAScript);
step("only those who have not voted are reminded", closing.onlyWhoHasNotVotedIsReminded);
step("the poll and the box are closed", closing.thePollIsClosed);
step("trustees shuffle, each on a machine of their own, from the archive that their page gives", closing.trusteesShuffle);
step("trustees decrypt", closing.trusteesDecrypt);
step("the box is opened", closing.theBoxIsOpened);
step("papers are published and counted, and where they tie a lot is drawn", closing.papersArePublishedAndALotIsDrawn);
step("the result is declared", closing.theResultIsDeclared);
step("what is declared is what was voted", closing.theResultIsWhatWasVoted);
step("witnesses cosign the last checkpoint", checking.witnessesCosign);
step("the bundle that anybody can take holds, claim by claim", checking.theBundleHolds);
step("once it is noted that the bundle is published and was checked, nobody waits for anything", checking.nothingWaitsAnyMore);
step("receipts that voters kept hold, and hold of no other ballot", checking.receiptsHold);
step("a ballot that was opened to test a device seals what was asked for, and was not cast", checking.theTestedBallotHolds);
step("belenios-tool agrees", checking.beleniosAgrees);
step("the program's own log names no elector, and has no secret", checking.theLogNamesNobody);

test("every page that was reached is accessible and fits, in both languages, in light and dark, and its links lead somewhere", async () => {
  assert.deepEqual(await world.sweep.done(), []);
});

test("every page has been looked at in both languages", () => {
  assert.deepEqual(world.sweep.inOneLanguage(), []);
});

test("no page said anything to the console, and none asked another server", () => {
  assert.deepEqual(world.complaints, []);
});

test("every address was read", () => {
  const unread = world.sweep.unvisited().filter((route) => !(route in notRead));
  assert.deepEqual(unread, []);
  assert.deepEqual(Object.keys(notRead).filter((route) => !routes.includes(route) || world.sweep.visited.has(route)), []);
});
