import { type Knowledge, rows } from "../0-model/knowledge.ts";
import { compileGazetteer } from "../2-mark/places.ts";

/** What a place lies in, by name; null where the gazetteer does not say. */
export interface Area {
  readonly country: string | null;
  readonly admin1: string | null;
}

/** Finds the country and the province that a place lies in, by the id of the place. */
export type Areas = (place: string) => Area;

/** Looks places up in the gazetteer of `data/`. */
export function areas(knowledge: Knowledge): Areas {
  const names = new Map<string, string>();
  for (const [code = "", , name = ""] of rows(knowledge.places, "countries")) names.set(`iso:${code}`, name);
  const provinces = new Map<string, string>();
  for (const [code = "", , name = "", , level] of rows(knowledge.places, "provinces")) {
    if (level === "1") provinces.set(`iso:${code}`, name);
  }
  const gazetteer = compileGazetteer(knowledge);
  return (place) => {
    const spot = gazetteer.spot(place);
    if (spot === null) return { country: null, admin1: null };
    const province = [place, ...spot.within].find((id) => provinces.has(id));
    return {
      country: names.get(`iso:${spot.country}`) ?? null,
      admin1: province === undefined ? null : (provinces.get(province) ?? null),
    };
  };
}
