/** Why something was refused: a closed list, so that a page can say each in the voter's language. */
export type SealErrorCode =
  | "election-malformed"
  | "election-unsupported"
  | "credential-refused"
  | "plaintext-refused"
  | "draws-refused"
  | "encoding-refused"
  | "ballot-malformed"
  | "element-refused"
  | "number-refused"
  | "election-differs"
  | "proof-refused"
  | "signature-refused"
  | "opening-differs";

/** A refusal: where, why, and what to do about it. */
export class SealError extends Error {
  readonly code: SealErrorCode;
  readonly place: string;
  readonly reason: string;
  readonly remedy: string;

  constructor(code: SealErrorCode, place: string, reason: string, remedy: string) {
    super(`${place}: ${reason}; ${remedy}`);
    this.name = "SealError";
    this.code = code;
    this.place = place;
    this.reason = reason;
    this.remedy = remedy;
  }
}
