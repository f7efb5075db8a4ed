// The group: the subgroup of prime order of the Edwards curve of Ed25519, written multiplicatively as in the specification.
import { ed25519 } from "@noble/curves/ed25519.js";
import { bytesToHex, hexToBytes } from "@noble/hashes/utils.js";

import { SealError } from "./error.ts";

const { Point } = ed25519;

export type Element = InstanceType<typeof Point>;

/** g. */
export const generator: Element = Point.BASE;

/** 1. */
export const identity: Element = Point.ZERO;

/** q, the order of g. */
export const order: bigint = Point.Fn.ORDER;

export function modulo(number: bigint): bigint {
  const remainder = number % order;
  return remainder < 0n ? remainder + order : remainder;
}

/**
 * base to a secret exponent.
 *
 * JavaScript cannot promise constant time: its engines compile as they please and big integers take
 * the time that their size asks for. The library's multiplication at least does the same steps for
 * every exponent, which is what can be had here; nothing is added to it.
 */
export function secretPower(base: Element, exponent: bigint): Element {
  // The library refuses zero as a sign of a broken source; a draw may be zero, once in 2^252.
  return exponent === 0n ? identity : base.multiply(exponent);
}

/** base to an exponent that anyone may know: faster, and its time tells the exponent. */
export function publicPower(base: Element, exponent: bigint): Element {
  return base.multiplyUnsafe(exponent);
}

export function elementToHex(element: Element): string {
  return bytesToHex(element.toBytes().reverse());
}

/** The point whose compressed form is this number, if there is one and it is of the subgroup. */
export function uncompress(bigEndian: Uint8Array): Element | undefined {
  let point: Element;
  try {
    // Strict as in RFC 8032: no y from p up, no negative zero. So each point has one encoding.
    point = Point.fromBytes(bigEndian.slice().reverse(), false);
  } catch {
    return undefined;
  }
  // Without this a ballot could carry a component of order 8 that decrypts to what it does not prove.
  return point.isTorsionFree() ? point : undefined;
}

export function readElement(hex: string, place: string): Element {
  const refused = (reason: string) =>
    new SealError("element-refused", place, reason, "take the element as its maker published it");
  if (!/^[0-9a-f]{64}$/.test(hex)) throw refused("an element is 64 hexadecimal characters, none a capital");
  const element = uncompress(hexToBytes(hex));
  if (element === undefined) throw refused("this is not the canonical encoding of an element of the group");
  return element;
}

export function readScalar(decimal: string, place: string): bigint {
  const refused = (reason: string) =>
    new SealError("number-refused", place, reason, "take the number as its maker published it");
  // The order has 77 digits; a longer text is not worth the time of reading it.
  if (!/^(0|[1-9][0-9]{0,76})$/.test(decimal)) throw refused("a number is decimal digits without leading zeros");
  const scalar = BigInt(decimal);
  if (scalar >= order) throw refused("the number is not below the order of the group");
  return scalar;
}
