import { data } from "../contract.ts";
import { handle, type Draggable } from "../drag.ts";
import { alert, button, link, make, paragraph, status } from "../elements.ts";
import { give, highestFor, missing, mostPreferences, movedBeside, numberOf, type Order } from "../ranking.ts";
import { show } from "../screen.ts";
import type { Go } from "../trail.ts";
import { rank, voter } from "../voter.ts";
import { listed, say } from "../words.ts";

/** A question's candidates, to be ordered from none. */
export function questionStep(question: number, go: Go): void {
  const { title, seats, explanation, candidates, preferences } = data.questions[question]!;
  const most = mostPreferences(preferences, candidates.length);
  const said = status();
  const wrong = alert("booth-missing");
  const ordered = make("ol", { class: "booth-order", role: "list" });
  const nobody = paragraph(say("order-empty"), "booth-hint");
  const place = make("div", { class: "booth-place" }, make("h3", {}, say("order-title")), nobody, ordered);
  const paper = make("ul", { class: "booth-paper", role: "list" });
  const orderNow = () => voter.orders[question]!;

  const selects = candidates.map((_, candidate) =>
    make("select", {
      id: `booth-candidate-${candidate}`,
      change: (event) => change(candidate, Number((event.target as HTMLSelectElement).value)),
    }),
  );
  const clear = button(say("clear"), () => {
    said.textContent = say("cleared");
    set([]);
    selects[0]?.focus();
  });

  function change(candidate: number, number: number): void {
    const before = orderNow();
    const after = give(before, candidate, number, most);
    if (after === before) return void (said.textContent = say("all-given", { most }));
    const told = [candidate, ...movedBeside(candidate, before, after)].map((who) => {
      const name = candidates[who]!;
      const now = numberOf(after, who);
      return now === 0 ? say("now-none", { name }) : say("now", { name, number: now });
    });
    if (after.length === most && most < candidates.length) told.push(say("all-given", { most }));
    said.textContent = told.join(" ");
    set(after);
  }

  function set(order: Order): void {
    rank(question, order);
    wrong.textContent = "";
    draw();
  }

  const draggable: Draggable = {
    paper,
    place,
    rows: ordered,
    order: orderNow,
    name: (candidate) => candidates[candidate]!,
    isFree: (candidate) => highestFor(orderNow(), candidate, most) > 0,
    drop: change,
  };

  // The selects stay, with what can be chosen now: one that is made anew would lose the focus.
  function draw(): void {
    const order = orderNow();
    selects.forEach((select, candidate) => {
      const highest = highestFor(order, candidate, most);
      while (select.length > highest + 1) select.remove(highest + 1);
      while (select.length <= highest) {
        const number = select.length;
        select.add(new Option(number === 0 ? say("no-preference") : String(number), String(number)));
      }
      select.value = String(numberOf(order, candidate));
    });
    ordered.replaceChildren(...order.map(row));
    nobody.hidden = order.length > 0;
    clear.hidden = order.length === 0;
  }

  function row(candidate: number, place: number, { length }: Order): HTMLElement {
    const name = candidates[candidate]!;
    return make(
      "li",
      {},
      handle(draggable, candidate, "order"),
      make("b", {}, String(place + 1)),
      make("bdi", {}, name),
      mover(candidate, "up", "↑", say("up", { name }), place, place === 0),
      mover(candidate, "down", "↓", say("down", { name }), place + 2, place === length - 1),
    );
  }

  // One that leads nowhere stays, since it may have the focus.
  function mover(candidate: number, way: string, arrow: string, label: string, number: number, idle: boolean): HTMLElement {
    const id = `booth-${way}-${candidate}`;
    const click = () => {
      if (idle) return;
      change(candidate, number);
      document.getElementById(id)?.focus();
    };
    return button(arrow, click, { id, "aria-label": label, "aria-disabled": idle && "true" });
  }

  const next = () => {
    const names = missing(orderNow(), preferences, candidates.length).map((candidate) => candidates[candidate]!);
    if (names.length === 0) return go(question + 1 < data.questions.length ? question + 1 : "review");
    wrong.textContent = say("missing", { names: listed(names) });
    selects[candidates.indexOf(names[0]!)]!.focus();
  };

  paper.append(
    ...candidates.map((name, candidate) =>
      make(
        "li",
        {},
        handle(draggable, candidate, "paper"),
        make("label", { for: selects[candidate]!.id, dir: "auto" }, name),
        selects[candidate]!,
      ),
    ),
  );
  draw();
  show(
    title,
    paragraph(say("question-place", { number: question + 1, of: data.questions.length }), "booth-hint"),
    paragraph(say("seats", { seats })),
    paragraph(explanation),
    ...(most < candidates.length ? [paragraph(say("most", { most }))] : []),
    make("p", {}, link(data.rulesHelp, say("rules"))),
    paragraph(say("ways"), "booth-hint"),
    paper,
    said,
    place,
    clear,
    wrong,
    button(say("continue"), next, { class: "booth-main" }),
  );
}
