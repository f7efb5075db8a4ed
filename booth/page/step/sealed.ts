import type { Election, Sealed } from "../../seal/index.ts";
import { data } from "../contract.ts";
import { button, link, make, paragraph, saving } from "../elements.ts";
import { show } from "../screen.ts";
import { enter, type Go } from "../trail.ts";
import { say } from "../words.ts";
import { castStep } from "./cast.ts";

/** The ballot is sealed and its tracker shown. Only now does this device learn whether it is tested: before, it could have behaved. */
export function sealedStep(election: Election, sealed: Sealed, go: Go): void {
  enter("sealed");
  show(
    say("sealed-title"),
    paragraph(say("sealed-tracker")),
    make("p", {}, make("code", {}, sealed.tracker)),
    paragraph(say("sealed-decide")),
    button(say("sealed-cast"), () => castStep(election, go, sealed), { class: "booth-main" }),
    button(say("sealed-open"), () => openedStep(sealed)),
    button(say("sealed-discard"), () => history.back()),
  );
}

/** Whoever has an opening can read the ballot, so this one is never cast. */
function openedStep({ ballot, opening, tracker }: Sealed): void {
  show(
    say("opened-title"),
    paragraph(say("opened-why")),
    make("p", {}, make("code", {}, tracker)),
    make(
      "p",
      {},
      saving("ballot.json", ballot, "application/json", say("save-ballot")),
      saving("ballot.opening.json", JSON.stringify(opening), "application/json", say("save-opening")),
    ),
    paragraph(say("opened-how")),
    make("pre", { tabindex: "0" }, make("code", {}, "hustings seal audit election.bel ballot.json ballot.opening.json")),
    make("p", {}, link(data.auditHelp, say("test-help"))),
    paragraph(say("opened-destroy")),
    button(say("opened-go-on"), () => history.back(), { class: "booth-main" }),
  );
}
