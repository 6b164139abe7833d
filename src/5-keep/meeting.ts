import type { Claim } from "../0-model/claim.ts";
import { sceneDays, scenePerson, scenePlaces } from "../0-model/scene.ts";
import type { Query } from "../0-model/store.ts";

/** The query for events. */
export type SceneQuery = Extract<Query, { get: "events" }>;

/** True when the living claims of one event are what the query asks for. */
export function meets(claims: readonly Claim[], query: SceneQuery): boolean {
  if (query.persons !== undefined) {
    const { persons } = query;
    return claims.some((claim) => {
      const person = scenePerson(claim);
      return person !== null && persons.includes(person);
    });
  }
  const { places, days } = query;
  const there = places === null || claims.some((claim) => scenePlaces(claim).some((key) => places.includes(key)));
  return (
    there &&
    claims.some((claim) => {
      const own = sceneDays(claim);
      return own !== null && own[0] <= days[1] && own[1] >= days[0];
    })
  );
}

/** True when so many shingles are shared that one text may be a copy of the other: two, and a tenth of the shorter list. */
export function resembles(one: readonly number[], other: readonly number[]): boolean {
  const [a, b] = [new Set(one), new Set(other)];
  const shared = [...a].filter((number) => b.has(number)).length;
  return shared >= 2 && shared * 10 >= Math.min(a.size, b.size);
}
