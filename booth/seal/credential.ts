import { SealError } from "./error.ts";
import { elementToHex, generator, modulo, readElement, secretPower } from "./group.ts";
import { number } from "./hash.ts";

/** What a voter's private credential comes to in one election. */
export interface Credential {
  /** s, which signs. */
  readonly secret: bigint;
  /** g^s in hexadecimal, as the published list has it. */
  readonly public: string;
}

const privateForm = /^[1-9A-HJ-NP-Za-km-z]{5}-[1-9A-HJ-NP-Za-km-z]{6}-[1-9A-HJ-NP-Za-km-z]{5}-[1-9A-HJ-NP-Za-km-z]{6}$/;

/** Derives the pair that signs in the election of this uuid. */
export function deriveCredential(uuid: string, privateCredential: string): Credential {
  if (!privateForm.test(privateCredential)) {
    // The text is left out of the message: it may be a secret but for one letter.
    throw new SealError(
      "credential-refused",
      "private credential",
      "it is not 22 letters and digits in groups of 5, 6, 5 and 6, without 0, O, I and l",
      "copy it again from the voting paper, dashes included",
    );
  }
  const secret = modulo(
    number(`derive_credential|${uuid}|0|${privateCredential}`, `derive_credential|${uuid}|1|${privateCredential}`),
  );
  return { secret, public: elementToHex(secretPower(generator, secret)) };
}

/** The public credential of an entry of the published list: `credential[,weight[,…]]`. */
export function readPublicCredential(entry: string): string {
  const [credential = "", weight = ""] = entry.split(",");
  if (weight !== "" && weight !== "1") {
    throw new SealError(
      "election-unsupported",
      "public credential",
      `it has the weight ${weight}`,
      "make an election without weights: one person has one vote here",
    );
  }
  readElement(credential, "public credential");
  return credential;
}
