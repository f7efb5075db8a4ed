import type { Election } from "../seal/index.ts";
import { data } from "./contract.ts";
import { credentialStep } from "./step/credential.ts";
import { questionStep } from "./step/question.ts";
import { reviewStep } from "./step/review.ts";
import { enter, isHeld, type Go, type Step } from "./trail.ts";
import { takeBroughtCode, voter } from "./voter.ts";

export function begin(election: Election): void {
  const go: Go = (step) => {
    enter(step);
    show(step);
  };
  const show = (step: unknown): void => {
    if (voter.credential === "" || step === "credential") credentialStep(go);
    else if (typeof step === "number" && step < data.questions.length) questionStep(step, go);
    else reviewStep(election, go);
  };
  addEventListener("popstate", (event) => {
    takeBroughtCode();
    if (!isHeld()) show(event.state?.step);
  });
  history.replaceState({ step: "credential" satisfies Step }, "");
  show("credential");
}
