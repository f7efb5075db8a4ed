import { numberOfCiphertexts, sealAnswer } from "./answer.ts";
import { bindingOf, signedHash, tracker, writeBallot } from "./ballot.ts";
import { deriveCredential } from "./credential.ts";
import type { Election } from "./election.ts";
import { SealError } from "./error.ts";
import { readElement } from "./group.ts";
import { browserSource, Draws, type Source } from "./random.ts";
import { sign } from "./signature.ts";

/**
 * What shows to another device what a ballot holds: of each answer its values, and the randomness of each ciphertext
 * in decimal. Who reveals it must discard the ballot. It holds nothing of the signature, whose draw would give the
 * credential away.
 */
export interface Opening {
  readonly answers: readonly OpenedAnswer[];
}

export interface OpenedAnswer {
  readonly values: readonly number[];
  readonly randomness: readonly string[];
}

export interface Sealed {
  readonly ballot: string;
  readonly tracker: string;
  readonly opening: Opening;
}

/** Seals one plaintext for each question. Draws for each answer in its order, then for the signature. */
export function sealBallot(
  election: Election,
  privateCredential: string,
  plaintexts: readonly (readonly number[])[],
  source: Source = browserSource,
): Sealed {
  if (plaintexts.length !== election.questions.length) {
    throw new SealError(
      "plaintext-refused",
      "answers",
      `there are ${plaintexts.length} answers to ${election.questions.length} questions`,
      "answer each question once",
    );
  }
  const credential = deriveCredential(election.uuid, privateCredential);
  const binding = bindingOf(election, credential.public);
  const draws = new Draws(source);
  const opened: OpenedAnswer[] = [];
  const answers = election.questions.map((question, index) => {
    const values = plaintexts[index]!;
    const randomness = Array.from({ length: numberOfCiphertexts(question) }, () => draws.next());
    opened.push({ values: [...values], randomness: randomness.map(String) });
    return sealAnswer(question, values, election.publicKey, binding, randomness, draws, `answers[${index}]`);
  });
  const unsigned = {
    electionUuid: election.uuid,
    electionHash: election.fingerprint,
    credential: readElement(credential.public, "credential"),
    answers,
  };
  const ballot = writeBallot({ ...unsigned, signature: sign(signedHash(unsigned), credential.secret, draws) });
  return { ballot, tracker: tracker(ballot), opening: { answers: opened } };
}
