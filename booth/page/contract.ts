// What the server writes into the page for the booth: an agreement with it, so no name here changes alone.
import type { Preferences } from "./ranking.ts";

export interface Paper {
  readonly title: string;
  readonly seats: number;
  readonly explanation: string;
  /** In the order of the election's text, spelt as it is there. */
  readonly candidates: readonly string[];
  readonly preferences: Preferences;
}

interface BoothData {
  readonly election: string;
  /** Where it is given how the credentials of the box begin; null where they are too many. */
  readonly credentials: string | null;
  readonly cast: string;
  readonly csrf: string;
  readonly uuid: string;
  readonly questions: readonly Paper[];
  /** The key of the log whose checkpoint a receipt bears, as C2SP's signed-note writes it. */
  readonly log: string | null;
  readonly origin: string;
  readonly trackerPage: string;
  readonly auditHelp: string;
  readonly receiptHelp: string;
  readonly rulesHelp: string;
  readonly organisation: string;
  readonly mock: boolean;
  readonly words: Readonly<Record<string, string>>;
}

export const data: BoothData = JSON.parse(document.getElementById("booth-data")!.textContent!);
