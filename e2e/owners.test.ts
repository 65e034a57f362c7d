import { join } from 'node:path';

import { numberTypeOf } from '../packages/server/src/app/lines/read-numbers.ts';
import { newId } from '../packages/server/src/app/new-id.ts';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

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

const phone = { width: 360, height: 780 };

describe.skipIf(chromiumPath === null)('owners, in a browser', { timeout: 400_000 }, () => {
  let empty: EmptyCity;
  let served: ServedCity;
  let browser: Browser;
  let page: Page;
  let address = '';
  let problems: string[] = [];

  beforeAll(async () => {
    empty = await openEmptyCity('owners');
    const { context } = empty.city;
    const createdAtMs = context.clock.nowMs();
    const office = newId(context);
    const other = newId(context);
    for (const [id, name] of [
      [office, '蓉江市公安局'],
      [other, '蓉江市民政局'],
    ] as const) {
      await context.store.departments.insert({
        ...{ id, name, parentId: null, areaCode: null, code: null },
        createdAtMs,
      });
    }
    const line = (dialled: string, departmentId: string | null, owner: string | null) => {
      const number = { dialled, areaCode: null, extension: null };
      return {
        id: newId(context),
        ...{ number, departmentId, owner, createdAtMs },
        numberType: numberTypeOf(number),
        services: ['户籍登记', '居民身份证办理'],
        purpose: 'enquiry',
        hours: '周一至周五 9:00-12:00，13:30-17:00',
        tier: 'B',
        seats: 2,
        sample: false,
        state: 'active',
      } as const;
    };
    await context.store.lines.insert([
      line('+862886110001', office, '蓉江市公安局'),
      line('+862886110002', office, '蓉江市公安局'),
      line('+862886110003', office, '蓉江市公安局'),
      line('+862886110004', null, '民政局婚姻登记处'),
      line('+862886110005', null, null),
    ]);
    served = await serve(empty.city, empty.config, ['web', 'worker']);
    ({ address } = served);
    ({ browser, page, problems } = await signIn(address, administrator, {
      height: 900,
      timeoutMs: 90_000,
    }));
  }, 400_000);

  afterAll(async () => {
    await browser?.close();
    await served?.end();
    await empty?.close();
  });

  tellWhatFailed('owners', () => page);

  const shoot = async (name: string, of: Page = page) => {
    await of.waitForTimeout(600);
    await of.screenshot({ path: join(shots, `owners-${name}.png`), fullPage: true });
  };
  let link = '';

  it('names the keeper of many lines and makes them a personal link', async () => {
    await page.goto(`${address}/lines?unkept=true`);
    await page.getByText('028-8611 0001').waitFor();
    for (const number of ['028-8611 0001', '028-8611 0002', '028-8611 0003']) {
      await page.getByRole('row', { name: number }).getByRole('checkbox').check();
    }
    await page.getByRole('button', { name: '为 3 条线路指定责任人' }).click();
    const form = page.getByRole('dialog');
    await form.getByLabel('姓名').fill('王芳');
    await form.getByLabel('电话').fill('138 0013 8000');
    await shoot('keeper');
    await form.getByRole('button', { name: '保存' }).click();
    await page.getByText('已更新 3 条线路的责任人').waitFor();
    await page.goto(`${address}/lines?q=86110001`);
    await page.getByRole('link', { name: '028-8611 0001' }).click();
    await page.getByRole('button', { name: '确认链接' }).click();
    await page.getByRole('button', { name: '生成链接' }).click();
    link = (await page.locator('.ant-modal code').innerText()).trim();
    await shoot('link');
    expect(link).toMatch(/\/confirm#[\w-]{43}$/);
  });

  it('lets the keeper answer on a telephone, without signing in', async () => {
    const context = await browser.newContext({
      viewport: phone,
      hasTouch: true,
      ...stillAndChinese,
    });
    const own = await context.newPage();
    own.setDefaultTimeout(90_000);
    own.on('pageerror', (error) => problems.push(error.message));
    await own.goto(link);
    await own.getByText('王芳（蓉江市公安局）').waitFor();
    await shoot('phone-link', own);
    await expectNothingOverTheEdge(own);
    await own.getByRole('button', { name: '确认 028-8611 0001' }).tap();
    await own.getByText('已确认', { exact: true }).waitFor();
    await own.getByRole('button', { name: '有误 028-8611 0002' }).tap();
    await own.getByText('服务时间不对').tap();
    await own.getByLabel('正确的服务时间').fill('随便');
    await own.getByRole('button', { name: '提交' }).tap();
    await own.getByText('读不懂这个时间', { exact: false }).waitFor();
    await own.getByLabel('正确的服务时间').fill('周一至周五 9:00-16:00');
    await shoot('phone-dispute', own);
    await expectNothingOverTheEdge(own);
    await own.getByRole('button', { name: '提交' }).tap();
    await own.getByText('周一至周五 9:00-16:00').waitFor();
    await shoot('phone-answered', own);
    const small = await own.evaluate<number>(
      `[...document.querySelectorAll('.answer-buttons button')]
        .filter((one) => one.getBoundingClientRect().height < 44).length`,
    );
    expect(small).toBe(0);
    await context.close();
  });

  it('shows the own lines with the clearance, on a telephone and in English', async () => {
    await page.goto(`${address}/lines?q=86110002`);
    await page.getByRole('link', { name: '028-8611 0002' }).click();
    await page.getByText('确认与变更', { exact: false }).waitFor();
    await page.getByText('第 2 版', { exact: false }).first().waitFor();
    await shoot('history');
    await page.setViewportSize(phone);
    await page.goto(`${address}/own-lines`);
    await page.getByText('1 个待确认，共 3 个').waitFor();
    await page.getByRole('button', { name: '允许测试' }).first().click();
    const form = page.getByRole('dialog');
    await form.getByLabel('书面依据').fill('蓉公函〔2026〕12号，2026-11-30');
    await form.getByLabel('只在这些时间', { exact: false }).fill('09:30-11:30');
    await shoot('phone-clearance');
    await form.getByRole('button', { name: '允许测试' }).click();
    await page.getByText('已登记测试许可').waitFor();
    await shoot('phone-own');
    await expectNothingOverTheEdge(page);
    await page.getByRole('button', { name: 'English' }).click();
    await page.getByRole('heading', { name: 'Own numbers' }).waitFor();
    const words = await page
      .locator('.owner-page h1, .answer-head .standing, .answer-buttons, .answer-facts dt')
      .allInnerTexts();
    expect(words.join(' ').match(/[\u4e00-\u9fff]+/g) ?? []).toEqual([]);
    await shoot('phone-own-en');
    await page.getByRole('button', { name: '中文' }).click();
  });

  it('lists what nobody owns until somebody takes it, and how far each office is', async () => {
    await page.setViewportSize({ width: 1440, height: 900 });
    await page.goto(`${address}/owners?tab=unowned`);
    await page.getByText('028-8611 0004').waitFor();
    await shoot('unowned');
    await page
      .getByRole('row', { name: '028-8611 0004' })
      .getByRole('button', { name: '认领' })
      .click();
    const form = page.getByRole('dialog');
    await form.getByLabel('归哪个单位').click();
    await page.getByTitle('蓉江市民政局').last().click();
    await form.getByRole('button', { name: '指派' }).click();
    await page.getByText('1 个号码已有责任单位').waitFor();
    await page.goto(`${address}/owners?tab=rules`);
    await page.getByRole('switch').click();
    await shoot('rules');
    await page.getByRole('button', { name: '保存' }).click();
    await page.goto(`${address}/owners`);
    await page.getByRole('link', { name: '蓉江市民政局' }).waitFor();
    await shoot('progress');
    await page.setViewportSize(phone);
    for (const tab of ['progress', 'unowned', 'published', 'links', 'rules']) {
      await page.goto(`${address}/owners?tab=${tab}`);
      await page.locator('.ant-card').first().waitFor();
      await shoot(`phone-${tab}`);
      await expectNothingOverTheEdge(page, tab);
    }
    expect(problems).toEqual([]);
  });
});
