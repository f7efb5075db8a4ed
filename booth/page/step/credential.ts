import { deriveCredential } from "../../seal/index.ts";
import { data } from "../contract.ts";
import { readCredential, type CredentialRead } from "../credential.ts";
import { alert, make, paragraph, status } from "../elements.ts";
import { isForeign } from "../listed.ts";
import { show } from "../screen.ts";
import type { Go } from "../trail.ts";
import { voter } from "../voter.ts";
import { say } from "../words.ts";

/** Asks for the voting code, which the address may have brought. */
export function credentialStep(go: Go): void {
  const input = make("input", {
    id: "booth-credential",
    type: "text",
    autocomplete: "off",
    autocapitalize: "off",
    autocorrect: "off",
    spellcheck: "false",
    "aria-describedby": "booth-credential-hint booth-credential-wrong",
  });
  input.value = voter.typed;
  const wrong = alert("booth-credential-wrong");
  const said = status();
  const refuse = (why: string) => {
    wrong.textContent = why;
    input.setAttribute("aria-invalid", "true");
    input.focus();
  };
  const submit = async (event: Event) => {
    event.preventDefault();
    const typed = input.value;
    const read = readCredential(typed);
    if ("fault" in read) return refuse(inWords(read));
    // Refused here rather than when everything is filled in.
    const { public: credential } = deriveCredential(data.uuid, read.credential);
    wrong.textContent = "";
    said.textContent = say("credential-looking");
    const foreign = await isForeign(credential);
    said.textContent = "";
    // The list may have been waited for, and another code typed or another step gone to.
    if (!input.isConnected || input.value !== typed) return;
    if (foreign) return refuse(say("credential-foreign", { organisation: data.organisation }));
    Object.assign(voter, { typed: read.credential, credential: read.credential, brought: false });
    go(0);
  };
  show(
    say("credential-title"),
    paragraph(say("credential-why")),
    ...(voter.brought ? [paragraph(say("credential-brought"))] : []),
    make(
      "form",
      { submit, novalidate: true },
      make("label", { for: input.id }, say("credential-label")),
      make("p", { id: "booth-credential-hint", class: "booth-hint" }, say("credential-hint")),
      wrong,
      input,
      make("button", { class: "booth-main" }, say("continue")),
      said,
    ),
    paragraph(say("credential-ask", { organisation: data.organisation }), "booth-hint"),
  );
}

function inWords(read: Exclude<CredentialRead, { credential: string }>): string {
  switch (read.fault) {
    case "empty":
      return say("credential-empty");
    case "character":
      return say("credential-character", { group: read.group, character: read.character });
    case "group":
      return say("credential-group", { group: read.group, there: read.there, due: read.due });
    case "length":
      return say("credential-length", { there: read.there, due: read.due });
  }
}
