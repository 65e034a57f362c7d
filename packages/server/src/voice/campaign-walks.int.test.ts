import { defaultCampaignPolicy, ledgerKey } from '@everyline/domain';
import type { MenuAnswers } from '@everyline/exchange';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { MenuCity, testId, testTargets } from '../../../testkit/src/index.ts';
import { campaignView } from '../app/campaigns/campaign-view.ts';
import { displayNumber } from '../app/lines/display-number.ts';
import { listMenus } from '../app/menus/list-menus.ts';
import type { StoredCampaign } from '../app/ports/store/campaigns.ts';

const goodBye = { to: 'says', says: ['感谢来电，再见。'] } as const;
const insurance = { to: 'place', place: 'insurance' } as const;
const topSays = ['社会保险', '请按一', '投诉建议', '请按二'];
const before: MenuAnswers = {
  kind: 'menu',
  ringMs: 1500,
  ringing: 'tone',
  places: {
    top: { says: topSays, keys: { '1': insurance, '2': goodBye } },
    insurance: { says: ['办事指南', '请按一', '人工服务', '请按零'], keys: {} },
  },
};
const after: MenuAnswers = {
  ...before,
  places: { ...before.places, top: { says: topSays, keys: { '1': goodBye, '2': insurance } } },
};
const menuWalks = { everyDays: 30, callsPerWalk: 40, depth: 1, keys: '12' };
const dayOf = (atMs: number): number => Math.floor((atMs + 8 * 3_600_000) / 86_400_000);

let city: MenuCity;
let campaign: StoredCampaign;

beforeAll(async () => {
  city = await MenuCity.open(before, Date.UTC(2026, 10, 23, 1));
  campaign = {
    ...{ id: testId(500), name: '走菜单', state: 'running', scope: {}, trunkId: city.trunkId },
    period: { fromDay: '2026-11-23', toDay: '2026-12-20' },
    policy: { ...defaultCampaignPolicy, maxCallsPerLine: 3 },
    targets: testTargets,
    ...{ createdAtMs: city.nowMs, createdBy: '样例', startedAtMs: city.nowMs },
    ...{ endedAtMs: null, stateReason: null },
  };
  await city.context.store.campaigns.insert(campaign);
}, 120_000);
afterAll(() => city?.opened.close());

const change = async (changed: Partial<StoredCampaign>): Promise<void> => {
  campaign = { ...campaign, ...changed };
  await city.context.store.campaigns.update(campaign);
};
const counted = async (): Promise<number> => {
  const byLine = await city.context.store.probes.observationsByLine([city.line.id], campaign.id);
  return byLine.get(city.line.id)?.length ?? 0;
};

describe('a campaign that walks menus', () => {
  it('walks none unless it is told to', { timeout: 300_000 }, async () => {
    expect(await city.run(campaign)).toBe(0);
    expect(await counted()).toBeGreaterThan(1);
    expect(await listMenus(city.context, city.line.id)).toEqual([]);
  });

  it(
    'walks a line that answers with a menu, after its verdict’s calls and within all limits, and goes on after it was killed',
    { timeout: 600_000 },
    async () => {
      await change({ policy: { ...campaign.policy, menuWalks } });
      const judged = await counted();
      expect(await city.run(campaign, 2)).toBe(2);
      const [half] = await listMenus(city.context, city.line.id);
      expect(half).toMatchObject({ calls: 2, finishedAtMs: null });
      expect(await city.run(campaign)).toBeGreaterThan(0);
      const [whole, ...others] = await listMenus(city.context, city.line.id);
      expect(others).toEqual([]);
      expect(whole).toMatchObject({ id: half!.id, limits: { depth: 1, calls: 40, keys: '12' } });
      expect(whole!.finishedAtMs).not.toBeNull();
      const kinds = Object.fromEntries(whole!.places.map(({ path, kind }) => [path, kind]));
      expect(kinds).toEqual({ '': 'menu', '1': 'menu', '2': 'hang_up' });
      // What pressed keys counts for no verdict, and for every limit.
      expect(await counted()).toBe(judged);
      const calls = await city.context.store.probes.ledgerOf(ledgerKey(city.line.number), 0);
      expect(calls).toHaveLength(judged + whole!.calls);
      for (const [n, call] of calls.entries()) {
        const [last, third] = [calls[n - 1], calls[n - 3]];
        expect(call.asker).toEqual({ kind: 'campaign', campaignId: campaign.id });
        if (last) expect(call.startedAtMs - last.startedAtMs).toBeGreaterThanOrEqual(30 * 60_000);
        if (third) expect(dayOf(call.startedAtMs)).not.toBe(dayOf(third.startedAtMs));
      }
    },
  );

  it('walks it again a month later, and tells what has changed', { timeout: 600_000 }, async () => {
    city.behaviour = after;
    await change({ period: { fromDay: '2026-11-23', toDay: '2027-01-15' } });
    expect(await city.run(campaign)).toBeGreaterThan(2);
    const [walk, first, ...others] = await listMenus(city.context, city.line.id);
    expect(others).toEqual([]);
    expect(walk!.startedAtMs - first!.startedAtMs).toBeGreaterThanOrEqual(30 * 86_400_000);
    expect(walk!.before?.changes.map(({ path, kind, from }) => [path, kind, from])).toEqual([
      ['1', 'moved', '2'],
      ['2', 'moved', '1'],
    ]);
    const { context, line } = city;
    const { menus } = await campaignView(context, campaign);
    expect(menus).toEqual([
      {
        ...{ lineId: line.id, number: displayNumber(line.number), calls: walk!.calls, changes: 2 },
        ...{ startedAtMs: walk!.startedAtMs, finishedAtMs: walk!.finishedAtMs },
        ...{ depth: 1, toPerson: null },
      },
    ]);
    // What was told already is not told again.
    const told = {
      key: `menu:${walk!.id}`,
      kind: 'menu',
      ticketId: null,
      path: null,
      departmentId: null,
    } as const;
    const text = { zh: '', en: '' };
    const news = { ...told, id: testId(600), atMs: 0, subject: text, text };
    expect(await context.store.news.add(news)).toBe(false);
    expect(await context.store.news.add({ ...news, key: `menu:${first!.id}` })).toBe(true);
  });
});
