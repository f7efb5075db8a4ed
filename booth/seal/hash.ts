import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";

import { elementToHex, modulo, type Element } from "./group.ts";

/** The digest by which elections, signed ballots and trackers go: SHA-256 in Base64 without padding. */
export function digest(text: string): string {
  return btoa(String.fromCharCode(...sha256(utf8ToBytes(text)))).replace(/=+$/, "");
}

/** The challenge of a proof: SHA-256 of the prefix and the commitments, read big-endian, modulo q. */
export function challenge(prefix: string, commitments: readonly Element[]): bigint {
  return modulo(number(prefix + commitments.map(elementToHex).join(",")));
}

/** SHA-256 of texts, joined and read as one big-endian number, which is not reduced. */
export function number(...texts: string[]): bigint {
  return BigInt("0x" + texts.map((text) => bytesToHex(sha256(utf8ToBytes(text)))).join(""));
}
