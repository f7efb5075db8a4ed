import type { Sealed } from "../../seal/index.ts";
import { data } from "../contract.ts";
import { button, link, make, paragraph, saving, status } from "../elements.ts";
import { checkReceipt, ReceiptError, type Receipt } from "../receipt.ts";
import { show } from "../screen.ts";
import { forget } from "../voter.ts";
import { say } from "../words.ts";

/** What the server says of a ballot that it took in, checked before it is believed. */
export function receiptStep({ ballot, tracker }: Sealed, theirs: unknown, given: unknown): void {
  forget();
  const receipt = typeof given === "string" ? given : "";
  try {
    if (theirs !== tracker) return failed(say("receipt-tracker"), tracker, ballot, receipt);
    holds(tracker, checkReceipt(receipt, ballot, data.origin, data.log), ballot, receipt);
  } catch (error) {
    if (!(error instanceof ReceiptError)) throw error;
    failed(inWords(error), tracker, ballot, receipt);
  }
}

function holds(tracker: string, { index }: Receipt, ballot: string, receipt: string): void {
  const said = status();
  // Where it is not allowed, the tracker can still be selected.
  const copy = () => void navigator.clipboard.writeText(tracker).then(() => (said.textContent = say("copied")), () => undefined);
  show(
    say("cast-title"),
    paragraph(say("cast-done")),
    paragraph(say("tracker")),
    make("p", {}, make("code", {}, tracker), ...("clipboard" in navigator ? [button(say("copy"), copy)] : [])),
    said,
    paragraph(say("index", { index: index + 1n })),
    paragraph(data.log === null ? say("receipt-without-key") : say("receipt-holds")),
    make("p", {}, saveReceipt(receipt), saveBallot(ballot)),
    make("p", {}, link(data.receiptHelp, say("receipt-help"))),
    make("p", {}, link(`${data.trackerPage}?tracker=${encodeURIComponent(tracker)}`, say("track"))),
    paragraph(say("finish")),
  );
}

function failed(why: string, tracker: string, ballot: string, receipt: string): void {
  show(
    say("receipt-failed-title"),
    paragraph(`${say("receipt-failed")} ${why}`, "booth-wrong"),
    paragraph(say("receipt-tell", { organisation: data.organisation })),
    paragraph(say("tracker")),
    make("p", {}, make("code", {}, tracker)),
    make("p", {}, saveBallot(ballot), saveReceipt(receipt)),
  );
}

/** Sealed, as it lies in the box for everybody. */
function saveBallot(ballot: string): HTMLElement {
  return saving("ballot.json", ballot, "application/json", say("save-ballot"));
}

function saveReceipt(receipt: string): HTMLElement {
  return saving("receipt.txt", receipt, "text/plain", say("save-receipt"));
}

function inWords({ fault, line }: ReceiptError): string {
  switch (fault) {
    case "form":
      return say("receipt-form", { line });
    case "origin":
      return say("receipt-origin");
    case "ballot":
      return say("receipt-ballot");
    case "key":
      return say("receipt-key");
    case "signature":
      return say("receipt-signature");
  }
}
