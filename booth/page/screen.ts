import { data } from "./contract.ts";
import { make, paragraph } from "./elements.ts";
import { say } from "./words.ts";

const root = document.getElementById("booth")!;
const titleOfPage = document.title;

/** Shows one step and nothing of the one before. Its heading takes the focus, so that a screen reader begins there. */
export function show(title: string, ...content: (Node | string)[]): void {
  const first = root.hidden;
  clear();
  const heading = make("h2", { tabindex: "-1" }, title);
  root.append(...(data.mock ? [paragraph(say("mock"), "booth-mock")] : []), heading, ...content);
  root.hidden = false;
  document.title = `${title} – ${titleOfPage}`;
  if (!first) heading.focus();
}

export function clear(): void {
  root.querySelectorAll<HTMLAnchorElement>("a[download]").forEach((saving) => URL.revokeObjectURL(saving.href));
  root.replaceChildren();
}

/** The screen has painted what was shown before the work that follows begins. */
export function painted(): Promise<void> {
  return new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
}
