// Sealed ballots, the voter's side: the Belenios protocol, version 1, on Ed25519, written from its specification.
//
// election.ts reads what is asked; seal.ts seals an answer to each question; check.ts checks a ballot as
// anyone can; audit.ts opens one that its voter reveals. An answer (answer.ts) is homomorphic.ts or
// ranked.ts; ciphertext.ts encrypts; interval.ts and blank.ts prove by disjunction.ts; ranked.ts and
// signature.ts prove by knowledge.ts. Numbers, points and challenges are in group.ts, encoding.ts, hash.ts.
export { auditBallot } from "./audit.ts";
export { tracker } from "./ballot.ts";
export { checkBallot } from "./check.ts";
export { deriveCredential, readPublicCredential, type Credential } from "./credential.ts";
export { readElection, type Election, type HomomorphicQuestion, type Question, type RankedQuestion } from "./election.ts";
export { decode, encode, mostCandidates } from "./encoding.ts";
export { SealError, type SealErrorCode } from "./error.ts";
export { elementToHex, readElement, type Element } from "./group.ts";
export { browserSource, Replay, type Source } from "./random.ts";
export { sealBallot, type Opening, type Sealed } from "./seal.ts";
