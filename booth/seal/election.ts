import { mostCandidates } from "./encoding.ts";
import { SealError } from "./error.ts";
import { readElement, type Element } from "./group.ts";
import { digest } from "./hash.ts";
import { Part } from "./part.ts";

/** Choose from `least` to `most` of the candidates, or, where `blank` allows it, none by saying so. */
export interface HomomorphicQuestion {
  readonly kind: "homomorphic";
  readonly title: string;
  readonly candidates: readonly string[];
  readonly blank: boolean;
  readonly least: number;
  readonly most: number;
}

/** A number for each candidate; the rulebook says which vectors are rankings. */
export interface RankedQuestion {
  readonly kind: "ranked";
  readonly title: string;
  readonly candidates: readonly string[];
}

export type Question = HomomorphicQuestion | RankedQuestion;

export interface Election {
  readonly uuid: string;
  readonly name: string;
  readonly description: string;
  /** φ: the digest of the exact text. */
  readonly fingerprint: string;
  /** y. */
  readonly publicKey: Element;
  readonly questions: readonly Question[];
}

const bitsOfWindow = 6;

/** Reads the election's exact text: its digest is in every ballot, so no byte of it may be mended. */
export function readElection(text: string): Election {
  const election = Part.parse(text, "election", "election-malformed");
  if (withNormalTexts(text) !== JSON.stringify(election.value)) {
    // A field that is there twice would be read as the one here and the other elsewhere.
    throw election.refused("it is not compact JSON in which each field stands once");
  }
  const fields = election.fields(
    ["version", "description", "name", "group", "public_key", "questions", "uuid"],
    ["administrator", "credential_authority"],
  );
  const version = fields.version!.smallNumber();
  if (version !== 1) throw unsupported("version", `version ${version} of the protocol`, "use version 1");
  const group = fields.group!.text();
  if (group !== "Ed25519") throw unsupported("group", `the group ${group}`, "use the group Ed25519");
  const uuid = fields.uuid!.text();
  if (!/^[1-9A-HJ-NP-Za-km-z]{14,}$/.test(uuid)) {
    throw fields.uuid!.refused("this is not 14 or more letters and digits without 0, O, I and l");
  }
  const questions = fields.questions!.list();
  if (questions.length === 0) throw fields.questions!.refused("there is no question");
  return {
    uuid,
    name: fields.name!.text(),
    description: fields.description!.text(),
    fingerprint: digest(text),
    // Every proof raises the key to some power: a table made once saves a third of the time.
    publicKey: readElement(fields.public_key!.text(), "public_key").precompute(bitsOfWindow),
    questions: questions.map(readQuestion),
  };
}

function readQuestion(question: Part): Question {
  const { value } = question;
  const typed = typeof value === "object" && value !== null && Object.hasOwn(value, "type");
  if (!typed) return readHomomorphic(question);
  const fields = question.fields(["type", "value"], ["extra"]);
  const type = fields.type!.text();
  if (type !== "NonHomomorphic") {
    throw unsupported(fields.type!.place, `questions of the type ${type}`, "ask for choices or for a ranking");
  }
  return readRanked(fields.value!);
}

function readRanked(question: Part): RankedQuestion {
  const fields = question.fields(["answers", "question"]);
  const candidates = readCandidates(fields.answers!);
  if (candidates.length > mostCandidates) {
    throw fields.answers!.refused(
      `a ranking holds at most ${mostCandidates} candidates, there are ${candidates.length}`,
      "make an election with fewer candidates a question",
    );
  }
  return { kind: "ranked", title: fields.question!.text(), candidates };
}

function readHomomorphic(question: Part): HomomorphicQuestion {
  const fields = question.fields(["answers", "min", "max", "question"], ["blank"]);
  const candidates = readCandidates(fields.answers!);
  const least = fields.min!.smallNumber();
  const most = fields.max!.smallNumber();
  if (least > most || most > candidates.length) {
    throw question.refused(
      `from ${least} to ${most} of ${candidates.length} candidates cannot be chosen`,
      "make an election whose min is at most its max, and max at most the number of candidates",
    );
  }
  return {
    kind: "homomorphic",
    title: fields.question!.text(),
    candidates,
    blank: fields.blank?.flag() ?? false,
    least,
    most,
  };
}

function readCandidates(answers: Part): string[] {
  const candidates = answers.list().map((candidate) => candidate.text());
  if (candidates.length === 0) throw answers.refused("there is no candidate");
  return candidates;
}

// A text may be written in several ways (an é as it is or as an escape), all of which say the same.
function withNormalTexts(json: string): string {
  return json.replace(/"(?:[^"\\]|\\.)*"/g, (text) => JSON.stringify(JSON.parse(text)));
}

function unsupported(place: string, what: string, remedy: string): SealError {
  return new SealError("election-unsupported", place, `${what} cannot be sealed here`, remedy);
}
