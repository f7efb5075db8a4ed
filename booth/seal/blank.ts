// Proofs of a vote that may be blank: of m0, whether it is, and mΣ, how many candidates are chosen.
import { without, type Ciphertext } from "./ciphertext.ts";
import { oneOfIsProved, proveOneOf } from "./disjunction.ts";
import type { Element } from "./group.ts";
import { branches, type Encrypted, type Interval } from "./interval.ts";
import type { Proof } from "./proof.ts";
import type { Draws } from "./random.ts";

/** That m0 = 0 or mΣ = 0: who votes blank chooses nobody. */
export function proveBlankChoosesNobody(
  blank: Encrypted,
  chosen: Encrypted,
  publicKey: Element,
  binding: string,
  draws: Draws,
): Proof[] {
  const witness =
    blank.number === 0
      ? { branch: 0, randomness: blank.randomness }
      : { branch: 1, randomness: chosen.randomness };
  return proveOneOf([blank.ciphertext, chosen.ciphertext], witness, publicKey, `bproof0|${binding}|`, draws);
}

export function blankChoosesNobodyIsProved(
  blank: Ciphertext,
  chosen: Ciphertext,
  proofs: readonly Proof[],
  publicKey: Element,
  binding: string,
): boolean {
  return oneOfIsProved([blank, chosen], proofs, publicKey, `bproof0|${binding}|`);
}

/** That m0 = 1 or mΣ is of the interval: who does not vote blank chooses as many as may be chosen. */
export function proveBlankOrInterval(
  blank: Encrypted,
  chosen: Encrypted,
  interval: Interval,
  publicKey: Element,
  binding: string,
  draws: Draws,
): Proof[] {
  const witness =
    blank.number === 1
      ? { branch: 0, randomness: blank.randomness }
      : { branch: 1 + chosen.number - interval.least, randomness: chosen.randomness };
  const statements = blankOrInterval(blank.ciphertext, chosen.ciphertext, interval);
  return proveOneOf(statements, witness, publicKey, `bproof1|${binding}|`, draws);
}

export function blankOrIntervalIsProved(
  blank: Ciphertext,
  chosen: Ciphertext,
  interval: Interval,
  proofs: readonly Proof[],
  publicKey: Element,
  binding: string,
): boolean {
  return oneOfIsProved(blankOrInterval(blank, chosen, interval), proofs, publicKey, `bproof1|${binding}|`);
}

function blankOrInterval(blank: Ciphertext, chosen: Ciphertext, interval: Interval): Ciphertext[] {
  return [without(blank, 1), ...branches(chosen, interval)];
}
