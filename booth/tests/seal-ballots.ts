// Seals ballots for other programs' tests: {"election", "ballots": [{"credential", "plaintexts"}]} on standard input, one ballot a line on standard output.
import { readFileSync } from "node:fs";

import { readElection, sealBallot } from "../seal/index.ts";

interface Request {
  election: string;
  ballots: { credential: string; plaintexts: number[][] }[];
}

const request: Request = JSON.parse(readFileSync(0, "utf8"));
const election = readElection(request.election);
for (const { credential, plaintexts } of request.ballots) {
  console.log(sealBallot(election, credential, plaintexts).ballot);
}
