import type { Document } from "../0-model/document.ts";
import type { Shown } from "../6-ask/view.ts";
import type { Around } from "./around.ts";
import { documentName } from "./grammar.ts";
import { Legend } from "./mark.tsx";
import { count } from "./profile.tsx";
import { ClaimLine } from "./value.tsx";

/** What a text says, in reading order: its claims on one side, the text itself on the other. */
export function Read({
  document,
  claims,
  around,
  say,
}: {
  document: Document;
  claims: readonly Shown[];
  around: Around;
  say: (shown: Shown) => string;
}) {
  return (
    <>
      <p class="kicker">
        {document.kind === "unstated" ? "document" : document.kind} · {count(claims.length, "claim")} in reading order
      </p>
      <h1 dir="auto">{documentName(document)}</h1>
      <p class="quiet hash">
        {document.size.toLocaleString("en")} bytes, {document.id}
      </p>
      <Legend />
      {claims.length === 0 && <p class="quiet">No claim was found in this text.</p>}
      <ul class="values reading">
        {claims.map((shown) => (
          <li key={shown.claim.id}>
            <ClaimLine shown={shown} around={around} text={say(shown)} />
          </li>
        ))}
      </ul>
    </>
  );
}
