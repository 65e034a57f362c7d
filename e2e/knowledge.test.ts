import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { buildDepartment } from '../packages/testkit/src/index.ts';
import {
  chromiumPath,
  expectNothingOverTheEdge,
  shots,
  signIn,
  tellWhatFailed,
} from './console-browser.ts';
import {
  administrator,
  openEmptyCity,
  serve,
  type EmptyCity,
  type ServedCity,
} from './served-city.ts';

/** The rules of WCAG 2.2, levels A and AA, by their names in axe. */
const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

describe.skipIf(chromiumPath === null)(
  'the knowledge base, in a browser',
  { timeout: 400_000 },
  () => {
    let empty: EmptyCity;
    let served: ServedCity;
    let browser: Browser;
    let page: Page;
    let address = '';
    let axe = '';
    /** Addresses of pages that were come upon. */
    let entry = '';
    let importing = '';
    let document = '';
    let problems: string[] = [];

    beforeAll(async () => {
      axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
      empty = await openEmptyCity('knowledge');
      const { departments } = empty.city.context.store;
      await departments.insert({ ...buildDepartment(1, { name: '市医疗保障局' }), createdAtMs: 0 });
      await departments.insert({
        ...buildDepartment(2, { name: '市住房公积金中心' }),
        createdAtMs: 0,
      });
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

    tellWhatFailed('knowledge', () => page);

    const shoot = async (name: string) => {
      await page.waitForTimeout(400);
      await page.screenshot({ path: join(shots, `knowledge-${name}.png`), fullPage: true });
    };

    const violations = async (name: string) => {
      await page.waitForLoadState('networkidle');
      await page.evaluate(axe);
      const { violations: found } = await page.evaluate<{
        violations: { id: string; nodes: { target: string[]; html: string }[] }[];
      }>(
        `axe.run(document, { runOnly: { type: 'tag', values: ${JSON.stringify(rules)} }, resultTypes: ['violations'] })`,
      );
      return found.flatMap(({ id, nodes }) =>
        nodes
          .filter(({ target }) => !target.join(' ').endsWith('.ant-table-measure-row'))
          .map(({ html }) => `${name}: ${id} at ${html.slice(0, 160)}`),
      );
    };

    it('takes an entry from its writing to its publication, and finds it', async () => {
      await page.goto(`${address}/knowledge`);
      await page.getByText('还没有知识条目').waitFor();
      await page.getByRole('button', { name: '新建条目' }).click();
      const dialog = page.getByRole('dialog');
      await dialog.getByLabel('问题', { exact: true }).fill('医保断缴了还能报销吗？');
      await dialog.getByLabel('其他问法').fill('医保停了怎么续\n断了医保还能用吗');
      await dialog.getByLabel('简短答复').fill('断缴三个月内补缴，不影响报销。');
      await dialog
        .getByLabel('详细答复')
        .fill('职工医保断缴三个月以内补缴的，待遇连续计算；超过三个月的，重新计算等待期。');
      await dialog.getByLabel('分类').fill('医保/参保');
      await dialog.getByLabel('来源名称').fill('职工基本医疗保险办法');
      await dialog.getByLabel('原文摘录').fill('中断缴费三个月以内补缴的，补缴后待遇连续计算。');
      await shoot('edit');
      await dialog.getByRole('button', { name: '保存' }).click();
      await page.getByRole('heading', { name: '医保断缴了还能报销吗？' }).waitFor();
      await page.getByRole('button', { name: '审核通过' }).click();
      await page.getByRole('button', { name: '发布' }).click();
      await page.locator('.entry-state.published').waitFor();
      await page.goto(`${address}/knowledge?tab=search`);
      await page.getByLabel('市民会怎么问').fill('断了医保还能报嘛');
      await page.getByRole('button', { name: '查找' }).click();
      await page.getByRole('link', { name: '医保断缴了还能报销吗？' }).waitFor();
      await shoot('search');
    });

    it('keeps what was typed when somebody else was first, and shows what they changed', async () => {
      await page.goto(`${address}/knowledge`);
      await page.getByRole('link', { name: '医保断缴了还能报销吗？' }).click();
      await page.getByRole('button', { name: '修改' }).click();
      const dialog = page.getByRole('dialog');
      await dialog.getByLabel('简短答复').fill('断缴三个月内补缴的，可以报销。');
      const id = page.url().split('/').at(-1) ?? '';
      const { store } = empty.city.context;
      const version = await store.knowledge.version(id, 1);
      if (version === null) throw new Error('there is no version 1');
      await store.transaction((within) =>
        within.knowledge.write(
          {
            ...version,
            version: 2,
            by: 'knowledge_editor:李敏',
            content: { ...version.content, shortAnswer: '断缴六个月内补缴，不影响报销。' },
          },
          false,
        ),
      );
      await dialog.getByRole('button', { name: '保存' }).click();
      await dialog.getByText('李敏改的第 2 版').waitFor();
      expect(await dialog.getByLabel('简短答复').inputValue()).toBe(
        '断缴三个月内补缴的，可以报销。',
      );
      await shoot('conflict');
      await dialog.getByRole('button', { name: '我看过了，保存我的' }).click();
      await page.getByText('第 1 版仍在使用').waitFor();
      await page.getByText('第 3 版', { exact: true }).waitFor();
      await shoot('entry');
      entry = page.url().slice(address.length + 1);
    });

    it('imports a table after a look at what becomes of each row', async () => {
      await page.goto(`${address}/knowledge`);
      const folder = await mkdtemp(join(tmpdir(), 'everyline-knowledge-table-'));
      const file = join(folder, '常见问答.csv');
      await writeFile(
        file,
        [
          '标准问题,答案,责任单位,业务分类,有效期至',
          '生育津贴怎么领？,由单位在医保网厅申领，七个工作日到账。,市医疗保障局,医保/待遇,2027-12-31',
          '生育津贴怎么领,由单位在医保网厅申领，七个工作日到账。,市医疗保障局,医保/待遇,2027-12-31',
          '公积金可以用来租房吗？,可以，按季度提取。,市住房公积金中心,住房/公积金,',
          '公积金可以用来租房吗,不可以。,市住房公积金中心,住房/公积金,',
          '医保断缴了还能报销吗？,不能。,市医疗保障局,医保/参保,',
          '新生儿怎么参保？,出生 90 天内办理。,市卫健委,医保/参保,',
        ].join('\n'),
      );
      await page.locator('input[type=file]').setInputFiles(file);
      await page.getByRole('heading', { name: '导入：' }).waitFor();
      importing = page.url().slice(address.length + 1);
      await page.getByText('不能导入 1').click();
      await page.getByText('没有名为“市卫健委”的单位').waitFor();
      await shoot('import');
      await page.getByRole('button', { name: '导入 2 条草稿' }).click();
      await page.getByRole('link', { name: '生育津贴怎么领？' }).waitFor();
      await page.getByRole('checkbox', { name: 'Select all' }).check();
      await page.getByRole('button', { name: '审核通过' }).click();
      await page.getByText(/条已办理/).waitFor();
      await page.goto(`${address}/knowledge`);
      await page.getByRole('link', { name: '生育津贴怎么领？' }).waitFor();
      await shoot('list');
    });

    it('keeps a document and shows its passages', async () => {
      const folder = await mkdtemp(join(tmpdir(), 'everyline-knowledge-document-'));
      const file = join(folder, '职工医保办法.md');
      await writeFile(
        file,
        '# 职工基本医疗保险办法\n\n## 第三章 待遇\n\n第十四条 中断缴费三个月以内补缴的，补缴后待遇连续计算。\n\n第十五条 住院起付标准为八百元。\n',
      );
      await page.goto(`${address}/knowledge?tab=documents`);
      await page.getByText('还没有文档').waitFor();
      const choose = page.locator('.title-row input[type=file]').last();
      await choose.setInputFiles(file);
      await page.getByRole('heading', { name: '职工医保办法.md' }).waitFor();
      document = page.url().slice(address.length + 1);
      await page.getByText('补缴后待遇连续计算').waitFor();
      await shoot('document');
    });

    it('reads well in both languages, on a telephone, and aloud', async () => {
      const paths = ['knowledge', 'knowledge?tab=search&ask=医保', entry, importing, document];
      const found: string[] = [];
      for (const language of ['zh-CN', 'en']) {
        if (language === 'en') await page.getByRole('button', { name: 'English' }).click();
        for (const width of [1440, 390]) {
          await page.setViewportSize({ width, height: 900 });
          for (const path of paths) {
            await page.goto(`${address}/${path}`);
            await page.locator('h1').first().waitFor();
            found.push(...(await violations(`${language} ${width} ${path}`)));
            await expectNothingOverTheEdge(page);
            const [, name] = /^(knowledge(?:-imports|-documents)?)/.exec(path) ?? [];
            const kind = path.includes('search') ? 'search' : path === entry ? 'entry' : name;
            await shoot(`${kind}-${language}-${width}`);
          }
        }
        await page.setViewportSize({ width: 1440, height: 900 });
      }
      await page.getByRole('button', { name: '中文' }).click();
      expect(found).toEqual([]);
      expect(problems).toEqual([]);
    });
  },
);
