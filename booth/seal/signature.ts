import { SealError } from "./error.ts";
import type { Element } from "./group.ts";
import { knowledgeIsProved, proveKnowledge } from "./knowledge.ts";
import type { Part } from "./part.ts";
import { readProof, writeProof, type Proof } from "./proof.ts";
import type { Draws } from "./random.ts";

export interface Signature {
  /** The digest of the ballot without its signature. */
  readonly hash: string;
  readonly proof: Proof;
}

/** Draws w, which gives the credential away to whoever learns it: it is never part of an opening. */
export function sign(hash: string, secret: bigint, draws: Draws): Signature {
  return { hash, proof: proveKnowledge(secret, prefix(hash), draws) };
}

/** Refuses a signature that is not this credential's under this digest. */
export function checkSignature(signature: Signature, hash: string, credential: Element): void {
  if (signature.hash !== hash) throw refused("signature.hash", "the signature is of another ballot");
  if (!knowledgeIsProved(credential, prefix(hash), signature.proof)) {
    throw refused("signature.proof", "the signature is not by this ballot's credential");
  }
}

export function writeSignature({ hash, proof }: Signature) {
  return { hash, proof: writeProof(proof) };
}

export function readSignature(part: Part): Signature {
  const { hash, proof } = part.fields(["hash", "proof"]);
  return { hash: hash!.text(), proof: readProof(proof!) };
}

function prefix(hash: string): string {
  return `sig|${hash}|`;
}

function refused(place: string, reason: string): SealError {
  return new SealError("signature-refused", place, reason, "refuse the ballot and have it sealed anew");
}
