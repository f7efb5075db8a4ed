import { checkAnswer } from "./answer.ts";
import { bindingOf, readBallot, signedHash, type Ballot } from "./ballot.ts";
import type { Election } from "./election.ts";
import { elementToHex } from "./group.ts";
import { checkSignature } from "./signature.ts";

/**
 * Refuses a ballot unless its text is the canonical one, its elements are of the group, all of its
 * proofs hold and its credential signed it. Whether that credential is on the list is not asked here.
 */
export function checkBallot(election: Election, text: string): Ballot {
  const ballot = readBallot(election, text);
  const binding = bindingOf(election, elementToHex(ballot.credential));
  election.questions.forEach((question, index) =>
    checkAnswer(question, ballot.answers[index]!, election.publicKey, binding, `answers[${index}]`),
  );
  checkSignature(ballot.signature, signedHash(ballot), ballot.credential);
  return ballot;
}
