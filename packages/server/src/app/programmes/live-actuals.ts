import type { Department, Indicator, LiveFigure } from '@everyline/domain';

import type { AppContext } from '../context.ts';
import type { LiveCounts, MeasureStanding, StoredProgramme } from '../ports/store/programmes.ts';
import { cityCalendar } from '../settings/city-calendar.ts';

/**
 * The measures with the actuals of their live indicators as lines and tickets are now. Nothing is counted
 * where no indicator is live.
 */
export async function withLiveActuals<M extends MeasureStanding>(
  context: AppContext,
  measures: readonly M[],
  programmes: readonly StoredProgramme[],
): Promise<M[]> {
  const isLive = ({ indicators }: M) => indicators.some(({ live }) => live !== null);
  if (!measures.some(isLive)) return [...measures];
  const { utcOffsetMinutes } = cityCalendar();
  const counts = await context.store.programmes.liveCounts(context.clock.nowMs(), utcOffsetMinutes);
  const above = chainsOf(await context.store.departments.all());
  const owners = new Map(programmes.map(({ id, departmentId }) => [id, departmentId]));
  return measures.map((measure) => {
    if (!isLive(measure)) return measure;
    const owner = owners.get(measure.programmeId) ?? null;
    const own = [measure.leadOfficeId, ...measure.jointOfficeIds].filter((id) => id !== null);
    return {
      ...measure,
      indicators: measure.indicators.map((indicator): Indicator => {
        const { live } = indicator;
        if (live === null) return indicator;
        const offices = live.of === 'offices' ? own : owner === null ? null : [owner];
        return {
          ...indicator,
          actual: actualOf(live.figure, within(counts, offices, above)),
        };
      }),
    };
  });
}

/** Each office with all above it. */
function chainsOf(departments: readonly Department[]): ReadonlyMap<string, readonly string[]> {
  const parents = new Map(departments.map(({ id, parentId }) => [id, parentId]));
  return new Map(
    departments.map(({ id }) => {
      const chain = new Set<string>();
      for (
        let at: string | null = id;
        at !== null && !chain.has(at);
        at = parents.get(at) ?? null
      ) {
        chain.add(at);
      }
      return [id, [...chain]];
    }),
  );
}

/** Counts of some offices with all under them; null: of the whole city. */
function within(
  counts: readonly LiveCounts[],
  offices: readonly string[] | null,
  above: ReadonlyMap<string, readonly string[]>,
): readonly LiveCounts[] {
  if (offices === null) return counts;
  return counts.filter(({ departmentId }) => {
    const chain = departmentId === null ? [] : (above.get(departmentId) ?? [departmentId]);
    return chain.some((id) => offices.includes(id));
  });
}

function actualOf(figure: LiveFigure, counts: readonly LiveCounts[]): number | null {
  const sum = (key: Exclude<keyof LiveCounts, 'departmentId'>) =>
    counts.reduce((all, one) => all + one[key], 0);
  const share = (some: number, of: number) =>
    of === 0 ? null : Number(((some / of) * 100).toFixed(1));
  switch (figure) {
    case 'healthy_share':
      return share(sum('healthy'), sum('lines'));
    case 'confirmed_share':
      return share(sum('confirmed'), sum('lines'));
    case 'tickets_in_time':
      return share(sum('ticketsInTime'), sum('ticketsClosed'));
    case 'cleared_lines':
      return sum('cleared');
    case 'ended_lines':
      return sum('ended');
  }
}
