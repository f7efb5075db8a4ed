import { modulo, readScalar } from "./group.ts";
import type { Part } from "./part.ts";

/** One proof of the Schnorr family, in its short form: the commitment is made again from these two. */
export interface Proof {
  readonly challenge: bigint;
  readonly response: bigint;
}

/** w - secret·challenge. */
export function respond(mask: bigint, secret: bigint, challenge: bigint): Proof {
  return { challenge, response: modulo(mask - secret * challenge) };
}

export function writeProof({ challenge, response }: Proof) {
  return { challenge: challenge.toString(), response: response.toString() };
}

export function readProof(part: Part): Proof {
  const { challenge, response } = part.fields(["challenge", "response"]);
  return {
    challenge: readScalar(challenge!.text(), challenge!.place),
    response: readScalar(response!.text(), response!.place),
  };
}
