import { numberKey } from '@everyline/domain';
import type { CityOffice } from './departments.ts';
import type { MadeLine } from './city-line.ts';

/** A clearance of the sample city, by names and numbers, before anything has been imported. */
export interface CityClearance {
  readonly id: string;
  readonly scope:
    | { readonly kind: 'department'; readonly departmentId: string; readonly withSubtree: true }
    | { readonly kind: 'list'; readonly name: string; readonly numberKeys: readonly string[] };
  readonly givenBy: string;
  readonly basis: string;
  /** First and last day, inclusive. */
  readonly validFrom: string;
  readonly validTo: string;
}

/** An office of the sample city that asked not to be tested. */
export interface CityObjection {
  readonly departmentId: string;
  readonly madeOn: string;
  readonly note: string;
}

/** Whether the guard should let a line be tested, and why not. */
export const clearedStates = ['cleared', 'protected', 'objected', 'not_cleared'] as const;
export type ClearedState = (typeof clearedStates)[number];

export interface CityClearances {
  readonly clearances: readonly CityClearance[];
  readonly objections: readonly CityObjection[];
  readonly stateOf: ReadonlyMap<string, ClearedState>;
}

/** The day `days` after an ISO day. */
function dayAfter(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

/**
 * Bureaus and districts clear their own offices, the city's office clears a list of hotlines and of
 * its own numbers; one division objects; one bureau never answered the letter.
 */
export function makeClearances(
  offices: readonly CityOffice[],
  lines: readonly MadeLine[],
  publishedOn: string,
): CityClearances {
  const byId = new Map(offices.map((office) => [office.id, office]));
  const bodies = offices.filter(({ kind }) => kind === 'bureau' || kind === 'district');
  const silent = bodies.filter(({ kind }) => kind === 'bureau').at(-1);
  const validFrom = dayAfter(publishedOn, -30);
  const validTo = dayAfter(publishedOn, 365);
  const clearances: CityClearance[] = bodies
    .filter((body) => body !== silent)
    .map((body, at) => ({
      id: `C${String(at + 2).padStart(3, '0')}`,
      scope: { kind: 'department', departmentId: body.id, withSubtree: true },
      givenBy: body.name,
      basis: `${body.name}关于同意公开电话拨测的复函（云拨测复〔${validFrom.slice(0, 4)}〕${String(at + 1)}号）`,
      validFrom,
      validTo,
    }));
  const listed = lines.filter(
    (line) =>
      line.protection === null &&
      (line.numberType === 'short_code' || byId.get(line.departmentId)?.kind === 'city'),
  );
  clearances.unshift({
    id: 'C001',
    scope: {
      kind: 'list',
      name: '全市公开热线拨测清单',
      numberKeys: listed.map(({ number }) => numberKey(number)),
    },
    givenBy: '云川市人民政府办公室',
    basis: `云川市人民政府办公室关于开展公开电话拨测的通知（云政办函〔${validFrom.slice(0, 4)}〕18号）`,
    validFrom,
    validTo,
  });
  const objecting = offices.find(
    ({ kind, bodyId, id }) =>
      kind === 'division' &&
      bodyId !== silent?.id &&
      // The worked example's bureau stays whole.
      bodyId !== bodies[0]?.id &&
      lines.some(({ departmentId }) => departmentId === id),
  );
  const objections: CityObjection[] =
    objecting === undefined
      ? []
      : [
          {
            departmentId: objecting.id,
            madeOn: publishedOn,
            note: `${objecting.name}：窗口电话与业务系统共用，暂不同意拨测`,
          },
        ];
  const stateOf = new Map(
    lines.map((line): [string, ClearedState] => {
      if (line.protection !== null) return [line.id, 'protected'];
      if (line.departmentId === objecting?.id) return [line.id, 'objected'];
      const inList = listed.includes(line);
      const silentBody = byId.get(line.departmentId)?.bodyId === silent?.id;
      return [line.id, silentBody && !inList ? 'not_cleared' : 'cleared'];
    }),
  );
  return { clearances, objections, stateOf };
}
