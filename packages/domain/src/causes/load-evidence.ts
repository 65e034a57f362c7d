import { erlangB } from '@everyline/capacity/traffic';

import type { CauseCall } from './cause.ts';
import { lnUrn, whenClosed } from './urn.ts';
import { usualDay, usualShare } from './usual-day.ts';

/** Lines that a number of which nothing is known may have. */
const possibleLines = [1, 2, 3, 5] as const;
/** Load of one line in the busiest hour that makes callers complain, in erlangs; repeated calls are part of it. */
const peakLoads = [0.2, 0.4, 0.7, 1, 1.5, 2.2, 3.2] as const;
/** Chance that a call meets something else than the load says. */
const astray = 0.02;
const busiest = Math.max(...usualDay);

/** A load on so many lines, and how well calls fit it. */
interface LoadShowing {
  readonly weight: number;
  readonly ln: (calls: readonly CauseCall[]) => number;
}

/**
 * How the hours of a line's own day may differ: as those of the usual day, half as much, or, where callers are too
 * many all day long, not at all.
 */
const curves = [
  { power: 1, fromLoad: 0 },
  { power: 0.5, fromLoad: 0 },
  { power: 0, fromLoad: 1 },
] as const;

/**
 * Busy as traffic theory has it (Erlang's loss formula): its share follows the callers of the hour, for
 * each of several loads, numbers of lines and curves of the day, alike likely before the calls.
 */
export function busyByLoad(seats: number | null): LoadShowing[] {
  const lines = seats === null ? possibleLines : [Math.max(1, seats)];
  const cases = lines.flatMap((count) =>
    peakLoads.flatMap((load) =>
      curves
        .filter(({ fromLoad }) => load >= fromLoad)
        .map(({ power }) => ({ count, load, power })),
    ),
  );
  return cases.map(({ count, load, power }) => {
    const busyAt = (minute: number): number =>
      erlangB(load * count * (usualShare(minute) / busiest) ** power, count);
    return {
      weight: 1 / cases.length,
      ln: (calls: readonly CauseCall[]) => lnAtLoad(calls, busyAt),
    };
  });
}

function lnAtLoad(calls: readonly CauseCall[], busyAt: (minute: number) => number): number {
  let ln = lnUrn(
    calls.filter(({ open }) => !open),
    whenClosed,
  );
  const open = calls.filter((call) => call.open);
  for (const { event, minute } of open) {
    const share = astray / 2 + (1 - astray) * busyAt(minute);
    ln += Math.log(event === 'busy' ? share : 1 - share);
  }
  const notBusy = open.filter(({ event }) => event !== 'busy');
  return ln + lnUrn(notBusy, { through: 6, waited: 1, unanswered: 0.8, dropped: 0.1 });
}
