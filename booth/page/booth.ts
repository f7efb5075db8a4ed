// The voter's booth: steps (steps.ts), each a file in step/.
//
// The voter gives a voting code (credential.ts), which is looked for on the list (listed.ts), orders the candidates of each question (ranking.ts), and
// reviews. Then the ballot is sealed here (../seal), and handed in (cast.ts) or tested; of a ballot that was
// taken in the receipt is checked (receipt.ts). All texts are the server's (contract.ts, words.ts).
import { button, paragraph } from "./elements.ts";
import { fetchElection } from "./election.ts";
import { fetchListed } from "./listed.ts";
import { clear, show } from "./screen.ts";
import { begin } from "./steps.ts";
import { forget, takeBroughtCode } from "./voter.ts";
import { say } from "./words.ts";

async function start(): Promise<void> {
  try {
    begin(await fetchElection());
  } catch {
    show(say("unready-title"), paragraph(say("unready"), "booth-wrong"), button(say("retry"), start));
  }
}

// The browser may keep the page for when its visitor comes back, who may be somebody else.
addEventListener("pagehide", () => {
  forget();
  clear();
});
addEventListener("pageshow", (event) => {
  if (event.persisted) location.reload();
});
takeBroughtCode();
fetchListed();
void start();
