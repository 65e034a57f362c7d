import type { CityOffice } from './departments.ts';
import { actions, bureaus, districtServices, exampleBureauName } from './vocabulary.ts';

/** How many numbers the worked example has in all, on the portal and on the bureau's own site. */
export const example = { items: 129, portal: 17, site: 20, merged: 34 } as const;

/** Service items of a bureau: its subjects with the actions that citizens ask for. */
export function serviceItemsOf(bureauName: string): readonly string[] {
  const bureau = bureaus.find(({ name }) => name === bureauName);
  if (bureau === undefined) return [];
  const count = bureauName === exampleBureauName ? example.items : bureau.subjects.length * 5;
  return bureau.subjects
    .flatMap((subject) => actions.map((action) => `${subject}${action}`))
    .filter((_, at) => bureauName === exampleBureauName || at % actions.length < 5)
    .slice(0, count);
}

/** Deals service items out to lines: a bureau's items in turn; each line of another office has its own. */
export function dealServices(offices: readonly CityOffice[]) {
  const bodyOf = new Map(offices.map(({ id, shortName }) => [id, shortName]));
  const dealt = new Map<string, number>();
  return (office: CityOffice): string[] => {
    const body = bodyOf.get(office.bodyId) ?? '';
    const items = serviceItemsOf(body);
    const counter = items.length > 0 ? office.bodyId : office.id;
    const turn = dealt.get(counter) ?? 0;
    dealt.set(counter, turn + 1);
    if (body === exampleBureauName) {
      // The example's 129 items lie on the 33 lines beside its hotline, four or three to a line.
      return items.filter((_, at) => at % (example.merged - 1) === turn);
    }
    const own = items.length > 0 ? items : districtServices;
    const item = own[turn % own.length] ?? '';
    const round = Math.floor(turn / own.length);
    return [round === 0 ? item : `${item}（${String(round + 1)}号窗口）`];
  };
}
