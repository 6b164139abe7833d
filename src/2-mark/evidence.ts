import type { Spot } from "./places.ts";

/** What the document says for countries, divisions and stretches of land, by key. */
export class Evidence {
  private readonly held = new Map<string, number>();
  /** What is said for all countries together. */
  countries = 0;

  add(spot: Spot, weight: number): void {
    if (spot.country !== "") this.countries += weight;
    for (const key of keysOf(spot)) this.put(key, weight);
  }

  put(key: string, weight: number): void {
    this.held.set(key, (this.held.get(key) ?? 0) + weight);
  }

  of(key: string): number {
    return this.held.get(key) ?? 0;
  }
}

const CELL = 1;

/** Around a point: the cell it lies in, and its eight neighbours. */
export function cellsAround({ at, precision }: Spot): readonly string[] {
  if (at === null || precision === "country" || precision === "region" || precision === "province") return [];
  const [lat, lon] = cellOf(at);
  const found: string[] = [];
  for (let y = lat - 1; y <= lat + 1; y += 1) for (let x = lon - 1; x <= lon + 1; x += 1) found.push(`@${y},${x}`);
  return found;
}

/** Cells are about as wide as high everywhere. */
function cellOf([lat, lon]: readonly [number, number]): readonly [number, number] {
  const row = Math.floor(lat / CELL);
  const width = CELL / Math.max(0.2, Math.cos((row * CELL * Math.PI) / 180));
  return [row, Math.floor(lon / width)];
}

function keysOf(spot: Spot): readonly string[] {
  const areas = spot.country === "" ? [] : [`iso:${spot.country}`, ...spot.within];
  if (spot.precision === "province" || spot.precision === "district") areas.push(spot.id);
  if (spot.at === null || spot.precision === "country" || spot.precision === "region" || spot.precision === "province")
    return areas;
  const [lat, lon] = cellOf(spot.at);
  return [...areas, `@${lat},${lon}`];
}
