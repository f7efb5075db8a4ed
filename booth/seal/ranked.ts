// Answers that are shuffled and then opened one by one.
import { encrypt, inWords, readCiphertext, writeCiphertext, type Ciphertext } from "./ciphertext.ts";
import type { RankedQuestion } from "./election.ts";
import { encode } from "./encoding.ts";
import { SealError } from "./error.ts";
import { elementToHex, type Element } from "./group.ts";
import { knowledgeIsProved, proveKnowledge } from "./knowledge.ts";
import type { Part } from "./part.ts";
import { readProof, writeProof, type Proof } from "./proof.ts";
import type { Draws } from "./random.ts";

export interface RankedAnswer {
  readonly choices: Ciphertext;
  /** That the voter knows the randomness, so that no one seals another's answer as their own. */
  readonly proof: Proof;
}

/** One ciphertext, under one number of randomness. */
export function encryptRanked(
  question: RankedQuestion,
  plaintext: readonly number[],
  publicKey: Element,
  randomness: bigint,
  place: string,
): Ciphertext {
  if (plaintext.length !== question.candidates.length) {
    throw new SealError(
      "plaintext-refused",
      place,
      `there are ${plaintext.length} numbers for ${question.candidates.length} candidates`,
      "give each candidate one",
    );
  }
  return encrypt(encode(plaintext, place), publicKey, randomness);
}

/** Draws w. */
export function proveRanked(
  choices: Ciphertext,
  randomness: bigint,
  publicKey: Element,
  binding: string,
  draws: Draws,
): RankedAnswer {
  return { choices, proof: proveKnowledge(randomness, prefix(choices, publicKey, binding), draws) };
}

/** Refuses an answer unless its proof holds. */
export function checkRanked(answer: RankedAnswer, publicKey: Element, binding: string, place: string): void {
  const { choices, proof } = answer;
  if (!knowledgeIsProved(choices.alpha, prefix(choices, publicKey, binding), proof)) {
    throw new SealError(
      "proof-refused",
      `${place}.proof`,
      "it does not prove that the voter knows the randomness of the answer",
      "refuse the ballot and have it sealed anew",
    );
  }
}

export function writeRanked({ choices, proof }: RankedAnswer) {
  return { choices: writeCiphertext(choices), proof: writeProof(proof) };
}

export function readRanked(part: Part): RankedAnswer {
  const { choices, proof } = part.fields(["choices", "proof"]);
  return { choices: readCiphertext(choices!), proof: readProof(proof!) };
}

function prefix(choices: Ciphertext, publicKey: Element, binding: string): string {
  return `raweg|${binding}|${elementToHex(publicKey)},${inWords(choices)}|`;
}
