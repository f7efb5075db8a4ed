import type { Election, Sealed } from "../../seal/index.ts";
import { handIn, type Outcome } from "../cast.ts";
import { data } from "../contract.ts";
import { button, link, make, paragraph, status } from "../elements.ts";
import { painted, show } from "../screen.ts";
import { hold, type Go } from "../trail.ts";
import { sealVote } from "../voter.ts";
import { say } from "../words.ts";
import { receiptStep } from "./receipt.ts";

type Refused = Extract<Outcome, { kind: "refused" }>;

/** Seals, unless this is sealed already, and hands in. */
export async function castStep(election: Election, go: Go, sealed?: Sealed): Promise<void> {
  hold(true);
  const said = status();
  show(say("casting-title"), said);
  said.textContent = say("sealing");
  await painted();
  const ballot = sealed ?? sealVote(election);
  said.textContent = say("casting");
  await painted();
  await attempt(ballot, go);
}

async function attempt(sealed: Sealed, go: Go): Promise<void> {
  const outcome = await handIn(sealed.ballot);
  switch (outcome.kind) {
    case "cast":
      return receiptStep(sealed, outcome.tracker, outcome.receipt);
    case "unclear":
      return show(say("unclear-title"), paragraph(say("unclear"), "booth-wrong"), again(sealed, go));
    case "signed-out":
      return show(
        say("signed-out-title"),
        paragraph(say("signed-out"), "booth-wrong"),
        make("p", {}, link(location.pathname, say("sign-in"))),
        again(sealed, go),
      );
    case "refused":
      return show(say("refused-title"), ...refusal(outcome, sealed, go));
  }
}

function refusal({ code, reason, remedy }: Refused, sealed: Sealed, go: Go): HTMLElement[] {
  const back = (text: string, step: "credential" | "review") =>
    button(text, () => {
      hold(false);
      go(step);
    });
  if (code === "credential-used") {
    return [
      paragraph(say("credential-used", { organisation: data.organisation }), "booth-wrong"),
      back(say("other-credential"), "credential"),
    ];
  }
  // Trying again changes nothing, and another's code is not hers to use.
  if (code === "elector-has-voted") {
    return [paragraph(`${reason} ${remedy}`, "booth-wrong"), make("p", {}, link(data.trackerPage, say("track")))];
  }
  return [paragraph(`${reason} ${remedy}`, "booth-wrong"), again(sealed, go), back(say("back"), "review"), back(say("other-credential"), "credential")];
}

/** The same ballot, byte for byte: taken in twice it would still be one. */
function again(sealed: Sealed, go: Go): HTMLElement {
  const retry = async () => {
    const said = status();
    show(say("casting-title"), said);
    said.textContent = say("casting");
    await attempt(sealed, go);
  };
  return button(say("retry"), retry, { class: "booth-main" });
}
