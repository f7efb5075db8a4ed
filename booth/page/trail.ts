/** A question's place, or a name. */
export type Step = "credential" | "review" | number;
export type Go = (step: Step) => void;

let held = false;

/** While a ballot is on its way, and once it is cast, going back leads nowhere. */
export function hold(whether: boolean): void {
  held = whether;
}

export function isHeld(): boolean {
  return held;
}

/** The browser's history holds the names of steps and nothing else. */
export function enter(step: Step | "sealed"): void {
  if (history.state?.step !== step) history.pushState({ step }, "");
}
