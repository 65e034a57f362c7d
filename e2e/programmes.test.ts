import { join } from 'node:path';

import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { MeasureDetail, Programme } from '@everyline/contract';
import { buildDepartment, buildLine, testId } from '../packages/testkit/src/index.ts';
import {
  chromiumPath,
  expectNothingOverTheEdge,
  shots,
  signIn,
  stillAndChinese,
  tellWhatFailed,
} from './console-browser.ts';
import {
  administrator,
  openEmptyCity,
  serve,
  type EmptyCity,
  type ServedCity,
} from './served-city.ts';

const phone = { width: 390, height: 844 };
const offices = ['市住房和城乡建设局', '市民政局', '市财政局', '市政务服务管理局'];
const results =
  '今年以来，两地共推进联合项目300个，全年完成投资5200亿元，为年度计划的122%。其中，基础设施项目99个，完成投资3186亿元，为计划的122%；产业项目117个，完成投资1561亿元，为计划的123%；科技创新项目31个，完成投资153亿元，为计划的129%；文化、生态、对外开放和公共服务项目53个，完成投资300亿元，为计划的117%。从进展看，54个项目已完工，194个项目续建，31个项目新开工。';
const notice = `一、民生实事
（一）改造老旧小区120个，加装电梯200台。（牵头单位：市住建局；配合单位：市财政局；完成时限：2027年6月30日）
（二）新建社区养老服务设施35个，总投资1.2亿元。（牵头单位：市民政局；责任单位：市残联；完成时限：2027年9月底前）
二、政务服务
由市政务服务管理局负责，2027年一季度前出台公共电话管理办法。
`;

describe.skipIf(chromiumPath === null)('programmes in a browser', { timeout: 600_000 }, () => {
  let empty: EmptyCity;
  let served: ServedCity;
  let browser: Browser;
  let page: Page;
  let problems: string[] = [];

  beforeAll(async () => {
    empty = await openEmptyCity('programmes');
    const { accounts, store } = empty.city.context;
    await store.departments.insert({
      ...buildDepartment(1, { name: '蓉江市人民政府' }),
      createdAtMs: 0,
    });
    for (const [index, name] of offices.entries()) {
      await store.departments.insert({
        ...buildDepartment(2 + index, { name, parentId: testId(1) }),
        createdAtMs: 0,
      });
      await store.lines.insert(
        Array.from({ length: 10 }, (_, serial) =>
          buildLine(1_000 + index * 100 + serial, {
            departmentId: testId(2 + index),
            state: serial < 3 ? 'retired' : 'active',
          }),
        ),
      );
    }
    await accounts.create({
      ...{ name: 'wang.fang', displayName: '王芳', password: administrator.password },
      role: 'department_manager',
      departmentId: testId(2),
      language: 'zh-CN',
    });
    served = await serve(empty.city, empty.config, ['web']);
    ({ browser, page, problems } = await signIn(served.address, administrator, {
      height: 900,
      timeoutMs: 120_000,
    }));
  }, 600_000);

  afterAll(async () => {
    await browser?.close();
    await served?.end();
    await empty?.close();
  });

  tellWhatFailed('programmes', () => page);

  const shoot = async (on: Page, name: string, fullPage = true) => {
    // The menu and the windows slide in.
    await on.waitForTimeout(1_500);
    await on.screenshot({ path: join(shots, `programmes-${name}.png`), fullPage });
  };

  const post = <T>(on: Page, path: string, body: object) =>
    on.evaluate(
      async ([where, what]) => {
        const answer = await fetch(where, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: what,
        });
        return await answer.json();
      },
      [path, JSON.stringify(body)] as const,
    ) as Promise<T>;

  const begin = async (name: string) => {
    await page.goto(`${served.address}/programmes`);
    await page.getByRole('button', { name: '新建台账' }).click();
    await page.getByLabel('名称').fill(name);
    await page.getByRole('button', { name: /保\s*存/u }).click();
    await page.getByRole('heading', { name, level: 1 }).waitFor();
  };

  const importText = async (name: string, text: string) => {
    await page.getByRole('button', { name: '从文件导入' }).click();
    await page.getByLabel('文件名称').fill(name);
    await page.getByLabel('粘贴文字').fill(text);
    await page.getByRole('button', { name: /读\s*取/u }).click();
    await page.getByRole('heading', { name, level: 1 }).waitFor();
  };

  it('reads a report of results, says that 21 projects are not accounted for, and adds up its parts', async () => {
    await begin('联合项目建设');
    await importText('年度进展情况', results);
    await page.getByText('还有 21个没有交代').waitFor();
    await page.getByText('另有 3 处核对相符').click();
    await page.getByText('99个 + 117个 + 31个 + 53个 = 300个').waitFor();
    await shoot(page, 'document');
    await page.getByRole('button', { name: /全部采纳/u }).click();
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /采\s*纳/u })
      .click();
    await page.getByText('0 条待确认，共 4 条').waitFor();
    await page.getByRole('link', { name: '返回“联合项目建设”' }).click();
    await page.getByText('投资（亿元） 5,200 / 4,255 · 122.2 %').first().waitFor();
    await shoot(page, 'results-board');
  });

  it('makes measures of a notice, one of them corrected first', async () => {
    await begin('2027 年重点任务');
    await importText('关于印发重点任务的通知', notice);
    await page.getByText('单位表中没有：市残联').waitFor();
    await shoot(page, 'notice');
    const second = page.locator('.proposal').nth(1);
    await second.getByRole('button', { name: '改后采纳' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('任务').fill('新建社区养老服务设施');
    await shoot(page, 'change', false);
    await dialog.getByRole('button', { name: /采\s*纳/u }).click();
    await page.getByText('2 条待确认，共 3 条').waitFor();
    await page.getByRole('button', { name: /全部采纳/u }).click();
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /采\s*纳/u })
      .click();
    await page.getByText('0 条待确认，共 3 条').waitFor();
    await page.getByRole('link', { name: '返回“2027 年重点任务”' }).click();
    await page.getByRole('link', { name: '新建社区养老服务设施', exact: true }).waitFor();
  });

  it('is reported on by the office, on a telephone', async () => {
    const context = await browser.newContext({
      ...{ viewport: phone, isMobile: true, hasTouch: true, deviceScaleFactor: 2 },
      ...stillAndChinese,
    });
    const mobile = await context.newPage();
    mobile.setDefaultTimeout(120_000);
    mobile.on('pageerror', (error) => problems.push(error.message));
    await mobile.goto(`${served.address}/programmes`);
    await mobile.getByLabel('账号或邮箱').fill('wang.fang');
    await mobile.getByLabel('密码', { exact: true }).fill(administrator.password);
    await mobile.getByRole('button', { name: '登录' }).click();
    await mobile.getByRole('link', { name: '2027 年重点任务' }).click();
    await mobile.getByRole('heading', { name: '2027 年重点任务' }).waitFor();
    await expectNothingOverTheEdge(mobile, 'board on a telephone');
    await shoot(mobile, 'phone-board');
    await mobile
      .getByRole('link', { name: /改造老旧小区/u })
      .first()
      .click();
    await mobile.getByRole('button', { name: '报送进展' }).click();
    await mobile.getByLabel('进展情况').fill('已有 96 个小区完工，其余正在施工');
    await mobile.getByLabel('改造老旧小区（个）').fill('96');
    await shoot(mobile, 'phone-report', false);
    await mobile.getByRole('button', { name: /保\s*存/u }).click();
    await mobile.getByText('已有 96 个小区完工').waitFor();
    await mobile.getByText('80.0 %').waitFor();
    await expectNothingOverTheEdge(mobile, 'measure on a telephone');
    await shoot(mobile, 'phone-measure');
    await context.close();
  });

  it('shows on the board what is overdue, and reads the phone clean-up from live data', async () => {
    const { id } = await post<Programme>(page, '/api/programmes', {
      name: '政务电话清理整治',
      description: '全市公布的电话打得通、有人接、答得对。',
    });
    const measure = (title: string, change: object) =>
      post<MeasureDetail>(page, `/api/programmes/${id}/measures`, {
        ...{ title, category: '摸底数', leadOfficeId: testId(5), jointOfficeIds: [] },
        ...{ deadline: '2026-01-31', indicators: [] },
        ...change,
      });
    await measure('停用无人接听的号码', {
      indicators: [
        {
          name: '停用号码',
          unit: '条',
          planned: 20,
          live: { figure: 'ended_lines', of: 'programme' },
        },
      ],
    });
    await measure('责任单位确认公布的号码', {
      category: '建机制',
      jointOfficeIds: [testId(2), testId(3)],
      deadline: '2099-12-31',
      indicators: [
        {
          ...{ name: '已确认', unit: '%', planned: 95 },
          live: { figure: 'confirmed_share', of: 'offices' },
        },
      ],
    });
    await measure('印发电话管理办法', { category: '建机制', deadline: '2099-12-31' });
    await page.goto(`${served.address}/programmes/${id}`);
    await page.getByText('逾期的任务').waitFor();
    await page.getByText('停用号码（条） 12 / 20 · 60.0 %').first().waitFor();
    await shoot(page, 'board');
    await page.getByRole('button', { name: '添加任务' }).click();
    await page.getByRole('button', { name: '添加指标' }).click();
    await shoot(page, 'add', false);
    await page.getByRole('button', { name: /取\s*消/u }).click();
    await page.goto(`${served.address}/programmes`);
    await page.getByRole('link', { name: '政务电话清理整治' }).waitFor();
    await shoot(page, 'list');
  });

  it('reads in English as well', async () => {
    await page.evaluate("localStorage.setItem('everyline.language', 'en')");
    await page.goto(`${served.address}/programmes`);
    await page.getByRole('heading', { name: 'Programmes' }).waitFor();
    await page.getByRole('link', { name: '政务电话清理整治' }).click();
    await page.getByText('Overdue measures').waitFor();
    await shoot(page, 'board-en');
    await page.goto(`${served.address}/programmes`);
    await page.getByRole('link', { name: '联合项目建设' }).click();
    await page.getByRole('link', { name: '年度进展情况' }).click();
    await page.getByText('are not accounted for').waitFor();
    await shoot(page, 'document-en');
    expect(problems).toEqual([]);
  });
});
