import assert from "node:assert/strict";
import { test } from "node:test";

import type { HomomorphicAnswer } from "../seal/homomorphic.ts";
import type { RankedAnswer } from "../seal/ranked.ts";
import { readBallot, signedHash, writeBallot } from "../seal/ballot.ts";
import type { Ciphertext } from "../seal/ciphertext.ts";
import { generator, identity, modulo } from "../seal/group.ts";
import { Draws } from "../seal/random.ts";
import { sign } from "../seal/signature.ts";
import {
  browserSource,
  checkBallot,
  decode,
  deriveCredential,
  elementToHex,
  readElection,
  readElement,
  Replay,
  sealBallot,
  tracker,
} from "../seal/index.ts";
import { readArchive } from "./archive.ts";
import {
  choose,
  chooseOrBlank,
  credential,
  election,
  electionText,
  otherVoter,
  plaintexts,
  privateKey,
  rank,
  refuses,
  uuid,
  voter,
} from "./examples.ts";
import { corpusArchive, corpusFile, corpusIsMissing, ownFile } from "./places.ts";

const sealed = sealBallot(election, voter, plaintexts);

test("a ballot that was sealed passes its check, and bears the voter's credential", () => {
  assert.equal(elementToHex(checkBallot(election, sealed.ballot).credential), credential.public);
  assert.equal(sealed.tracker, tracker(sealed.ballot));
});

test("what was sealed is what the key opens", () => {
  const open = ({ alpha, beta }: Ciphertext) => beta.subtract(alpha.multiply(privateKey));
  const [chosen, orBlank, ranked] = checkBallot(election, sealed.ballot).answers as [
    HomomorphicAnswer,
    HomomorphicAnswer,
    RankedAnswer,
  ];
  const bits = (answer: HomomorphicAnswer) => answer.choices.map((choice) => [identity, generator].findIndex((bit) => bit.equals(open(choice))));
  assert.deepEqual([bits(chosen), bits(orBlank), decode(open(ranked.choices), 3, "ranked")], plaintexts);
});

test("every answer that each question allows is sealed and passes", () => {
  const questions = [{ ...choose, min: 0, max: 3 }, { ...chooseOrBlank, min: 0, max: 2 }, chooseOrBlank, rank];
  const lenient = readElection(electionText(questions));
  for (const answers of [
    [[0, 0, 0], [0, 0, 0], [1, 0, 0], [0, 0, 0]],
    [[1, 1, 1], [0, 1, 1], [0, 1, 0], [255, 255, 255]],
    [[0, 1, 0], [1, 0, 0], [0, 0, 1], [3, 2, 1]],
  ]) {
    checkBallot(lenient, sealBallot(lenient, voter, answers).ballot);
  }
});

test("an answer that a question does not allow is refused before anything is sealed", () => {
  const refused: [string, number[][]][] = [
    ["answers", plaintexts.slice(1)],
    ["answers[0]", [[1, 1, 1], [0, 0, 1], [2, 1, 3]]],
    ["answers[0]", [[0, 0, 0], [0, 0, 1], [2, 1, 3]]],
    ["answers[0]", [[2, 0, 0], [0, 0, 1], [2, 1, 3]]],
    ["answers[0]", [[1, 0], [0, 0, 1], [2, 1, 3]]],
    ["answers[1]", [[1, 0, 1], [1, 0, 1], [2, 1, 3]]],
    ["answers[1]", [[1, 0, 1], [0, 0, 0], [2, 1, 3]]],
    ["answers[2]", [[1, 0, 1], [0, 0, 1], [2, 1]]],
  ];
  for (const [place, answers] of refused) {
    refuses(() => sealBallot(election, voter, answers), "plaintext-refused", place);
  }
  refuses(() => sealBallot(election, voter, [...plaintexts.slice(0, 2), [2, 1, 256]]), "encoding-refused", "answers[2]");
});

/** A ballot, and all that was drawn for it. */
function recorded() {
  const draws: string[] = [];
  const { ballot } = sealBallot(election, voter, plaintexts, () => {
    const bytes = crypto.getRandomValues(new Uint8Array(64));
    draws.push(Buffer.from(bytes).toString("hex"));
    return bytes;
  });
  return { ballot, draws };
}

test("the same draws seal the same ballot, and each is needed", () => {
  const draws = recorded().draws;
  const seal = (given: string[]) => sealBallot(election, voter, plaintexts, new Replay(given).source).ballot;
  assert.equal(seal(draws), seal(draws));
  assert.notEqual(seal(draws), sealed.ballot);
  refuses(() => seal(draws.slice(1)), "draws-refused", "draws");
  refuses(() => seal(["00", ...draws]), "draws-refused", "draws");
  refuses(() => sealBallot(election, voter, plaintexts, () => new Uint8Array(32)), "draws-refused", "draws");
});

test("draws are taken in the order that the format says", () => {
  // For 3 choices: r each, then 3 of a pair of branches (2 and w), then the 2 numbers of one or two chosen;
  // for 2 choices and blank: r each, 3 pairs, 2 branches overall, the blank proof; for the ranking: r, w.
  const { ballot, draws } = recorded();
  assert.equal(draws.length, 3 + 3 * 3 + 3 + (3 + 3 * 3 + 3 + 3) + 2 + 1);
  const first = draws.map((draw) => modulo(BigInt("0x" + Buffer.from(draw, "hex").reverse().toString("hex"))));
  const [chosen] = checkBallot(election, ballot).answers as [HomomorphicAnswer];
  assert(chosen.choices[0]!.alpha.equals(generator.multiply(first[0]!)));
  assert(chosen.choices[2]!.alpha.equals(generator.multiply(first[2]!)));
  // The first choice is 1: of its proof the branch of 0 is drawn.
  assert.deepEqual(chosen.individualProofs[0]![0], { challenge: first[3], response: first[4] });
  // Two of one to two are chosen: of the overall proof the branch of one is drawn.
  assert.deepEqual(chosen.overallProof[0], { challenge: first[12], response: first[13] });
});

test("draws that are all zero still seal a ballot that passes", () => {
  checkBallot(election, sealBallot(election, voter, plaintexts, () => new Uint8Array(64)).ballot);
});

// Every text of a ballot, altered so that it still reads, is refused by the proof that covers it.
for (const path of leaves(JSON.parse(sealed.ballot))) {
  const [code, place] = refusalOf(path);
  test(`a ballot whose ${written(path)} was altered is refused for ${place}`, () => {
    const ballot = JSON.parse(sealed.ballot);
    const holder = path.slice(0, -1).reduce((part, key) => part[key], ballot);
    holder[path.at(-1)!] = altered(holder[path.at(-1)!]);
    refuses(() => checkBallot(election, JSON.stringify(ballot)), code, place);
  });
}

test("a ballot of which a proof is left out, added or moved is refused where it is", () => {
  const alter = (change: (answers: any[]) => void) => {
    const ballot = JSON.parse(sealed.ballot);
    change(ballot.answers);
    return () => checkBallot(election, JSON.stringify(ballot));
  };
  refuses(alter((answers) => answers[0].individual_proofs.pop()), "ballot-malformed", "answers[0].individual_proofs");
  refuses(alter((answers) => answers[0].individual_proofs[1].pop()), "ballot-malformed", "answers[0].individual_proofs[1]");
  refuses(alter((answers) => answers[0].individual_proofs.reverse()), "proof-refused", "answers[0].individual_proofs[0]");
  refuses(alter((answers) => answers[0].overall_proof.push(answers[0].overall_proof[0])), "ballot-malformed", "answers[0].overall_proof");
  refuses(alter((answers) => (answers[0].blank_proof = answers[1].blank_proof)), "ballot-malformed", "answers[0]");
  refuses(alter((answers) => delete answers[1].blank_proof), "ballot-malformed", "answers[1]");
  refuses(alter((answers) => answers[1].choices.pop()), "ballot-malformed", "answers[1].choices");
  refuses(alter((answers) => answers.pop()), "ballot-malformed", "answers");
  refuses(alter((answers) => answers.reverse()), "ballot-malformed", "answers[0]");
});

test("a ballot has one text: another order, space, field or writing of a number is refused", () => {
  const { ballot } = sealed;
  const { signature, ...unsigned } = JSON.parse(ballot);
  const response: string = signature.proof.response;
  const malformed = [
    `${ballot}\n`,
    ballot.replace(":", ": "),
    JSON.stringify({ signature, ...unsigned }),
    ballot.replace("{", `{"election_uuid":"${uuid}",`),
    ballot.replace('"election_uuid"', '"election\\u005fuuid"'),
    ballot.replace("{", '{"weight":2,'),
    JSON.stringify(unsigned),
    ballot.slice(1),
    "null",
  ];
  for (const text of malformed) refuses(() => checkBallot(election, text), "ballot-malformed", "ballot");
  for (const number of [`0${response}`, `-${response}`, `${BigInt(response) + 2n ** 253n}`, "", "1e3", "9".repeat(99)]) {
    const text = JSON.stringify({ ...unsigned, signature: { ...signature, proof: { ...signature.proof, response: number } } });
    refuses(() => checkBallot(election, text), "number-refused", "signature.proof.response");
  }
});

test("an element outside the group is refused by its place", () => {
  const ofOrder2 = "7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffec";
  for (const [place, text] of [
    ["credential", sealed.ballot.replace(credential.public, ofOrder2)],
    ["answers[0].choices[0].alpha", sealed.ballot.replace(/(?<="alpha":")\w+/, ofOrder2)],
    ["answers[0].choices[0].beta", sealed.ballot.replace(/(?<="beta":")\w+/, ofOrder2)],
  ] as const) {
    refuses(() => checkBallot(election, text), "element-refused", place);
  }
});

test("answers of another voter's ballot are refused, even when they are signed anew", () => {
  const others = readBallot(election, sealBallot(election, otherVoter, plaintexts).ballot);
  const copied = { ...others, credential: readElement(credential.public, "credential") };
  const signature = sign(signedHash(copied), credential.secret, new Draws(browserSource));
  const copy = writeBallot({ ...copied, signature });
  refuses(() => checkBallot(election, copy), "proof-refused", "answers[0].individual_proofs[0]");

  const own = readBallot(election, sealed.ballot);
  const mixed = { ...own, answers: [own.answers[0]!, own.answers[1]!, others.answers[2]!] };
  const mixture = writeBallot({ ...mixed, signature: sign(signedHash(mixed), credential.secret, new Draws(browserSource)) });
  refuses(() => checkBallot(election, mixture), "proof-refused", "answers[2].proof");
});

test("a ballot that another credential signed is refused", () => {
  const ballot = readBallot(election, sealed.ballot);
  const { secret } = deriveCredential(uuid, otherVoter);
  const text = writeBallot({ ...ballot, signature: sign(signedHash(ballot), secret, new Draws(browserSource)) });
  refuses(() => checkBallot(election, text), "signature-refused", "signature.proof");
});

test("a ballot for one election is refused by another, even of the same uuid", () => {
  const renamed = readElection(electionText(undefined, { name: "Another" }));
  refuses(() => checkBallot(renamed, sealed.ballot), "election-differs", "election_hash");
  const elsewhere = readElection(electionText(undefined, { uuid: "AnotherUuid1234" }));
  refuses(() => checkBallot(elsewhere, sealed.ballot), "election-differs", "election_uuid");
});

test("ballots that belenios-tool sealed pass, with every kind of question and a full ranking of thirty", () => {
  const peers = readElection(ownFile("belenios/election.json"));
  const ballots = ownFile("belenios/ballots.jsons").trimEnd().split("\n");
  assert.equal(ballots.length, 2);
  for (const ballot of ballots) checkBallot(peers, ballot);
});

for (const folder of ["threshold-5", "threshold-100"]) {
  test(`every ballot of the corpus's ${folder} passes`, { skip: corpusIsMissing }, () => {
    const archive = readArchive(corpusArchive(folder));
    assert.equal(archive.ballots.length, Number(folder.split("-")[1]));
    const held = readElection(archive.election);
    for (const ballot of archive.ballots) checkBallot(held, ballot);
  });

  test(`the sample ballot of the corpus's ${folder} passes`, { skip: corpusIsMissing }, () => {
    const sample = readElection(corpusFile(`${folder}/samples/election.json`).trimEnd());
    checkBallot(sample, corpusFile(`${folder}/samples/ballot.json`).trimEnd());
  });
}

type Path = (string | number)[];

function leaves(part: unknown, path: Path = []): Path[] {
  if (typeof part !== "object" || part === null) return [path];
  return Object.entries(part).flatMap(([key, value]) => leaves(value, [...path, key]));
}

function written(path: Path): string {
  return path.map((key) => (/^[0-9]+$/.test(`${key}`) ? `[${key}]` : `.${key}`)).join("").slice(1);
}

function altered(text: string): string {
  if (/^[0-9a-f]{64}$/.test(text)) return elementToHex(readElement(text, "text").add(generator));
  if (/^[0-9]+$/.test(text)) return modulo(BigInt(text) + 1n).toString();
  return (text.startsWith("A") ? "B" : "A") + text.slice(1);
}

function refusalOf(path: Path): [Parameters<typeof refuses>[1], string] {
  const [first, index, kind, choice] = path;
  if (first === "credential") return ["proof-refused", "answers[0].individual_proofs[0]"];
  if (first === "signature") return ["signature-refused", index === "hash" ? "signature.hash" : "signature.proof"];
  if (first !== "answers") return ["election-differs", `${first}`];
  if (index === "2") return ["proof-refused", "answers[2].proof"];
  const proof = kind === "choices" || kind === "individual_proofs" ? `individual_proofs[${choice}]` : kind;
  return ["proof-refused", `answers[${index}].${proof}`];
}
