import type { Point } from "../0-model/place.ts";
import type { Spot } from "./places.ts";

/** What is said for a place, by the areas it lies in and by what lies near it. */
export interface Said {
  readonly country: number;
  /** The division of its country that it lies in or is. */
  readonly division: number;
  /** Places inside it, or the district it lies in. */
  readonly inner: number;
  readonly near: number;
}

/** Keys of areas and of stretches of land; 0 for none. */
interface Keys {
  readonly country: number;
  readonly division: number;
  readonly district: number;
  readonly own: number;
  readonly cell: number;
  /** The cell and its eight neighbours. */
  readonly around: readonly number[];
}

/** Numbers for the areas of spots; kept as long as the locator. */
export class Grid {
  private readonly numbers = new Map<string, number>();
  private readonly keys = new WeakMap<Spot, Keys>();

  of(spot: Spot): Keys {
    const there = this.keys.get(spot);
    if (there !== undefined) return there;
    const made = this.make(spot);
    this.keys.set(spot, made);
    return made;
  }

  private number(id: string): number {
    const there = this.numbers.get(id);
    if (there !== undefined) return there;
    this.numbers.set(id, this.numbers.size + 1);
    return this.numbers.size;
  }

  private make({ id, country, precision, within, at }: Spot): Keys {
    const placed = country === "" || precision === "region" ? [] : within;
    const [district, division] = placed.length > 1 ? placed : [undefined, placed[0]];
    const area = precision === "province" || precision === "district";
    const wide = at === null || precision === "country" || precision === "region" || precision === "province";
    return {
      country: country === "" ? 0 : this.number(`iso:${country}`),
      division: division !== undefined ? this.number(division) : precision === "region" ? 0 : this.number(id),
      district: district === undefined ? 0 : this.number(district),
      own: area ? this.number(id) : 0,
      cell: wide ? 0 : cellAt(cellOf(at)),
      around: wide ? [] : around(cellOf(at)),
    };
  }
}

/** Cells of about one degree: about as wide as high everywhere. */
function cellOf([lat, lon]: Point): Point {
  const row = Math.floor(lat);
  return [row, Math.floor(lon * Math.max(0.2, Math.cos((row * Math.PI) / 180)))];
}

/** Below 0: no number of an area. */
function cellAt([row, column]: Point): number {
  return -((row + 100) * 1000 + column + 400);
}

function around([row, column]: Point): number[] {
  const found: number[] = [];
  for (let y = row - 1; y <= row + 1; y += 1) {
    for (let x = column - 1; x <= column + 1; x += 1) found.push(cellAt([y, x]));
  }
  return found;
}

/** What the document says for countries, divisions and stretches of land. */
export class Evidence {
  private readonly grid: Grid;
  private readonly held = new Map<number, number>();
  /** What is said for all countries together. */
  countries = 0;

  constructor(grid: Grid) {
    this.grid = grid;
  }

  /** Adds what a place says for the areas it lies in; a weight below 0 takes it back. */
  add(spot: Spot, weight: number): void {
    const { country, division, district, own, cell } = this.grid.of(spot);
    if (country !== 0) this.countries += weight;
    this.put(country, weight);
    if (division !== country) this.put(division, weight);
    this.put(district, weight);
    if (own !== division) this.put(own, weight);
    this.put(cell, weight);
  }

  private put(key: number, weight: number): void {
    if (key !== 0) this.held.set(key, (this.held.get(key) ?? 0) + weight);
  }

  private get(key: number): number {
    return key === 0 ? 0 : Math.max(0, this.held.get(key) ?? 0);
  }

  /** What is said for a place. */
  of(spot: Spot): Said {
    const { country, division, district, own, around } = this.grid.of(spot);
    let near = 0;
    for (const key of around) near += this.get(key);
    const inner = Math.max(this.get(own), this.get(district));
    return { country: this.get(country), division: this.get(division), inner, near };
  }
}
