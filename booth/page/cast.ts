import { data } from "./contract.ts";

export type Outcome =
  | { readonly kind: "cast"; readonly tracker: unknown; readonly receipt: unknown }
  /** Nobody knows whether the ballot was taken in: it may be sent again as it is. */
  | { readonly kind: "unclear" }
  | { readonly kind: "signed-out" }
  | { readonly kind: "refused"; readonly code: string; readonly reason: string; readonly remedy: string };

const patience = 30_000;
let csrf = data.csrf;
let stale = false;

/** Hands in these exact bytes. Nothing else leaves the device. */
export async function handIn(ballot: string): Promise<Outcome> {
  try {
    if (stale) await renewToken();
    const response = await fetch(data.cast, {
      method: "POST",
      credentials: "same-origin",
      redirect: "error",
      headers: { "content-type": "application/json", "x-csrf-token": csrf },
      body: ballot,
      signal: AbortSignal.timeout(patience),
    });
    return understand(response, await response.json());
  } catch {
    return { kind: "unclear" };
  }
}

function understand(response: Response, answer: any): Outcome {
  const error = answer.error ?? {};
  const { tracker, receipt } = { ...error, ...answer };
  if (response.ok || error.code === "already-cast-this-ballot") return { kind: "cast", tracker, receipt };
  if (response.status >= 500 || typeof error.code !== "string") return { kind: "unclear" };
  stale = true;
  if (error.code === "signed-out") return { kind: "signed-out" };
  return { kind: "refused", code: error.code, reason: String(error.reason ?? ""), remedy: String(error.remedy ?? "") };
}

/**
 * Who signs in anew has another token, which is read from the page without leaving it. If this ballot is in the box after all,
 * the page says that she has voted, and has the token in its form alone.
 */
async function renewToken(): Promise<void> {
  const page = await fetch(location.pathname, { credentials: "same-origin", signal: AbortSignal.timeout(patience) });
  const text = await page.text();
  const found = /"csrf"\s*:\s*"([^"\\]+)"/.exec(text) ?? /name="csrf" value="([^"]+)"/.exec(text);
  csrf = found?.[1] ?? csrf;
  stale = false;
}
