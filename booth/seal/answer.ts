// An answer is of its question's kind; here is the one place that asks which.
import type { Ciphertext } from "./ciphertext.ts";
import type { Question } from "./election.ts";
import type { Element } from "./group.ts";
import {
  checkHomomorphic,
  encryptHomomorphic,
  numberOfChoices,
  proveHomomorphic,
  readHomomorphic,
  writeHomomorphic,
  type HomomorphicAnswer,
} from "./homomorphic.ts";
import type { Part } from "./part.ts";
import type { Draws } from "./random.ts";
import { checkRanked, encryptRanked, proveRanked, readRanked, writeRanked, type RankedAnswer } from "./ranked.ts";

export type Answer = HomomorphicAnswer | RankedAnswer;

/** How many ciphertexts, and so numbers of randomness, an answer has. */
export function numberOfCiphertexts(question: Question): number {
  return question.kind === "ranked" ? 1 : numberOfChoices(question);
}

/** Draws for the proofs; the randomness of the ciphertexts was drawn before. */
export function sealAnswer(
  question: Question,
  plaintext: readonly number[],
  publicKey: Element,
  binding: string,
  randomness: readonly bigint[],
  draws: Draws,
  place: string,
): Answer {
  if (question.kind === "ranked") {
    const choices = encryptRanked(question, plaintext, publicKey, randomness[0]!, place);
    return proveRanked(choices, randomness[0]!, publicKey, binding, draws);
  }
  const choices = encryptHomomorphic(question, plaintext, publicKey, randomness, place);
  return proveHomomorphic(question, choices, publicKey, binding, draws);
}

/** The ciphertexts that these values and this randomness give. */
export function encryptAnswer(
  question: Question,
  plaintext: readonly number[],
  publicKey: Element,
  randomness: readonly bigint[],
  place: string,
): Ciphertext[] {
  return question.kind === "ranked"
    ? [encryptRanked(question, plaintext, publicKey, randomness[0]!, place)]
    : encryptHomomorphic(question, plaintext, publicKey, randomness, place).map((choice) => choice.ciphertext);
}

export function ciphertextsOf(answer: Answer): readonly Ciphertext[] {
  return "proof" in answer ? [answer.choices] : answer.choices;
}

/** The answer must have been read or sealed for this question. */
export function checkAnswer(question: Question, answer: Answer, publicKey: Element, binding: string, place: string): void {
  if (question.kind === "ranked") checkRanked(answer as RankedAnswer, publicKey, binding, place);
  else checkHomomorphic(question, answer as HomomorphicAnswer, publicKey, binding, place);
}

export function writeAnswer(answer: Answer) {
  return "proof" in answer ? writeRanked(answer) : writeHomomorphic(answer);
}

export function readAnswer(question: Question, part: Part): Answer {
  return question.kind === "ranked" ? readRanked(part) : readHomomorphic(question, part);
}
