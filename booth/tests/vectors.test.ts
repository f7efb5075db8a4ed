// The vectors that the other path wrote: from the same draws, the same ballot to the last byte.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import {
  auditBallot,
  checkBallot,
  decode,
  deriveCredential,
  elementToHex,
  encode,
  readElection,
  readElement,
  Replay,
  sealBallot,
  tracker,
  type Opening,
} from "../seal/index.ts";
import { vectors } from "./places.ts";

interface Vectors {
  credentials: { uuid: string; private: string; public: string }[];
  encodings: { values: number[]; point: string }[];
  ballots: {
    election: string;
    credential: string;
    plaintexts: number[][];
    draws: string[];
    ballot: string;
    opening: Opening;
    tracker: string;
  }[];
}

const read = (): Vectors => JSON.parse(readFileSync(vectors, "utf8"));

test("every credential of the vectors is derived", () => {
  const { credentials } = read();
  assert(credentials.length > 0);
  for (const vector of credentials) assert.equal(deriveCredential(vector.uuid, vector.private).public, vector.public);
});

test("every encoding of the vectors is made and opened", () => {
  const { encodings } = read();
  assert(encodings.length > 0);
  for (const { values, point } of encodings) {
    assert.equal(elementToHex(encode(values, "values")), point);
    assert.deepEqual(decode(readElement(point, "point"), values.length, "point"), values);
  }
});

test("every ballot of the vectors is sealed from its draws, byte by byte, and passes its check and its audit", () => {
  const { ballots } = read();
  assert(ballots.length > 0);
  for (const vector of ballots) {
    const election = readElection(vector.election);
    const replay = new Replay(vector.draws);
    const sealed = sealBallot(election, vector.credential, vector.plaintexts, replay.source);
    assert.equal(sealed.ballot, vector.ballot);
    assert.equal(replay.left(), 0);
    assert.equal(sealed.tracker, vector.tracker);
    assert.equal(tracker(vector.ballot), vector.tracker);
    checkBallot(election, vector.ballot);
    assert.deepEqual(sealed.opening, vector.opening);
    auditBallot(election, vector.ballot, vector.opening);
  }
});
