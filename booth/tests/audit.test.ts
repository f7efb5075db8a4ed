import assert from "node:assert/strict";
import { test } from "node:test";

import { auditBallot, sealBallot, type Opening } from "../seal/index.ts";
import { election, plaintexts, refuses, voter } from "./examples.ts";

const { ballot, opening } = sealBallot(election, voter, plaintexts);

/** The opening, with one answer shown otherwise. */
function shown(index: number, otherwise: Partial<Opening["answers"][number]>): Opening {
  return { answers: opening.answers.map((answer, place) => (place === index ? { ...answer, ...otherwise } : answer)) };
}

test("a ballot passes the audit by what it was sealed from, without its credential", () => {
  auditBallot(election, ballot, opening);
});

test("a ballot that holds something else than what was shown does not pass", () => {
  const audit = (opening: Opening) => () => auditBallot(election, ballot, opening);
  refuses(audit(shown(0, { values: [1, 1, 0] })), "opening-differs", "answers[0]");
  refuses(audit(shown(1, { values: [0, 1, 0] })), "opening-differs", "answers[1]");
  refuses(audit(shown(2, { values: [1, 2, 3] })), "opening-differs", "answers[2]");
  refuses(audit({ answers: opening.answers.slice(1) }), "opening-differs", "answers");
});

test("randomness that is altered, too little or too much does not pass", () => {
  const audit = (randomness: string[]) => () => auditBallot(election, ballot, shown(0, { randomness }));
  const own = [...opening.answers[0]!.randomness];
  refuses(audit(["1", ...own.slice(1)]), "opening-differs", "answers[0]");
  refuses(audit(own.slice(1)), "opening-differs", "answers[0]");
  refuses(audit([...own, "1"]), "opening-differs", "answers[0]");
  refuses(audit(["01", ...own.slice(1)]), "number-refused", "answers[0].randomness[0]");
});

test("a ballot that is not sound is refused before it is opened", () => {
  const unsound = ballot.replace(/(?<="hash":")./, (letter) => (letter === "A" ? "B" : "A"));
  refuses(() => auditBallot(election, unsound, opening), "signature-refused", "signature.hash");
});

test("what is revealed is the values and the randomness of each ciphertext, and nothing of the signature", () => {
  assert.deepEqual(opening.answers.map((answer) => answer.values), plaintexts);
  assert.deepEqual(opening.answers.map((answer) => answer.randomness.length), [3, 3, 1]);
});
