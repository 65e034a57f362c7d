import { mkdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';

import { chromium, type Browser, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import {
  buildDepartment,
  buildLine,
  openTestServer,
  type TestServer,
} from '../packages/testkit/src/index.ts';
import { chromiumPath, expectNothingOverTheEdge, shots } from './console-browser.ts';

/** The rules of WCAG 2.2, levels A and AA, by their names in axe. */
const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

const office = buildDepartment(1, { name: '蓉江市医疗保障局' });
const line = buildLine(11, {
  departmentId: office.id,
  services: ['医保报销', '异地就医备案'],
  hours: '周一至周五 9:00-17:00',
});

describe.skipIf(chromiumPath === null)('the portal on an old telephone', () => {
  let opened: TestServer;
  let browser: Browser;
  let address: string;

  beforeAll(async () => {
    opened = await openTestServer();
    const { store } = opened.city.context;
    const city = await store.settings.city();
    if (city === null) throw new Error('the city is set up');
    await store.settings.saveCity({ ...city, portalOpen: true });
    await store.departments.insert({ ...office, createdAtMs: 0 });
    await store.lines.insert([line]);
    address = await opened.server.listen({ host: '127.0.0.1', port: 0 });
    await mkdir(shots, { recursive: true });
    browser = await chromium.launch({
      executablePath: chromiumPath ?? '',
      args: ['--no-sandbox', '--disable-gpu'],
    });
  }, 120_000);

  afterAll(async () => {
    await browser?.close();
    await opened?.close();
  });

  it('leads without a script from plain words to a line, and takes a report in two taps', async () => {
    const page = await browser.newPage({
      javaScriptEnabled: false,
      locale: 'zh-CN',
      viewport: { width: 320, height: 640 },
    });
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    await page.goto(`${address}/portal`);
    await page.getByLabel('想办什么事').fill('医疗保障局的电话是多少');
    await page.getByRole('button', { name: '查找' }).click();
    await page.getByRole('link', { name: '028-6100 0011' }).click();
    await page.getByRole('heading', { name: '服务时间' }).waitFor();
    expect(await page.locator('a.call').getAttribute('href')).toBe(`tel:${line.number.dialled}`);
    expect(asked.filter((url) => !url.startsWith('data:'))).toHaveLength(3);
    await page.getByText('这个号码打不通').click();
    await page.screenshot({ path: join(shots, 'portal-line.png'), fullPage: true });
    await page.getByRole('button', { name: '无人接听' }).click();
    await page.getByText('优先拨测核实').waitFor();
    expect(await opened.city.context.store.lineReports.waiting()).toHaveLength(1);
    await page.close();
  });

  it('keeps the rules of WCAG 2.2 AA at 320 px, in both languages and in large type', async () => {
    const require = createRequire(import.meta.url);
    const axe = await readFile(require.resolve('axe-core/axe.min.js'), 'utf8');
    const found: string[] = [];
    const paths = [
      '',
      '?q=医保',
      '?q=没有这个',
      `/lines/${line.id}`,
      `/offices/${office.id}`,
      '/status',
      '/x',
    ];
    for (const locale of ['zh-CN', 'en']) {
      const page = await browser.newPage({ locale, viewport: { width: 320, height: 640 } });
      if (locale === 'en') await page.goto(`${address}/portal/view?size=large`);
      for (const path of paths) {
        await page.goto(`${address}/portal${path}`);
        await page.evaluate("document.querySelector('details')?.setAttribute('open', '')");
        await expectNothingOverTheEdge(page);
        found.push(...(await violations(page, axe, `${locale} ${path}`)));
        const name = `portal-${locale}-${paths.indexOf(path)}.png`;
        await page.screenshot({ path: join(shots, name), fullPage: true });
      }
      await page.close();
    }
    expect(found).toEqual([]);
  });
});

async function violations(page: Page, axe: string, where: string): Promise<string[]> {
  await page.evaluate(axe);
  const { violations: found } = await page.evaluate<{
    violations: readonly { id: string; nodes: readonly { html: string }[] }[];
  }>(
    `axe.run(document, { runOnly: { type: 'tag', values: ${JSON.stringify(rules)} }, resultTypes: ['violations'] })`,
  );
  return found.flatMap(({ id, nodes }) =>
    nodes.map(({ html }) => `${where}: ${id}: ${html.slice(0, 160)}`),
  );
}
