import { readAnswer, writeAnswer, type Answer } from "./answer.ts";
import type { Election } from "./election.ts";
import { SealError } from "./error.ts";
import { elementToHex, readElement, type Element } from "./group.ts";
import { digest } from "./hash.ts";
import { Part } from "./part.ts";
import { readSignature, writeSignature, type Signature } from "./signature.ts";

/** A ballot before it is signed. */
export interface UnsignedBallot {
  readonly electionUuid: string;
  readonly electionHash: string;
  readonly credential: Element;
  readonly answers: readonly Answer[];
}

export interface Ballot extends UnsignedBallot {
  readonly signature: Signature;
}

/** What proofs are bound to, so that none of them can be used in another election or by another voter. */
export function bindingOf(election: Election, credential: string): string {
  return `${election.fingerprint}|${credential}`;
}

/** What a signature signs. */
export function signedHash(ballot: UnsignedBallot): string {
  return digest(JSON.stringify(unsignedFields(ballot)));
}

/** What the voter finds the ballot by. */
export function tracker(ballot: string): string {
  return digest(ballot);
}

/** Compact JSON in the specification's order of fields: the only text that a ballot has. */
export function writeBallot(ballot: Ballot): string {
  return JSON.stringify({ ...unsignedFields(ballot), signature: writeSignature(ballot.signature) });
}

/** Reads a ballot for this election: its form, its elements and its numbers, but none of its proofs. */
export function readBallot(election: Election, text: string): Ballot {
  const part = Part.parse(text, "ballot", "ballot-malformed");
  const fields = part.fields(["election_uuid", "election_hash", "credential", "answers", "signature"]);
  refuseOther("election_uuid", fields.election_uuid!.text(), election.uuid);
  refuseOther("election_hash", fields.election_hash!.text(), election.fingerprint);
  const answers = fields.answers!.list(election.questions.length);
  const ballot = {
    electionUuid: election.uuid,
    electionHash: election.fingerprint,
    credential: readElement(fields.credential!.text(), "credential"),
    answers: election.questions.map((question, index) => readAnswer(question, answers[index]!)),
    signature: readSignature(fields.signature!),
  };
  // Else one ballot would have many texts, and so many trackers.
  if (writeBallot(ballot) !== text) {
    throw part.refused("it is not compact JSON with the fields in their order, each once");
  }
  return ballot;
}

function unsignedFields(ballot: UnsignedBallot) {
  return {
    election_uuid: ballot.electionUuid,
    election_hash: ballot.electionHash,
    credential: elementToHex(ballot.credential),
    answers: ballot.answers.map(writeAnswer),
  };
}

function refuseOther(place: string, actual: string, expected: string): void {
  if (actual !== expected) {
    throw new SealError(
      "election-differs",
      place,
      `the ballot is for ${actual}, this election is ${expected}`,
      "give the ballot and the election that belong together",
    );
  }
}
