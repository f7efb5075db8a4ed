// Proofs that one of several ciphertexts encrypts 1, without telling which: what the proofs of intervals and of blank votes are made of.
import type { Ciphertext } from "./ciphertext.ts";
import { generator, modulo, publicPower, secretPower, type Element } from "./group.ts";
import { challenge } from "./hash.ts";
import { respond, type Proof } from "./proof.ts";
import type { Draws } from "./random.ts";

/** The branch that is true, and the randomness of its ciphertext. */
export interface Witness {
  readonly branch: number;
  readonly randomness: bigint;
}

/** Draws challenge and response of each branch that is not true, in ascending order; then w. */
export function proveOneOf(
  branches: readonly Ciphertext[],
  witness: Witness,
  publicKey: Element,
  prefix: string,
  draws: Draws,
): Proof[] {
  const simulated = branches.map((_, index) =>
    index === witness.branch ? undefined : { challenge: draws.next(), response: draws.next() },
  );
  const mask = draws.next();
  // Challenge and response of a simulated branch will be published, but not that it was simulated.
  const commitments = branches.flatMap((branch, index) => {
    const proof = simulated[index];
    return proof === undefined
      ? [secretPower(generator, mask), secretPower(publicKey, mask)]
      : commitmentsOf(branch, proof, publicKey, secretPower);
  });
  const ofOthers = simulated.reduce((sum, proof) => sum + (proof?.challenge ?? 0n), 0n);
  const ofTruth = respond(mask, witness.randomness, modulo(challenge(prefix, commitments) - ofOthers));
  return simulated.map((proof) => proof ?? ofTruth);
}

export function oneOfIsProved(
  branches: readonly Ciphertext[],
  proofs: readonly Proof[],
  publicKey: Element,
  prefix: string,
): boolean {
  const commitments = branches.flatMap((branch, index) =>
    commitmentsOf(branch, proofs[index]!, publicKey, publicPower),
  );
  const sum = proofs.reduce((total, proof) => total + proof.challenge, 0n);
  return challenge(prefix, commitments) === modulo(sum);
}

function commitmentsOf(
  branch: Ciphertext,
  proof: Proof,
  publicKey: Element,
  power: (base: Element, exponent: bigint) => Element,
): [Element, Element] {
  return [
    power(generator, proof.response).add(power(branch.alpha, proof.challenge)),
    power(publicKey, proof.response).add(power(branch.beta, proof.challenge)),
  ];
}
