// Answers of which only the sum over all ballots is ever opened.
import { blankChoosesNobodyIsProved, blankOrIntervalIsProved, proveBlankChoosesNobody, proveBlankOrInterval } from "./blank.ts";
import { encrypt, inWords, product, readCiphertext, writeCiphertext, type Ciphertext } from "./ciphertext.ts";
import type { HomomorphicQuestion } from "./election.ts";
import { SealError } from "./error.ts";
import { generator, identity, modulo, type Element } from "./group.ts";
import { intervalIsProved, proveInterval, size, type Encrypted } from "./interval.ts";
import type { Part } from "./part.ts";
import { readProof, writeProof, type Proof } from "./proof.ts";
import type { Draws } from "./random.ts";

export interface HomomorphicAnswer {
  /** The blank choice first, where there is one. */
  readonly choices: readonly Ciphertext[];
  readonly individualProofs: readonly (readonly Proof[])[];
  readonly overallProof: readonly Proof[];
  readonly blankProof: readonly Proof[] | undefined;
}

const bit = { least: 0, most: 1 };

/** One ciphertext a choice, each under its own number of randomness. */
export function encryptHomomorphic(
  question: HomomorphicQuestion,
  plaintext: readonly number[],
  publicKey: Element,
  randomness: readonly bigint[],
  place: string,
): Encrypted[] {
  refuseImpossible(question, plaintext, place);
  return plaintext.map((number, index) => encryptBit(number, publicKey, randomness[index]!));
}

/** Draws for the proofs in the order in which they are written. */
export function proveHomomorphic(
  question: HomomorphicQuestion,
  choices: readonly Encrypted[],
  publicKey: Element,
  binding: string,
  draws: Draws,
): HomomorphicAnswer {
  const individualProofs = choices.map((choice) => proveInterval(choice, bit, publicKey, binding, draws));
  const ciphertexts = choices.map((choice) => choice.ciphertext);
  const whole = withChoices(binding, ciphertexts);
  if (!question.blank) {
    const overallProof = proveInterval(sum(choices), question, publicKey, whole, draws);
    return { choices: ciphertexts, individualProofs, overallProof, blankProof: undefined };
  }
  const [blank, ...candidates] = choices as readonly [Encrypted, ...Encrypted[]];
  const chosen = sum(candidates);
  const overallProof = proveBlankOrInterval(blank, chosen, question, publicKey, whole, draws);
  const blankProof = proveBlankChoosesNobody(blank, chosen, publicKey, whole, draws);
  return { choices: ciphertexts, individualProofs, overallProof, blankProof };
}

/** Refuses an answer unless all of its proofs hold. */
export function checkHomomorphic(
  question: HomomorphicQuestion,
  answer: HomomorphicAnswer,
  publicKey: Element,
  binding: string,
  place: string,
): void {
  const { choices, individualProofs, overallProof, blankProof } = answer;
  choices.forEach((choice, index) => {
    if (!intervalIsProved(choice, bit, individualProofs[index]!, publicKey, binding)) {
      throw notProved(`${place}.individual_proofs[${index}]`, "that the choice is 0 or 1");
    }
  });
  const whole = withChoices(binding, choices);
  if (blankProof === undefined) {
    if (!intervalIsProved(product(choices), question, overallProof, publicKey, whole)) {
      throw notProved(`${place}.overall_proof`, "that as many are chosen as may be");
    }
    return;
  }
  const [blank, ...candidates] = choices as [Ciphertext, ...Ciphertext[]];
  const chosen = product(candidates);
  if (!blankOrIntervalIsProved(blank, chosen, question, overallProof, publicKey, whole)) {
    throw notProved(`${place}.overall_proof`, "that the vote is blank or as many are chosen as may be");
  }
  if (!blankChoosesNobodyIsProved(blank, chosen, blankProof, publicKey, whole)) {
    throw notProved(`${place}.blank_proof`, "that a blank vote chooses nobody");
  }
}

export function writeHomomorphic(answer: HomomorphicAnswer) {
  return {
    choices: answer.choices.map(writeCiphertext),
    individual_proofs: answer.individualProofs.map((proofs) => proofs.map(writeProof)),
    overall_proof: answer.overallProof.map(writeProof),
    ...(answer.blankProof && { blank_proof: answer.blankProof.map(writeProof) }),
  };
}

export function readHomomorphic(question: HomomorphicQuestion, part: Part): HomomorphicAnswer {
  const always = ["choices", "individual_proofs", "overall_proof"];
  const fields = part.fields(question.blank ? [...always, "blank_proof"] : always);
  const choices = numberOfChoices(question);
  return {
    choices: fields.choices!.list(choices).map(readCiphertext),
    individualProofs: fields.individual_proofs!.list(choices).map((proofs) => proofs.list(size(bit)).map(readProof)),
    overallProof: fields.overall_proof!.list(size(question) + (question.blank ? 1 : 0)).map(readProof),
    blankProof: fields.blank_proof?.list(2).map(readProof),
  };
}

export function numberOfChoices(question: HomomorphicQuestion): number {
  return question.candidates.length + (question.blank ? 1 : 0);
}

function refuseImpossible(question: HomomorphicQuestion, plaintext: readonly number[], place: string): void {
  const refused = (reason: string) =>
    new SealError("plaintext-refused", place, reason, "change the choices to what the question allows");
  if (plaintext.length !== numberOfChoices(question)) {
    throw refused(`there are ${plaintext.length} choices, the question has ${numberOfChoices(question)}`);
  }
  if (!plaintext.every((number) => number === 0 || number === 1)) throw refused("not every choice is 0 or 1");
  const chosen = plaintext.slice(question.blank ? 1 : 0).filter((number) => number === 1).length;
  if (question.blank && plaintext[0] === 1) {
    if (chosen > 0) throw refused(`the vote is blank and chooses ${chosen}`);
  } else if (chosen < question.least || chosen > question.most) {
    throw refused(`${chosen} are chosen, there may be ${question.least} to ${question.most}`);
  }
}

function encryptBit(number: number, publicKey: Element, randomness: bigint): Encrypted {
  return { ciphertext: encrypt(number === 1 ? generator : identity, publicKey, randomness), number, randomness };
}

function sum(choices: readonly Encrypted[]): Encrypted {
  return {
    ciphertext: product(choices.map((choice) => choice.ciphertext)),
    number: choices.reduce((total, choice) => total + choice.number, 0),
    randomness: modulo(choices.reduce((total, choice) => total + choice.randomness, 0n)),
  };
}

// The proofs about all choices are bound to all of them; those about one only to election and credential.
function withChoices(binding: string, choices: readonly Ciphertext[]): string {
  return `${binding}|${choices.map(inWords).join(",")}`;
}

function notProved(place: string, what: string): SealError {
  return new SealError("proof-refused", place, `it does not prove ${what}`, "refuse the ballot and have it sealed anew");
}
