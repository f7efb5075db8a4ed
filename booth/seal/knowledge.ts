// Proofs that whoever made g^x knows x: of a ranked answer's randomness, and of the credential that signs.
import { generator, publicPower, secretPower, type Element } from "./group.ts";
import { challenge } from "./hash.ts";
import { respond, type Proof } from "./proof.ts";
import type { Draws } from "./random.ts";

/** Draws w. */
export function proveKnowledge(secret: bigint, prefix: string, draws: Draws): Proof {
  const mask = draws.next();
  return respond(mask, secret, challenge(prefix, [secretPower(generator, mask)]));
}

export function knowledgeIsProved(known: Element, prefix: string, proof: Proof): boolean {
  const commitment = publicPower(generator, proof.response).add(publicPower(known, proof.challenge));
  return challenge(prefix, [commitment]) === proof.challenge;
}
