import { join } from 'node:path';

import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { SpotRound, SpotRoundDetail, SpotWork } from '@everyline/contract';
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

const phone = { width: 360, height: 740 };
const offices = ['市公安局', '市人力资源和社会保障局', '市市场监督管理局', '市住房和城乡建设局'];
const services = ['居住证', '社保转移', '营业执照', '公积金提取'];
/** What testers find, in turn: most lines answer rightly, the last round more than the first. */
const firstCodes = ['11', '21', '11', '11', '22', '11', '13', '11', '11', '23'];
const secondCodes = ['11', '11', '11', '21', '11', '11', '11', '12', '11', '11'];

describe.skipIf(chromiumPath === null)('spot checks in a browser', { timeout: 600_000 }, () => {
  let empty: EmptyCity;
  let served: ServedCity;
  let browser: Browser;
  let page: Page;
  let wang: Page;
  let problems: string[] = [];

  beforeAll(async () => {
    empty = await openEmptyCity('spot-checks');
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
        Array.from({ length: 40 }, (_, serial) =>
          buildLine(1_000 + index * 100 + serial, {
            departmentId: testId(2 + index),
            tier: serial < 8 ? 'A' : 'B',
            services: [services[index] ?? ''],
            // Of each office some lines are open day and night, whenever this runs.
            hours: serial % 2 === 0 ? '24小时' : '工作日 9:00-12:00，13:00-17:00',
          }),
        ),
      );
      await store.spotQuestions.insert({
        id: testId(50 + index),
        departmentId: testId(2 + index),
        purpose: null,
        question: `办理${services[index] ?? ''}需要带哪些材料？`,
        expected: '身份证原件；本人不能到场的，还要委托书',
        active: true,
        createdAtMs: 0,
      });
    }
    await store.lines.insert([
      buildLine(1_900, { departmentId: testId(2), state: 'retired' }),
      buildLine(1_901, { departmentId: testId(3), purpose: 'fax' }),
    ]);
    for (const [name, displayName] of [
      ['wang.fang', '王芳'],
      ['zhao.qiang', '赵强'],
    ] as const) {
      await accounts.create({
        ...{ name, displayName, password: administrator.password },
        role: 'tester',
        departmentId: null,
        language: 'zh-CN',
      });
    }
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

  tellWhatFailed('spot-checks', () => page);

  const shoot = (on: Page, name: string, fullPage = true) =>
    on.screenshot({ path: join(shots, `spot-${name}.png`), fullPage });

  const ask = <T>(on: Page, method: string, path: string, body?: object) =>
    on.evaluate(
      async ([how, where, what]) => {
        const json = { 'content-type': 'application/json' };
        const answer = await fetch(where, {
          method: how,
          ...(what !== '' && { headers: json, body: what }),
        });
        return await answer.json();
      },
      [method, path, body === undefined ? '' : JSON.stringify(body)] as const,
    ) as Promise<T>;

  /** Does all that somebody can get, with the codes given in turn. */
  const doAll = async (on: Page, codes: readonly string[], from: number) => {
    let made = from;
    for (;;) {
      const { tasks } = await ask<SpotWork>(on, 'POST', '/api/spot-work');
      if (tasks.length === 0) return;
      for (const { id } of tasks) {
        const code = codes[made % codes.length] ?? '11';
        made += 1;
        await ask(on, 'POST', `/api/spot-work/${id}`, {
          clientKey: testId(100_000 + made),
          code,
          answerRight: code === '11' ? made % 6 !== 0 : null,
          note: code === '13' ? '对方称已搬迁' : '',
          checkedAtMs: Date.now(),
        });
      }
    }
  };

  const openPhone = async (name: string) => {
    const context = await browser.newContext({
      viewport: phone,
      isMobile: true,
      hasTouch: true,
      deviceScaleFactor: 2,
      ...stillAndChinese,
    });
    const opened = await context.newPage();
    opened.setDefaultTimeout(120_000);
    opened.on('pageerror', (error) => problems.push(error.message));
    await opened.goto(`${served.address}/spot-work`);
    await opened.getByLabel('账号或邮箱').fill(name);
    await opened.getByLabel('密码', { exact: true }).fill(administrator.password);
    await opened.getByRole('button', { name: '登录' }).click();
    await opened.getByRole('heading', { name: '我的抽查' }).waitFor();
    await opened.locator('.spot-number').waitFor();
    return opened;
  };

  it('draws a round after it has shown what the draw would take', async () => {
    const first = await ask<SpotRound>(page, 'POST', '/api/spot-rounds', {
      ...{ name: '九月抽查', level: 2, size: 60 },
    });
    await doAll(page, firstCodes, 0);
    await ask(page, 'POST', `/api/spot-rounds/${first.id}/close`);
    await page.goto(`${served.address}/spot-checks`);
    await page.getByText('九月抽查').waitFor();
    await page.getByRole('button', { name: '抽取一轮' }).click();
    const form = page.getByRole('dialog');
    await form.getByLabel('名称').fill('十月抽查');
    await form.getByLabel('抽取数量').fill('60');
    await form.getByText('可抽 160 个号码，分 8 层，抽取 60 个').waitFor();
    await form.getByLabel('种子').fill('双色球2026135期 03 08 11 19 24 30 07');
    await form.getByLabel('抽查员').click();
    await page.getByTitle('王芳').click();
    await page.getByTitle('赵强').click();
    await form.getByLabel('名称').click();
    await page.setViewportSize({ width: 1200, height: 1180 });
    await page.waitForTimeout(800);
    await shoot(page, 'draw', false);
    await form.getByRole('button', { name: /抽\s*取/ }).click();
    await page.getByRole('heading', { name: '十月抽查' }).waitFor();
  });

  it('leads a tester through a line on a telephone, and keeps all when the network is lost', async () => {
    wang = await openPhone('wang.fang');
    const zhao = await openPhone('zhao.qiang');
    const first = await wang.locator('.spot-number').innerText();
    expect(await zhao.locator('.spot-number').innerText()).not.toBe(first);
    await zhao.context().close();
    expect(await wang.getByRole('link', { name: '拨打' }).getAttribute('href')).toMatch(
      /^tel:\+8628\d{8}$/,
    );
    await expectNothingOverTheEdge(wang, 'the tester’s screen');
    await shoot(wang, 'work');
    for (const target of await wang
      .locator('.spot-choice, .spot-call, .spot-actions button')
      .all()) {
      expect((await target.boundingBox())?.height ?? 0).toBeGreaterThanOrEqual(44);
    }
    await wang.getByRole('radio', { name: /单位和职能都对/ }).tap();
    await wang.getByText('需要带哪些材料', { exact: false }).waitFor();
    await wang.getByRole('button', { name: '看参考答案' }).tap();
    await wang.getByRole('radio', { name: '答对' }).tap();
    await wang.getByLabel('备注').fill('态度很好');
    await shoot(wang, 'work-question');
    await expectNothingOverTheEdge(wang, 'the question');

    await wang.context().setOffline(true);
    await wang.getByRole('button', { name: '完成，下一个' }).tap();
    await wang.getByText('1 条结果已保存在本机，等待发送').waitFor();
    const second = await wang.locator('.spot-number').innerText();
    expect(second).not.toBe(first);
    await wang.getByLabel('备注').fill('响了很久');
    await shoot(wang, 'work-offline');
    await wang.context().setOffline(false);
    await wang.reload();
    await wang.locator('.spot-number').waitFor();
    expect(await wang.locator('.spot-number').innerText()).toBe(second);
    expect(await wang.getByLabel('备注').inputValue()).toBe('响了很久');
    await wang.getByText('等待发送', { exact: false }).waitFor({ state: 'detached' });
    const [round] = await ask<SpotRound[]>(page, 'GET', '/api/spot-rounds');
    expect(round).toMatchObject({ name: '十月抽查', done: 1, right: 1 });
  });

  it('shows the round to whoever has a minute: rates with samples and intervals, against the last', async () => {
    await doAll(wang, secondCodes, 500);
    const zhao = await openPhone('zhao.qiang');
    await doAll(zhao, secondCodes, 600);
    await zhao.reload();
    await zhao.getByText('现在没有要打的号码').waitFor();
    await zhao.context().close();
    const [round] = await ask<SpotRound[]>(page, 'GET', '/api/spot-rounds');
    const detail = await ask<SpotRoundDetail>(page, 'GET', `/api/spot-rounds/${round?.id ?? ''}`);
    expect(detail).toMatchObject({ sample: 60, done: 60, population: 160 });
    expect(detail.comparison?.round.name).toBe('九月抽查');
    await page.setViewportSize({ width: 1440, height: 900 });
    await page.goto(`${served.address}/spot-checks/${detail.id}`);
    for (const { zh } of detail.summary) await page.getByText(zh).waitFor();
    await page.getByRole('button', { name: '重抽核对' }).click();
    await page.getByText('一致：用同一种子从 160 个号码中重抽，得到同样的 60 个。').waitFor();
    await page.waitForTimeout(600);
    await shoot(page, 'round');
    await page.emulateMedia({ media: 'print' });
    await page.setViewportSize({ width: 800, height: 1100 });
    await page.waitForTimeout(600);
    expect(await page.getByRole('button', { name: '结束本轮' }).isVisible()).toBe(false);
    await shoot(page, 'round-print');
    await page.emulateMedia({ media: 'screen' });
    await page.setViewportSize({ width: 390, height: 844 });
    await page.waitForTimeout(600);
    await expectNothingOverTheEdge(page, 'a round on a telephone');
    await shoot(page, 'round-narrow');
  });

  it('reads as well in English', async () => {
    await page.setViewportSize({ width: 1440, height: 900 });
    await page.getByRole('button', { name: 'English' }).click();
    await page.getByText('Against the round before', { exact: false }).first().waitFor();
    await page.waitForTimeout(600);
    await shoot(page, 'round-en');
    await page.goto(`${served.address}/spot-checks?tab=questions`);
    await page.getByRole('button', { name: 'Add a question' }).waitFor();
    await page.getByText('居住证', { exact: false }).first().waitFor();
    await shoot(page, 'questions-en');
    const words = await page
      .locator('h1, th, label, .ant-tabs-tab, .quiet.question-lead')
      .allInnerTexts();
    expect(words.join(' ').match(/[\u4e00-\u9fff]+/g) ?? []).toEqual([]);
    expect(problems).toEqual([]);
  });
});
