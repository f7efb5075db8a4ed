// A vector of small integers as an element of the group: ((v1·256 + v2)·256 + …)·2^14 + e, with the smallest e that gives one.
import { hexToBytes } from "@noble/hashes/utils.js";

import { SealError } from "./error.ts";
import { elementToHex, uncompress, type Element } from "./group.ts";

const bitsOfValue = 8n;
const bitsOfTrial = 14n;

/** With one value more the number would need more bits than a compressed point has for y. */
export const mostCandidates = 30;

/**
 * How many trials there are tells something of the vector to whoever can time this page; each trial
 * fails for seven numbers of eight or more. The specification has no encoding without trials.
 */
export function encode(values: readonly number[], place: string): Element {
  const refused = (reason: string) =>
    new SealError("encoding-refused", place, reason, "give one number from 0 to 255 for each candidate");
  if (values.length === 0 || values.length > mostCandidates) {
    throw refused(`there are ${values.length} numbers, there may be 1 to ${mostCandidates}`);
  }
  if (!values.every((value) => Number.isInteger(value) && value >= 0 && value <= 255)) {
    throw refused("not every number is whole and from 0 to 255");
  }
  const shifted = values.reduce((number, value) => (number << bitsOfValue) | BigInt(value), 0n) << bitsOfTrial;
  for (let trial = 0n; trial < 1n << bitsOfTrial; trial++) {
    const element = uncompress(hexToBytes((shifted + trial).toString(16).padStart(64, "0")));
    if (element !== undefined) return element;
  }
  // About 2^14 trials that each succeed once in sixteen: this will not be seen.
  throw refused("no trial gives an element of the group");
}

/**
 * The vector that was encoded. Only the encoding that `encode` makes is opened: nothing proves that a
 * ballot holds it, so another trial, or bits above the vector, would be room for a hidden mark.
 */
export function decode(element: Element, candidates: number, place: string): number[] {
  let rest = BigInt("0x" + elementToHex(element)) >> bitsOfTrial;
  const values: number[] = [];
  for (let candidate = 0; candidate < candidates; candidate++) {
    values.unshift(Number(rest & 0xffn));
    rest >>= bitsOfValue;
  }
  if (rest !== 0n || !encode(values, place).equals(element)) {
    throw new SealError(
      "encoding-refused",
      place,
      "the element is not the encoding of one number for each candidate",
      "treat the paper as the rules treat one that is spoilt",
    );
  }
  return values;
}
