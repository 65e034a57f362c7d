import type { ClearedState, CityClearance, CityObjection } from './clearances.ts';
import { makeClearances } from './clearances.ts';
import { chanceOf } from './chance.ts';
import { cityName, makeOffices, officeCountFor, provinceName } from './departments.ts';
import type { CityOffice } from './departments.ts';
import { makeDocuments } from './documents/documents.ts';
import type { CityDocument } from './documents/written.ts';
import { makeLines } from './lines.ts';
import type { MadeLine } from './city-line.ts';
import { sampleAreaCode } from './numbering.ts';

/** A line of the sample city with whether it is cleared for tests. */
export type CityLine = MadeLine & { readonly cleared: ClearedState };

/** Everything true about the sample city. */
export interface City {
  readonly seed: number;
  readonly name: string;
  readonly province: string;
  readonly areaCode: string;
  /** Always true: its lines ring in the simulated exchange only. */
  readonly sample: true;
  /** The city's one zone, without summer time. */
  readonly utcOffsetMinutes: number;
  readonly publishedOn: string;
  readonly offices: readonly CityOffice[];
  readonly lines: readonly CityLine[];
  readonly clearances: readonly CityClearance[];
  readonly objections: readonly CityObjection[];
  readonly documents: readonly CityDocument[];
}

export interface CityOptions {
  readonly seed: number;
  readonly lineCount: number;
  /** The day on which its documents were published (`2026-09-01`); clearances hold from 30 days before it for a year after it. */
  readonly publishedOn: string;
}

/** Usual sizes of the sample city, in lines. */
export const citySizes = { demo: 400, benchmark: 1_200, big: 10_000 } as const;

/** Below this the worked example and the protected lines would leave no room for the rest. */
export const smallestCity = 150;

/** Makes the sample city; the same options give the same city to the last byte. */
export function makeCity(options: CityOptions): City {
  const { seed, lineCount, publishedOn } = options;
  if (!Number.isInteger(lineCount) || lineCount < smallestCity) {
    throw new RangeError(
      `a sample city has at least ${String(smallestCity)} lines, got ${String(lineCount)}: ask for more lines`,
    );
  }
  if (!/^\d{4}-\d{2}-\d{2}$/.test(publishedOn) || Number.isNaN(Date.parse(publishedOn))) {
    throw new RangeError(`publishedOn is no day such as 2026-09-01: ${publishedOn}`);
  }
  const offices = makeOffices(officeCountFor(lineCount), chanceOf(seed, 'offices'));
  const made = makeLines(seed, offices, lineCount);
  const { clearances, objections, stateOf } = makeClearances(offices, made.lines, publishedOn);
  return {
    seed,
    name: cityName,
    province: provinceName,
    areaCode: sampleAreaCode,
    sample: true,
    utcOffsetMinutes: 480,
    publishedOn,
    offices,
    lines: made.lines.map((line) => ({ ...line, cleared: stateOf.get(line.id) ?? 'not_cleared' })),
    clearances,
    objections,
    documents: makeDocuments(seed, offices, made, publishedOn),
  };
}
