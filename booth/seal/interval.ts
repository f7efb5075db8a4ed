// Proofs that a ciphertext encrypts a number of an interval.
import { inWords, without, type Ciphertext } from "./ciphertext.ts";
import { oneOfIsProved, proveOneOf } from "./disjunction.ts";
import type { Element } from "./group.ts";
import type { Proof } from "./proof.ts";
import type { Draws } from "./random.ts";

export interface Interval {
  readonly least: number;
  readonly most: number;
}

/** The encrypted number and its randomness, which only the voter knows. */
export interface Encrypted {
  readonly ciphertext: Ciphertext;
  readonly number: number;
  readonly randomness: bigint;
}

export function size({ least, most }: Interval): number {
  return most - least + 1;
}

/** The number must be of the interval. */
export function proveInterval(
  { ciphertext, number, randomness }: Encrypted,
  interval: Interval,
  publicKey: Element,
  binding: string,
  draws: Draws,
): Proof[] {
  const witness = { branch: number - interval.least, randomness };
  return proveOneOf(branches(ciphertext, interval), witness, publicKey, prefix(binding, ciphertext), draws);
}

export function intervalIsProved(
  ciphertext: Ciphertext,
  interval: Interval,
  proofs: readonly Proof[],
  publicKey: Element,
  binding: string,
): boolean {
  return oneOfIsProved(branches(ciphertext, interval), proofs, publicKey, prefix(binding, ciphertext));
}

/** One for each number of the interval, from the least up: an encryption of 1 if that is the number. */
export function branches(ciphertext: Ciphertext, interval: Interval): Ciphertext[] {
  return Array.from({ length: size(interval) }, (_, index) => without(ciphertext, interval.least + index));
}

function prefix(binding: string, ciphertext: Ciphertext): string {
  return `prove|${binding}|${inWords(ciphertext)}|`;
}
