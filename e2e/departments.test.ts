import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { buildLine, buildTicket } from '../packages/testkit/src/index.ts';
import { chromiumPath, shots, signIn, tellWhatFailed } from './console-browser.ts';
import {
  administrator,
  openEmptyCity,
  serve,
  type EmptyCity,
  type ServedCity,
} from './served-city.ts';

describe.skipIf(chromiumPath === null)('departments, in a browser', { timeout: 400_000 }, () => {
  let empty: EmptyCity;
  let served: ServedCity;
  let browser: Browser;
  let page: Page;
  let address = '';
  let problems: string[] = [];

  beforeAll(async () => {
    empty = await openEmptyCity('departments');
    const { context } = empty.city;
    const lines = [1, 2, 3].map((number) => buildLine(number));
    await context.store.lines.insert(lines);
    for (const [at, line] of lines.entries()) {
      const openedAtMs = context.clock.nowMs() - 30 * 86_400_000;
      await context.store.tickets.open(
        buildTicket(100 + at, line, { openedAtMs, dueOn: '2026-01-05' }),
        'test',
      );
    }
    served = await serve(empty.city, empty.config, ['web']);
    ({ address } = served);
    ({ browser, page, problems } = await signIn(address, administrator, {
      height: 900,
      timeoutMs: 20_000,
    }));
  }, 400_000);

  afterAll(async () => {
    await browser?.close();
    await served?.end();
    await empty?.close();
  });

  tellWhatFailed('departments', () => page);

  const shoot = async (name: string) => {
    await page.waitForTimeout(600);
    await page.screenshot({ path: join(shots, `departments-${name}.png`) });
  };

  const choose = async (rows: readonly string[]) => {
    const file = join(tmpdir(), `everyline-departments-${process.pid}.csv`);
    await writeFile(file, rows.join('\n'));
    await page.getByRole('button', { name: '导入单位表' }).click();
    await page.locator('input[type=file]').setInputFiles(file);
  };

  it('imports a table after a look at what it does, and says what is wrong with it', async () => {
    await page.goto(`${address}/settings?tab=departments`);
    await choose([
      '一级,二级,三级,编码',
      '蓉江市人民政府,,,510',
      ',市　财　政　局,,511',
      ',,预算处,512',
      ',,国库处,513',
      ',市住房和城乡建设局,,514',
      ',市住房和城乡建设局,,515',
      ',市大数据中心,,516',
    ]);
    await page.getByText('与第 6 行重复，请删去一行。').waitFor();
    await shoot('preview');
    await page.getByRole('button', { name: '导入 6 个，略去 1 个' }).click();
    await page.getByRole('cell', { name: '市财政局' }).waitFor();
    expect(await page.getByRole('cell', { name: '国库处' }).isVisible()).toBe(true);
    await shoot('tree');
  });

  it('renames and merges, shows what became of a department, and finds it by the old name', async () => {
    const row = (name: string) => page.getByRole('row', { name });
    await row('市住房和城乡建设局').getByRole('button', { name: '修改' }).click();
    await page.getByRole('dialog').getByLabel('名称').fill('市住建局');
    await page.getByRole('dialog').getByRole('button', { name: '保存' }).click();
    await page.getByRole('cell', { name: '市住建局 曾用名：市住房和城乡建设局' }).waitFor();
    await row('市大数据中心').getByRole('button', { name: '详情' }).click();
    await page.getByRole('button', { name: '合并到…' }).click();
    await page.getByLabel('合并到', { exact: true }).fill('住房和城乡');
    await page.locator('.ant-select-tree-title', { hasText: '市住建局' }).click();
    await shoot('merge');
    await page.getByRole('button', { name: /^合\s*并$/ }).click();
    await page.getByText('已合并到“市住建局”').waitFor();
    await page.getByLabel('按名称、曾用名或编码查找').fill('大数据');
    await row('市住建局').getByRole('button', { name: '详情' }).click();
    await page.getByText('并入了“市大数据中心”').waitFor();
    await page.getByText('改名：市住房和城乡建设局 → 市住建局').waitFor();
    await shoot('history');
    expect(problems).toEqual([]);
  });

  it('drafts and issues the report of the week, on a page, as Word and as Excel', async () => {
    await page.goto(`${address}/reports`);
    await page.getByRole('button', { name: '查看草稿' }).click();
    await page.getByText('草稿：未印发，数据随时变化').waitFor();
    await page.getByRole('button', { name: /^印\s*发$/ }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('印发单位').fill('蓉江市热线办');
    await dialog.getByLabel('文号').fill('蓉热线〔2026〕48号');
    await dialog.getByRole('button', { name: /^印\s*发$/ }).click();
    await page.getByText('蓉热线〔2026〕48号').waitFor();
    await shoot('report');
    for (const name of ['Word 文档', 'Excel']) {
      const download = page.waitForEvent('download');
      await page.getByRole('link', { name }).click();
      await (await download).saveAs(join(shots, `report-${name.split(' ')[0] ?? ''}.bin`));
    }
    await page.setViewportSize({ width: 390, height: 844 });
    await shoot('report-phone');
    await page.setViewportSize({ width: 1440, height: 900 });
    expect(problems).toEqual([]);
  });

  it('is complete in English', async () => {
    await page.evaluate(() => localStorage.setItem('everyline.language', 'en'));
    await page.goto(`${address}/settings?tab=departments`);
    await page.getByRole('button', { name: 'Import a table' }).waitFor();
    await shoot('tree-en');
    const text = await page.locator('main').innerText();
    expect(text).toContain('Formerly');
    await page.goto(`${address}/reports`);
    await page.getByRole('link', { name: /^Weekly report on public telephone lines/ }).click();
    await page.getByText('Test calls by day').waitFor();
    await shoot('report-en');
    expect(problems).toEqual([]);
  });
});
