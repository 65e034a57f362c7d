import { stat } from 'node:fs/promises';
import { join } from 'node:path';

import type { MenuAnswers } from '@everyline/exchange';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { MenuCity } from '../packages/testkit/src/menu-city.ts';
import { chromiumPath, shots, signIn, tellWhatFailed } from './console-browser.ts';
import { addAdministrator, administrator, serve, type ServedCity } from './served-city.ts';

const goodBye = {
  to: 'says',
  says: ['请登录政务服务网查询，感谢来电，再见。'],
} as const;
const housing = { to: 'place', place: 'housing' } as const;
const complaints = { to: 'place', place: 'complaints' } as const;
const menu = (keys: MenuAnswers['places'][string]['keys']): MenuAnswers => ({
  kind: 'menu',
  ringMs: 1500,
  ringing: 'tone',
  places: {
    top: { says: ['住房公积金', '请按一', '投诉建议', '请按二'], keys },
    housing: {
      says: ['办事指南', '请按一', '进度查询', '请按二'],
      keys: { '1': goodBye, '2': { to: 'silence' } },
    },
    complaints: {
      says: ['投诉建议', '语音留言', '请按一', '办事指南', '请按二'],
      keys: { '1': { to: 'voicemail' } },
    },
  },
});

describe.skipIf(chromiumPath === null)('the menu of a line in a browser', () => {
  let city: MenuCity;
  let browser: Browser;
  let page: Page;
  let address: string;
  let served: ServedCity;
  let problems: string[] = [];

  beforeAll(async () => {
    city = await MenuCity.open(menu({ '1': housing, '2': complaints }), Date.UTC(2026, 9, 19, 2));
    await city.walk({ depth: 2, calls: 60, keys: '12' });
    city.nowMs += 30 * 86_400_000;
    // Last month's second key has become the first, and what stood there is gone.
    city.behaviour = menu({ '1': complaints });
    await city.walk({ depth: 2, calls: 60, keys: '12' });
    await addAdministrator(city.opened.city);
    served = await serve(city.opened.city, city.opened.config, ['web']);
    ({ address } = served);
    ({ browser, page, problems } = await signIn(address, administrator, {
      height: 1000,
      timeoutMs: 30_000,
    }));
  }, 600_000);

  afterAll(async () => {
    await browser?.close();
    await served?.end();
    await city?.opened.close();
  });

  tellWhatFailed('menu-walk', () => page);

  it(
    'is a tree with its prompts to be heard, and says what has changed',
    { timeout: 120_000 },
    async () => {
      await page.goto(`${address}/lines/${city.line.id}`);
      const card = page.locator('.ant-card', { has: page.locator('.menu-tree') });
      await card.locator('.menu-tree').first().waitFor();
      const text = await card.innerText();
      expect(text).toContain('移动 2 → 1');
      expect(text).toContain('语音信箱');
      const sounded = page.waitForResponse((response) => response.url().includes('/menus/audio'));
      await card.getByRole('button', { name: '播放 开头' }).click();
      expect((await sounded).headers()['content-type']).toContain('audio/wav');
      const path = join(shots, 'menu.png');
      await card.screenshot({ path });
      expect((await stat(path)).size).toBeGreaterThan(5000);
    },
  );

  it('is told in English too', { timeout: 120_000 }, async () => {
    await page.getByRole('button', { name: 'English' }).first().click();
    const card = page.locator('.ant-card', { has: page.locator('.menu-tree') });
    await card.getByText('Since the walk of').waitFor();
    const text = await card.innerText();
    for (const words of ['moved 2 → 1', 'voicemail', 'prompt']) expect(text).toContain(words);
    await card.screenshot({ path: join(shots, 'menu-en.png') });
    expect(problems).toEqual([]);
  });
});
