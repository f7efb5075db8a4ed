// ElGamal: (g^r, y^r·m).
import { elementToHex, generator, identity, publicPower, readElement, secretPower, type Element } from "./group.ts";
import type { Part } from "./part.ts";

export interface Ciphertext {
  readonly alpha: Element;
  readonly beta: Element;
}

export function encrypt(message: Element, publicKey: Element, randomness: bigint): Ciphertext {
  return {
    alpha: secretPower(generator, randomness),
    beta: secretPower(publicKey, randomness).add(message),
  };
}

/** The encryption of the product of all messages. */
export function product(ciphertexts: readonly Ciphertext[]): Ciphertext {
  return ciphertexts.reduce((left, right) => ({ alpha: left.alpha.add(right.alpha), beta: left.beta.add(right.beta) }), {
    alpha: identity,
    beta: identity,
  });
}

/** What is an encryption of 1 (with the same randomness) exactly when the ciphertext encrypts g^number. */
export function without(ciphertext: Ciphertext, number: number): Ciphertext {
  return { alpha: ciphertext.alpha, beta: ciphertext.beta.subtract(publicPower(generator, BigInt(number))) };
}

/** As the prefixes of proofs have it. */
export function inWords({ alpha, beta }: Ciphertext): string {
  return `${elementToHex(alpha)},${elementToHex(beta)}`;
}

export function writeCiphertext({ alpha, beta }: Ciphertext) {
  return { alpha: elementToHex(alpha), beta: elementToHex(beta) };
}

export function readCiphertext(part: Part): Ciphertext {
  const { alpha, beta } = part.fields(["alpha", "beta"]);
  return {
    alpha: readElement(alpha!.text(), alpha!.place),
    beta: readElement(beta!.text(), beta!.place),
  };
}
