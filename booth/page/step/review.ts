import type { Election } from "../../seal/index.ts";
import { data } from "../contract.ts";
import { alert, button, link, make, paragraph } from "../elements.ts";
import { missing, withoutPreference } from "../ranking.ts";
import { painted, show } from "../screen.ts";
import type { Go } from "../trail.ts";
import { sealVote, voter } from "../voter.ts";
import { listed, say } from "../words.ts";
import { castStep } from "./cast.ts";
import { sealedStep } from "./sealed.ts";

/** Everything in words, before it is sealed. */
export function reviewStep(election: Election, go: Go): void {
  const wrong = alert("booth-unconfirmed");
  const boxes: HTMLInputElement[] = [];

  /** Shows the first thing that is still to be done, if there is one. */
  const ready = (): boolean => {
    const unfinished = data.questions.findIndex(
      ({ preferences, candidates }, question) => missing(voter.orders[question]!, preferences, candidates.length).length > 0,
    );
    if (unfinished >= 0) {
      go(unfinished);
      return false;
    }
    const unconfirmed = boxes.find((box) => !box.checked);
    wrong.textContent = unconfirmed === undefined ? "" : say("blank-unconfirmed");
    unconfirmed?.focus();
    return unconfirmed === undefined;
  };
  const decide = async () => {
    if (!ready()) return;
    show(say("sealed-title"), paragraph(say("sealing")));
    await painted();
    sealedStep(election, sealVote(election), go);
  };

  show(
    say("review-title"),
    paragraph(say("review-why")),
    ...data.questions.map((_, question) => section(question, go, boxes)),
    wrong,
    button(say("cast"), () => ready() && castStep(election, go), { class: "booth-main" }),
    make("h3", {}, say("test-title")),
    paragraph(say("test-why")),
    make("p", {}, link(data.auditHelp, say("test-help"))),
    button(say("test"), decide),
  );
}

function section(question: number, go: Go, boxes: HTMLInputElement[]): HTMLElement {
  const { title, candidates } = data.questions[question]!;
  const order = voter.orders[question]!;
  const names = (those: readonly number[]) => those.map((candidate) => candidates[candidate]!);
  const others = names(withoutPreference(order, candidates.length));
  return make(
    "section",
    { class: "booth-answer" },
    make("h3", {}, title),
    ...(order.length === 0
      ? [blank(question, boxes)]
      : [make("ol", {}, ...names(order).map((name) => make("li", {}, make("bdi", {}, name))))]),
    ...(order.length > 0 && others.length > 0 ? [paragraph(say("others", { names: listed(others) }))] : []),
    button(say("change", { question: title }), () => go(question)),
  );
}

function blank(question: number, boxes: HTMLInputElement[]): HTMLElement {
  const box = make("input", {
    type: "checkbox",
    "aria-describedby": "booth-unconfirmed",
    change: () => voter.blanksConfirmed[box.checked ? "add" : "delete"](question),
  });
  box.checked = voter.blanksConfirmed.has(question);
  boxes.push(box);
  return make("p", {}, make("label", { class: "booth-check" }, box, make("span", {}, say("blank", { question: data.questions[question]!.title }))));
}
