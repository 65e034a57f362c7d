import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { chromiumPath, signIn, stillAndChinese, tellWhatFailed } from './console-browser.ts';
import { openConsoleCity, type ConsoleCity } from './console-city.ts';

/** The rules of WCAG 2.2, levels A and AA, by their names in axe. */
const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/**
 * antd's tables that scroll measure their columns in a row that nobody sees, with the headings' own buttons in it; it
 * cannot be told to leave them out.
 */
const isOfAntd = (rule: string, target: string) =>
  rule === 'aria-hidden-focus' && target.endsWith('.ant-table-measure-row');

/** How many of each thing are opened: one ticket has recordings and another none, and each shows other parts. */
const EACH = 2;

interface Found {
  readonly violations: readonly {
    readonly id: string;
    readonly nodes: readonly { readonly target: readonly string[]; readonly html: string }[];
  }[];
}

describe.skipIf(chromiumPath === null)('the console without a mouse, and read aloud', () => {
  let folder: string;
  let city: ConsoleCity;
  let browser: Browser;
  let page: Page;
  let axe: string;

  beforeAll(async () => {
    const require = createRequire(import.meta.url);
    axe = await readFile(require.resolve('axe-core/axe.min.js'), 'utf8');
    folder = await mkdtemp(join(tmpdir(), 'everyline-accessibility-'));
    city = await openConsoleCity(join(folder, 'data'));
    ({ browser, page } = await signIn(city.address, city.account, {
      height: 900,
      timeoutMs: 30_000,
    }));
  }, 600_000);

  afterAll(async () => {
    await browser?.close();
    await city?.close();
    if (folder !== undefined) await rm(folder, { recursive: true, force: true });
  });

  tellWhatFailed('accessibility', () => page);

  const ask = <T>(path: string) =>
    page.evaluate(async (wanted) => await (await fetch(wanted)).json(), path) as Promise<T>;

  /** What axe finds on the page that is open. */
  async function violations(on: Page, name: string): Promise<string[]> {
    await on.waitForLoadState('networkidle');
    await on.evaluate(axe);
    const { violations: found } = await on.evaluate<Found>(
      `axe.run(document, { runOnly: { type: 'tag', values: ${JSON.stringify(rules)} }, resultTypes: ['violations'] })`,
    );
    return found.flatMap(({ id, nodes }) =>
      nodes
        .filter(({ target }) => !isOfAntd(id, target.join(' ')))
        .map(({ target, html }) => `${name}: ${id} at ${target.join(' ')}: ${html.slice(0, 160)}`),
    );
  }

  /** The main paths, with one of each thing that they lead to. */
  async function mainPaths(): Promise<string[]> {
    const [lines, calls, campaigns, tickets, sources] = await Promise.all([
      ask<{ items: { id: string }[] }>(`/api/lines?verdict=busy&verdict=zombie&pageSize=${EACH}`),
      ask<{ items: { id: string; hasAudio: boolean }[] }>('/api/probes?state=done&pageSize=50'),
      ask<{ id: string }[]>('/api/campaigns'),
      ask<{ items: { id: string }[] }>(`/api/tickets?pageSize=${EACH}`),
      ask<{ items: { id: string }[] }>(`/api/sources?pageSize=${EACH}`),
    ]);
    const heard = calls.items.filter(({ hasAudio }) => hasAudio).slice(0, EACH);
    const pages = (path: string, items: readonly { id: string }[]) =>
      items.map(({ id }) => `${path}${id}`);
    return [
      ...['overview', 'campaigns', `campaigns/${campaigns[0]?.id}`],
      ...['lines', ...pages('lines/', lines.items), 'calls', ...pages('calls/', heard)],
      ...['tickets', ...pages('tickets?ticket=', tickets.items)],
      ...['sources', ...pages('sources/', sources.items), 'announcements', 'own-lines'],
      ...[
        'capacity',
        'consolidation',
        'programmes',
        'reports',
        'ranking',
        'settings',
        'settings?tab=audit',
      ],
    ];
  }

  it('keeps the rules of WCAG 2.2 AA on its main paths, in both languages', async () => {
    const outside = await browser.newPage(stillAndChinese);
    await outside.goto(city.address);
    await outside.getByLabel('账号或邮箱').waitFor();
    const found = await violations(outside, 'sign-in');
    await outside.close();
    const paths = await mainPaths();
    for (const language of ['zh-CN', 'en']) {
      if (language === 'en') await page.getByRole('button', { name: 'English' }).click();
      for (const path of paths) {
        await page.goto(`${city.address}/${path}`);
        await page.locator('h1').first().waitFor();
        found.push(...(await violations(page, `${language} ${path}`)));
      }
      await page.setViewportSize({ width: 390, height: 844 });
      for (const path of ['spot-work', 'own-lines']) {
        await page.goto(`${city.address}/${path}`);
        await page.locator('h1').first().waitFor();
        found.push(...(await violations(page, `${language} ${path} on a telephone`)));
      }
      await page.setViewportSize({ width: 1440, height: 900 });
    }
    await page.goto(`${city.address}/overview`);
    await page.getByRole('button', { name: '中文' }).click();
    expect(found).toEqual([]);
  }, 600_000);

  /** Goes on by Tab until what has the focus answers to this; it must be seen that it has it. */
  async function tabTo(selector: string, most = 120): Promise<void> {
    for (let times = 0; times < most; times += 1) {
      await page.keyboard.press('Tab');
      const at = await page.evaluate<{ isThere: boolean; isSeen: boolean }>(`(() => {
        const one = document.activeElement;
        const shown = (element) => {
          const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(element);
          return (outlineStyle !== 'none' && parseFloat(outlineWidth) > 0) || boxShadow !== 'none';
        };
        let seen = false;
        for (let up = one, steps = 0; up && steps < 4; up = up.parentElement, steps += 1) seen ||= shown(up);
        return { isThere: one?.matches(${JSON.stringify(selector)}) ?? false, isSeen: seen };
      })()`);
      if (!at.isThere) continue;
      expect(at.isSeen, `the focus on ${selector} is seen`).toBe(true);
      return;
    }
    throw new Error(`Tab does not lead to ${selector}`);
  }

  it('is worked by keys alone: over the menu, into a line, to a call and its sound', async () => {
    await page.goto(`${city.address}/lines?verdict=busy&verdict=zombie&verdict=invalid`);
    await page.locator('.ant-table-row a.telephone').first().waitFor();
    await tabTo('.skip-link', 3);
    await page.keyboard.press('Enter');
    expect(await page.evaluate('document.activeElement.id')).toBe('page');
    await tabTo('.filters input[type=search], .filters .ant-input', 20);
    await page.keyboard.type('8');
    await page.keyboard.press('Enter');
    await expect.poll(() => page.url()).toContain('q=8');
    await page.locator('.ant-table-row a.telephone').first().waitFor();
    await tabTo('.ant-table-row a.telephone');
    await page.keyboard.press('Enter');
    await page.locator('.verdict-sentence').first().waitFor();
    const { items } = await ask<{ items: { id: string; hasAudio: boolean }[] }>(
      '/api/probes?outcome=answered_person&state=done&pageSize=20',
    );
    await page.goto(`${city.address}/calls/${items.find(({ hasAudio }) => hasAudio)?.id}`);
    await page.getByRole('button', { name: '播放' }).waitFor();
    await tabTo('.player .ant-btn');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: '暂停' }).waitFor();
  });

  it('gives the focus back after a dialog, and stops everything by keys', async () => {
    await page.goto(`${city.address}/overview`);
    await page.locator('.head .ant-btn-dangerous').waitFor();
    await tabTo('.head .ant-btn-dangerous');
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog');
    await dialog.waitFor();
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
    await expect
      .poll(() => page.evaluate('document.activeElement.matches(".head .ant-btn-dangerous")'))
      .toBe(true);
    await page.keyboard.press('Enter');
    await dialog.waitFor();
    await tabTo('.ant-modal input', 10);
    await page.keyboard.type('演练');
    await tabTo('.ant-modal .ant-btn-dangerous', 10);
    await page.keyboard.press('Enter');
    await expect
      .poll(() => ask<{ stopped: boolean }>('/api/stop').then(({ stopped }) => stopped))
      .toBe(true);
  });
});
