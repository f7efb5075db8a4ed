import { ciphertextsOf, encryptAnswer, numberOfCiphertexts } from "./answer.ts";
import { checkBallot } from "./check.ts";
import { inWords } from "./ciphertext.ts";
import type { Election } from "./election.ts";
import { SealError } from "./error.ts";
import { readScalar } from "./group.ts";
import type { Opening } from "./seal.ts";

/**
 * Refuses a ballot unless it is sound and its ciphertexts are the ones that these values and this randomness give. It
 * needs no private credential, and so can be done on a device that is not trusted with one.
 */
export function auditBallot(election: Election, text: string, opening: Opening): void {
  const ballot = checkBallot(election, text);
  if (opening.answers.length !== election.questions.length) {
    throw differs("answers", `${opening.answers.length} answers are opened for ${election.questions.length} questions`);
  }
  election.questions.forEach((question, index) => {
    const place = `answers[${index}]`;
    const { values, randomness } = opening.answers[index]!;
    if (randomness.length !== numberOfCiphertexts(question)) {
      throw differs(place, `there are ${randomness.length} numbers of randomness for ${numberOfCiphertexts(question)} ciphertexts`);
    }
    const numbers = randomness.map((number, choice) => readScalar(number, `${place}.randomness[${choice}]`));
    const expected = encryptAnswer(question, values, election.publicKey, numbers, place);
    const sealed = ciphertextsOf(ballot.answers[index]!);
    if (expected.map(inWords).join() !== sealed.map(inWords).join()) {
      throw differs(place, "the ballot holds something else than the values that were shown");
    }
  });
}

function differs(place: string, reason: string): SealError {
  return new SealError("opening-differs", place, reason, "do not cast it: seal anew on another device, and tell who runs the election");
}
