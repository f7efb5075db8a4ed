import { readElection, type Election } from "../seal/index.ts";
import { data } from "./contract.ts";

/** The election's exact text, read; refused unless it asks what the page shows. */
export async function fetchElection(): Promise<Election> {
  const response = await fetch(data.election, { credentials: "same-origin" });
  if (!response.ok) throw new Error(String(response.status));
  // A byte that is not as it was published must be refused, not mended.
  const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(await response.arrayBuffer());
  const election = readElection(text);
  if (election.uuid !== data.uuid) throw new Error("uuid");
  const shown = data.questions.map(({ candidates }) => ({ kind: "ranked", candidates }));
  const asked = election.questions.map(({ kind, candidates }) => ({ kind, candidates }));
  // Else a number beside one name would be sealed for another.
  if (JSON.stringify(shown) !== JSON.stringify(asked)) throw new Error("questions");
  return election;
}
