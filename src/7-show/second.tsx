import type { Spell } from "../6-ask/spells.ts";

/** The second marks of several claims that say one thing: each stands only where no claim among them is better off. */
export function Second({ of, whole }: { of: Pick<Spell, "claims" | "origins">; whole: number }) {
  const { claims, origins } = of;
  const all = (test: (shown: Spell["claims"][number]) => boolean): boolean => claims.every(test);
  const read = claims.some(({ claim }) => claim.review === "faithful" || claim.review === "corrected");
  const sampled = read && all(({ claim }) => claim.review === "proposed" || claim.basis === "sampled");
  return (
    <>
      {all(({ weaker }) => weaker.includes("uncited")) && <span class="chip uncited">uncited</span>}
      {all(({ weaker }) => weaker.includes("by-model")) && <span class="chip uncited">proposed by a model</span>}
      {origins === 1 && whole > 1 && (
        <span class="chip origin" title="All documents that say this go back to one, as far as the record knows.">
          1 origin
        </span>
      )}
      {sampled && <span class="chip sampled">accepted by sample</span>}
      {!read && (
        <span class="chip review" title="Found by a program; nobody has compared it with the words yet.">
          to review
        </span>
      )}
    </>
  );
}
