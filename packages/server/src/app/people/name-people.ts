import type { Localised } from '@everyline/contract';

import type { Repositories } from '../ports/store.ts';

/** How a work-order system of others stands in the record: `system:work_orders:NAME`. */
export const workOrderActor = 'work_orders:';

/** What names whoever stands in a record (`role:account`) as people know them. */
export async function namePeople(
  store: Pick<Repositories, 'people'>,
): Promise<(by: string) => Localised> {
  const names = new Map((await store.people.all()).map((one) => [one.name, one.displayName]));
  return (by) => personOf(by, names);
}

/** Who did it, without the role that the log puts before the name. */
export function personOf(by: string, names: ReadonlyMap<string, string> = new Map()): Localised {
  const name = by.slice(by.indexOf(':') + 1);
  if (by.startsWith('system:')) {
    if (!name.startsWith(workOrderActor)) return { zh: '系统', en: 'The program' };
    const system = name.slice(workOrderActor.length);
    return { zh: system, en: system };
  }
  // Whoever came by a personal link has no account.
  const known = by.startsWith('link:') ? name : (names.get(name) ?? name);
  return { zh: known, en: known };
}
