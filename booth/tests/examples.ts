import assert from "node:assert/strict";

import { deriveCredential, readElection, SealError, type SealErrorCode } from "../seal/index.ts";
import { elementToHex, generator, publicPower } from "../seal/group.ts";

/** The private key of the examples. */
export const privateKey = 20261125n;

export const uuid = "ExampLeUuid1234";

export const choose = { answers: ["Ada", "Ben", "Cy"], min: 1, max: 2, question: "Choose one or two" };
export const chooseOrBlank = { answers: ["Ada", "Ben"], blank: true, min: 1, max: 1, question: "Choose one, or blank" };
export const rank = { type: "NonHomomorphic", value: { answers: ["Ada", "Ben", "Cy"], question: "Rank" } };

export function electionText(questions: unknown[] = [choose, chooseOrBlank, rank], others: object = {}): string {
  return JSON.stringify({
    version: 1,
    description: "An example",
    name: "Example",
    group: "Ed25519",
    public_key: elementToHex(publicPower(generator, privateKey)),
    questions,
    uuid,
    ...others,
  });
}

export const election = readElection(electionText());

export const plaintexts = [
  [1, 0, 1],
  [0, 0, 1],
  [2, 1, 3],
];

export const voter = "z9JUe-7AG39Y-wZAaX-WkobSu";
export const otherVoter = "87tyr-Xka2bV-xpx12-y92kZb";
export const credential = deriveCredential(uuid, voter);

/** That this is refused, why, and where. */
export function refuses(action: () => unknown, code: SealErrorCode, place?: string): void {
  assert.throws(action, (error) => {
    assert(error instanceof SealError, String(error));
    assert.equal(error.code, code, error.message);
    if (place !== undefined) assert.equal(error.place, place, error.message);
    for (const part of [error.place, error.reason, error.remedy]) assert(error.message.includes(part));
    return true;
  });
}
