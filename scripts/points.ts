/**
 * Where countries and divisions lie: the middles and reaches that `scripts/places.ts` writes beside their names. The
 * sources are Natural Earth's first-level divisions (public domain) and the World Factbook (public domain).
 */
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fold } from "../src/0-model/fold.ts";
import type { Point } from "../src/0-model/place.ts";
import { distance } from "../src/2-mark/places.ts";

/** The middle of an area, and how far its land reaches from there, in km: the radius of a circle of the same size. */
export interface Middle {
  readonly at: Point;
  readonly reach: number;
}

/** One closed line of a division's border, as flat map: its size in square degrees at the equator, and its middle. */
interface Part {
  readonly size: number;
  readonly at: Point;
}

/** A division of Natural Earth. */
interface Shape {
  readonly country: string;
  readonly iso: string;
  readonly geonames: string;
  readonly unit: string;
  readonly parts: readonly Part[];
}

type Ring = readonly (readonly [lon: number, lat: number])[];

interface Feature {
  readonly properties: Readonly<Record<string, unknown>>;
  readonly geometry: { readonly type: string; readonly coordinates: unknown };
}

const DEGREE = 111.2;
const RAD = Math.PI / 180;

function partOf(ring: Ring): Part[] {
  let twice = 0;
  let x = 0;
  let y = 0;
  for (let i = 0; i + 1 < ring.length; i += 1) {
    const [x1 = 0, y1 = 0] = ring[i] ?? [];
    const [x2 = 0, y2 = 0] = ring[i + 1] ?? [];
    const cross = x1 * y2 - x2 * y1;
    twice += cross;
    x += (x1 + x2) * cross;
    y += (y1 + y2) * cross;
  }
  if (twice === 0) return [];
  const at: Point = [y / (3 * twice), x / (3 * twice)];
  return [{ size: (Math.abs(twice) / 2) * Math.cos(at[0] * RAD), at }];
}

/** The divisions of Natural Earth's "admin 1" as GeoJSON. */
export function shapes(file: string): Shape[] {
  const { features } = JSON.parse(readFileSync(file, "utf8")) as { features: readonly Feature[] };
  return features.map(({ properties, geometry }) => {
    const text = (key: string): string => String(properties[key] ?? "");
    const polygons = (geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates) as Ring[][];
    const parts = polygons.flatMap((polygon) => partOf(polygon[0] ?? []));
    return {
      country: text("iso_a2"),
      iso: text("iso_3166_2"),
      geonames: text("gn_a1_code"),
      unit: text("geonunit"),
      parts,
    };
  });
}

function centre(parts: readonly Part[]): Middle {
  let size = 0;
  let lat = 0;
  let lon = 0;
  for (const part of parts) {
    size += part.size;
    lat += part.size * part.at[0];
    lon += part.size * part.at[1];
  }
  return { at: [lat / size, lon / size], reach: Math.sqrt(size / Math.PI) * DEGREE };
}

/** The middle of several shapes; null when they have no land. */
export function middle(of: readonly Shape[]): Middle | null {
  const parts = of.flatMap((shape) => shape.parts);
  return parts.length === 0 ? null : centre(parts);
}

/** The middle of a country's main land: parts that lie far out (Alaska, Réunion) are left out. */
function mainland(of: readonly Shape[]): Middle | null {
  let parts = of.flatMap((shape) => shape.parts);
  if (parts.length === 0) return null;
  const all = parts;
  for (let round = 0; round < 5; round += 1) {
    const { at } = centre(parts);
    const half = all.reduce((sum, part) => sum + part.size, 0) / 2;
    let seen = 0;
    let typical = 0;
    for (const part of [...all].sort((a, b) => distance(a.at, at) - distance(b.at, at))) {
      seen += part.size;
      typical = distance(part.at, at);
      if (seen >= half) break;
    }
    parts = all.filter((part) => distance(part.at, at) <= 2.5 * typical + 50);
  }
  return centre(parts);
}

/** Names of the Factbook that our list of countries writes otherwise. */
const CALLED: Readonly<Record<string, string>> = {
  "korea, north": "KP",
  "korea, south": "KR",
  "congo, democratic republic of the": "CD",
  "congo, republic of the": "CG",
  "bahamas, the": "BS",
  "gambia, the": "GM",
  "micronesia, federated states of": "FM",
  "west bank": "PS",
  "holy see (vatican city)": "VA",
};

/** The Factbook's coordinates by alpha-2 code, for the countries that `codes` knows by name. */
function factbook(folder: string, codes: ReadonlyMap<string, string>): Map<string, Point> {
  const found = new Map<string, Point>();
  for (const file of globSync("*/*.json", { cwd: folder })) {
    const page = JSON.parse(readFileSync(join(folder, file), "utf8")) as Record<string, Record<string, unknown>>;
    const said = page.Geography?.["Geographic coordinates"] as { text?: string } | undefined;
    const names = page.Government?.["Country name"] as Record<string, { text?: string }> | undefined;
    const match = /(\d+) (\d+) ([NS]), (\d+) (\d+) ([EW])/.exec(said?.text ?? "");
    if (match === null || names === undefined) continue;
    const called = ["conventional short form", "conventional long form"].map((key) => fold(names[key]?.text ?? ""));
    const code = called.map((name) => CALLED[name] ?? codes.get(name)).find((known) => known !== undefined);
    const [, north, north60, ns, east, east60, ew] = match;
    const lat = (Number(north) + Number(north60) / 60) * (ns === "S" ? -1 : 1);
    if (code !== undefined) found.set(code, [lat, (Number(east) + Number(east60) / 60) * (ew === "W" ? -1 : 1)]);
  }
  return found;
}

/** The geographic centre of the contiguous states as surveyed; the Factbook's point for them is known to be too coarse. */
const SURVEYED: ReadonlyMap<string, Point> = new Map([["US", [39.83, -98.58]]]);

/**
 * The middle of each country: between the centre of its main land and the Factbook's point. Where these are over 300 km
 * apart (islands, long coasts: the centre lies in the sea or abroad) the Factbook's point alone.
 */
export function countryMiddles(
  found: readonly Shape[],
  folder: string,
  codes: ReadonlyMap<string, string>,
): Map<string, Middle> {
  const stated = factbook(folder, codes);
  const middles = new Map<string, Middle>();
  for (const code of new Set(codes.values())) {
    const land = mainland(found.filter((shape) => shape.country === code));
    const point = stated.get(code);
    const surveyed = SURVEYED.get(code);
    const reach = land?.reach ?? 10;
    if (surveyed !== undefined) middles.set(code, { at: surveyed, reach });
    else if (land === null && point !== undefined) middles.set(code, { at: point, reach });
    else if (land !== null && point === undefined) middles.set(code, land);
    else if (land !== null && point !== undefined) {
      const near = distance(land.at, point) <= 300;
      const at: Point = near ? [(land.at[0] + point[0]) / 2, (land.at[1] + point[1]) / 2] : point;
      middles.set(code, { at, reach });
    }
  }
  return middles;
}

/** The middle of the points, each counted once, and the distance that nine in ten of them lie within. */
export function among(points: readonly Point[]): Middle | null {
  if (points.length === 0) return null;
  const half = (values: number[]): number => values.sort((a, b) => a - b)[values.length >> 1] ?? 0;
  const at: Point = [half(points.map(([lat]) => lat)), half(points.map(([, lon]) => lon))];
  const far = points.map((point) => distance(point, at)).sort((a, b) => a - b);
  return { at, reach: Math.max(5, far[Math.floor(far.length * 0.9)] ?? 0) };
}
