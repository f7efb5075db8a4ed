import assert from "node:assert/strict";
import { test } from "node:test";

import { readElection } from "../seal/index.ts";
import { choose, chooseOrBlank, electionText, rank, refuses } from "./examples.ts";

test("an election says what it asks and keeps the digest of its exact text", () => {
  const text = electionText();
  const election = readElection(text);
  assert.deepEqual(
    election.questions.map((question) => question.kind),
    ["homomorphic", "homomorphic", "ranked"],
  );
  assert.notEqual(readElection(electionText(undefined, { name: "Exampla" })).fingerprint, election.fingerprint);
});

test("a text that is written with an escape says the same and has its own digest", () => {
  const plain = readElection(electionText(undefined, { name: "é" }));
  const escaped = readElection(electionText(undefined, { name: "é" }).replace('"é"', '"\\u00e9"'));
  assert.equal(escaped.name, plain.name);
  assert.notEqual(escaped.fingerprint, plain.fingerprint);
});

test("other versions, groups and kinds of question are refused by name", () => {
  const lists = { type: "Lists", value: { answers: [["List", "Ada"]], question: "Choose a list" } };
  refuses(() => readElection(electionText(undefined, { version: 2 })), "election-unsupported", "version");
  refuses(() => readElection(electionText(undefined, { group: "BELENIOS-2048" })), "election-unsupported", "group");
  refuses(() => readElection(electionText([choose, lists])), "election-unsupported", "questions[1].type");
  assert.throws(() => readElection(electionText([lists])), /the type Lists/);
  assert.throws(() => readElection(electionText(undefined, { group: "RFC-3526-2048" })), /the group RFC-3526-2048/);
});

test("an election whose text is not exact, or says a thing twice, is refused", () => {
  const text = electionText();
  const refused = [
    `${text}\n`,
    text.replace(":", ": "),
    text.replace('"version":1', '"version":1.0'),
    text.replace('"name":', '"name":"Other","name":'),
    text.slice(0, -1),
    "[]",
  ];
  for (const wrong of refused) refuses(() => readElection(wrong), "election-malformed", "election");
});

test("an election that cannot be answered is refused where it cannot", () => {
  const many = { ...rank, value: { ...rank.value, answers: Array.from({ length: 31 }, (_, index) => `${index}`) } };
  refuses(() => readElection(electionText([])), "election-malformed", "questions");
  refuses(() => readElection(electionText([{ ...choose, answers: [] }])), "election-malformed", "questions[0].answers");
  refuses(() => readElection(electionText([{ ...choose, min: 3 }])), "election-malformed", "questions[0]");
  refuses(() => readElection(electionText([{ ...choose, max: 4 }])), "election-malformed", "questions[0]");
  refuses(() => readElection(electionText([{ ...choose, min: -1 }])), "election-malformed", "questions[0].min");
  refuses(() => readElection(electionText([{ ...chooseOrBlank, blank: 1 }])), "election-malformed", "questions[0].blank");
  refuses(() => readElection(electionText([choose, many])), "election-malformed", "questions[1].value.answers");
  refuses(() => readElection(electionText([{ ...choose, weight: 2 }])), "election-malformed", "questions[0]");
  refuses(() => readElection(electionText(undefined, { uuid: "short" })), "election-malformed", "uuid");
  refuses(() => readElection(electionText(undefined, { public_key: "00" })), "element-refused", "public_key");
});
