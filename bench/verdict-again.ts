import { historyOf } from '@everyline/domain';

import { campaign, type Judged, type Period } from './verdict-campaign.ts';
import { cityLater, makeUnequalCity, type TrueLine } from './verdict-city.ts';
import { errors, inZone, mean, sideOf } from './verdict-figures.ts';

const week: Period = { fromDay: '2026-11-23', toDay: '2026-11-27' };
const first: Period = { fromDay: '2026-10-12', toDay: '2026-10-16' };
/** Shares of lines that have become others in the five weeks between two campaigns. */
const changedShares = [0, 0.1, 0.3];

type City = readonly TrueLine[];

/** A week in which lines of some purposes are better served: with one distribution for all, and with one for each. */
export function purposesThatDiffer(seeds: readonly number[], lines: number) {
  const cities = seeds.map((seed) => ({ seed, city: makeUnequalCity(seed, lines) }));
  const alike = (city: City): City => city.map((line) => ({ ...line, purpose: 'general' }));
  return {
    oneForAll: figures(cities.flatMap(({ seed, city }) => campaign(seed, alike(city), week))),
    oneForEach: figures(cities.flatMap(({ seed, city }) => campaign(seed, city, week))),
  };
}

/** A second campaign five weeks after a first, with what the first has shown and without it. */
export function calledAgain(cities: readonly { readonly seed: number; readonly city: City }[]) {
  const earlier = cities.map(({ seed, city }) => ({
    seed,
    city,
    histories: new Map(
      campaign(seed, city, first).map(({ line, verdict }) => [line.id, historyOf(verdict)]),
    ),
  }));
  return changedShares.map((changed) => {
    const again = earlier.map(({ seed, city, histories }) => {
      const now = cityLater(seed, city, changed);
      const same = new Set(now.filter((line, at) => line === city[at]));
      return {
        same,
        without: campaign(seed, now, week),
        with: campaign(seed, now, week, { histories }),
      };
    });
    const ofChanged = (way: 'with' | 'without') =>
      figures(again.flatMap((one) => one[way].filter(({ line }) => !one.same.has(line))));
    return {
      changed,
      withoutHistory: figures(again.flatMap((one) => one.without)),
      withHistory: figures(again.flatMap((one) => one.with)),
      ...(changed > 0 && {
        linesThatChanged: { withoutHistory: ofChanged('without'), withHistory: ofChanged('with') },
      }),
    };
  });
}

function figures(judged: readonly Judged[]) {
  return {
    callsALine: mean(judged.map(({ calls }) => calls)),
    ...errors(
      judged.filter(({ line }) => !inZone(line)),
      sideOf,
    ),
  };
}
