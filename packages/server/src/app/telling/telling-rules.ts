import type { Repositories } from '../ports/store.ts';
import type { StoredTelling } from '../ports/store/telling.ts';

const defaultTelling: StoredTelling = {
  quiet: { fromMinute: 20 * 60, toMinute: 8 * 60, restDays: true },
  digestMinute: 8 * 60 + 30,
  consoleAddress: null,
  allowedHosts: [],
  email: null,
};

/** How people are told: as the city has set it, else as the program brings it. */
export async function tellingRules(store: Pick<Repositories, 'settings'>): Promise<StoredTelling> {
  return (await store.settings.telling()) ?? defaultTelling;
}
