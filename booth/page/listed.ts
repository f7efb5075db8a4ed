// Whether a voting code is of this ballot box at all, before anything is filled in.
//
// The server gives how every credential of the box begins, to everybody the same, and it is asked for before a code is
// known: so asking says nothing of whose code it is. Where the list is too long to be given, or does not come, nothing is
// said: the server looks at the credential when the ballot is cast.
import { data } from "./contract.ts";

const patience = 20_000;
let beginnings: Promise<ReadonlySet<string> | undefined> = Promise.resolve(undefined);

/** Asks for the list, once. */
export function fetchListed(): void {
  if (data.credentials !== null) beginnings = load(data.credentials).catch(() => undefined);
}

/** Whether this public credential is surely of another box. */
export async function isForeign(credential: string): Promise<boolean> {
  const known = await beginnings;
  return known !== undefined && !known.has(beginningOf(credential, known));
}

async function load(address: string): Promise<ReadonlySet<string> | undefined> {
  const response = await fetch(address, { credentials: "same-origin", signal: AbortSignal.timeout(patience) });
  return response.ok ? readListed(await response.text()) : undefined;
}

/** What each line holds; undefined where a line is not as the others, since nobody may be sent away by a list that is damaged. */
export function readListed(text: string): ReadonlySet<string> | undefined {
  const lines = text.split("\n");
  if (lines.pop() !== "" || lines.length === 0) return undefined;
  const whole = lines.every((line) => /^[0-9a-f]{8,64}$/.test(line) && line.length === lines[0]!.length);
  return whole ? new Set(lines) : undefined;
}

export function beginningOf(credential: string, known: ReadonlySet<string>): string {
  const [any = ""] = known;
  return credential.slice(0, any.length);
}
