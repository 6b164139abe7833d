/** How finely a place can be known, the finest first: a region is what may hold several countries. */
export const PRECISIONS = ["point", "locality", "district", "province", "country", "region"] as const;

/** How finely a place is known. A province is an area, never its capital's point. */
export type Precision = (typeof PRECISIONS)[number];

/** A place as named in the text, tied to the gazetteer where that is safe. */
export interface Place {
  /** The gazetteer's id: `iso:AF`, `iso:AF-SAR`, `district:…`, `town:…`, `region:…`; null when it does not hold it. */
  readonly id: string | null;
  readonly name: string;
  readonly precision: Precision;
  readonly relation: "in" | "near" | "toward" | "from";
}

/** Degrees north and east. */
export type Point = readonly [latitude: number, longitude: number];
