import { ledgerKey } from '@everyline/domain';
import type { MenuAnswers } from '@everyline/exchange';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MenuCity } from '../../../../testkit/src/index.ts';

import { walkText } from '../../cli/probe-walk.ts';
import { listMenus } from './list-menus.ts';
import { listenToPrompt } from './listen-to-prompt.ts';

const goodBye = { to: 'says', says: ['感谢来电，再见。'] } as const;
const insurance = { to: 'place', place: 'insurance' } as const;
const topSays = ['社会保险', '请按一', '投诉建议', '请按二'];
/** Short prompts, so that few calls are needed until they are known. */
const before: MenuAnswers = {
  kind: 'menu',
  ringMs: 1500,
  ringing: 'tone',
  places: {
    top: { says: topSays, keys: { '1': insurance, '2': goodBye } },
    insurance: { says: ['办事指南', '请按一', '人工服务', '请按零'], keys: {} },
  },
};
/** A month later the keys have changed places. */
const after: MenuAnswers = {
  ...before,
  places: { ...before.places, top: { says: topSays, keys: { '1': goodBye, '2': insurance } } },
};

const limits = { depth: 1, calls: 40, keys: '12' };
let city: MenuCity;

beforeAll(async () => {
  city = await MenuCity.open(before, Date.UTC(2026, 10, 23, 2));
}, 120_000);
afterAll(() => city.opened.close());

const dayOf = (atMs: number): number => Math.floor((atMs + 8 * 3_600_000) / 86_400_000);

describe('a walk through the menu of a line', () => {
  it(
    'makes its calls within the guard’s limits, finds the tree, and lets every prompt be heard',
    { timeout: 300_000 },
    async () => {
      const walked = await city.walk(limits);
      const { menu } = walked;
      const kinds = Object.fromEntries(menu.places.map(({ path, kind }) => [path, kind]));
      expect(kinds).toEqual({ '': 'menu', '1': 'menu', '2': 'hang_up' });
      expect(menu.finishedAtMs).not.toBeNull();
      expect(menu.calls).toBeGreaterThan(3);
      expect(walkText('1', walked, 'en').split('\n')).toHaveLength(4);
      const { context, line } = city;
      const calls = await context.store.probes.ledgerOf(ledgerKey(line.number), 0);
      expect(calls).toHaveLength(menu.calls);
      for (const [n, call] of calls.entries()) {
        const [last, third] = [calls[n - 1], calls[n - 3]];
        if (last) expect(call.startedAtMs - last.startedAtMs).toBeGreaterThanOrEqual(30 * 60_000);
        // At most three in a day of the city.
        if (third) expect(dayOf(call.startedAtMs)).not.toBe(dayOf(third.startedAtMs));
      }
      for (const { path, prompt } of menu.places) {
        const wav = await listenToPrompt(context, line.id, { walk: menu.id, path });
        const lengthMs = (wav.length - 44) / 16;
        expect(Math.abs(lengthMs - (prompt!.toMs - prompt!.fromMs) - 300), path).toBeLessThan(320);
      }
    },
  );

  it('says what has moved a month later', { timeout: 300_000 }, async () => {
    city.nowMs += 30 * 86_400_000;
    city.behaviour = after;
    const { menu } = await city.walk(limits);
    expect(menu.before?.changes.map(({ path, kind, from }) => [path, kind, from])).toEqual([
      ['1', 'moved', '2'],
      ['2', 'moved', '1'],
    ]);
    const walks = await listMenus(city.context, city.line.id);
    expect(walks.map(({ id }) => id)).toEqual([menu.id, menu.before?.id]);
    expect(walks[1]?.before).toBeNull();
  });
});
