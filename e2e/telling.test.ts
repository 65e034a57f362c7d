import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';

import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { buildDepartment, buildLine, testId } from '../packages/testkit/src/index.ts';
import { openTicket } from '../packages/server/src/app/tickets/open-ticket.ts';
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

describe.skipIf(chromiumPath === null)('telling people, in a browser', () => {
  let empty: EmptyCity;
  let served: ServedCity;
  let target: Server;
  let browser: Browser;
  let page: Page;
  let address = '';
  let problems: string[] = [];

  beforeAll(async () => {
    empty = await openEmptyCity('telling');
    const { context } = empty.city;
    const { store } = context;
    await store.departments.insert({ ...buildDepartment(1), name: '市政服务局', createdAtMs: 0 });
    const line = buildLine(11, { departmentId: testId(1) });
    await store.lines.insert([line]);
    await openTicket(context, { lineId: line.id, fault: 'other', note: '话机损坏' });
    target = createServer((request, response) => {
      request.resume();
      response.statusCode = 503;
      response.end('maintenance until noon');
    });
    await new Promise<void>((done) => target.listen(0, '127.0.0.1', done));
    served = await serve(empty.city, empty.config, ['web', 'worker']);
    ({ address } = served);
    ({ browser, page, problems } = await signIn(address, administrator, {
      height: 900,
      timeoutMs: 60_000,
    }));
  }, 400_000);

  afterAll(async () => {
    await browser?.close();
    await served?.end();
    await empty?.close();
    target?.close();
  });

  tellWhatFailed('telling', () => page);

  const shoot = (name: string) =>
    page.screenshot({ path: join(shots, `${name}.png`), fullPage: true });

  it('rings the bell for whom a ticket concerns, until it is read', async () => {
    await page.getByRole('button', { name: '通知：1 条未读' }).click();
    await page.getByText('新整改单 #1', { exact: false }).first().waitFor();
    await shoot('telling-notices');
    await page.getByRole('button', { name: '全部标为已读' }).click();
    await page.getByRole('button', { name: '通知', exact: true }).waitFor();
  });

  it('refuses an address of the own network, takes it once allowed, and shows what a test came to', async () => {
    const { port } = target.address() as AddressInfo;
    await page.goto(`${address}/settings?tab=telling`);
    await page.getByRole('button', { name: '添加' }).click();
    await page.getByLabel('名称').fill('12345 工单系统');
    await page.getByLabel('地址', { exact: true }).fill(`http://127.0.0.1:${port}/notices`);
    await page.locator('.ant-modal-footer').getByRole('button', { name: '保存' }).click();
    await page.getByText('地址在内部网络', { exact: false }).waitFor();
    await page.locator('.ant-modal-footer').getByRole('button', { name: '取消' }).click();
    await page.getByLabel('允许的内部主机').fill(`127.0.0.1:${port}`);
    await page.keyboard.press('Enter');
    await page.locator('form').getByRole('button', { name: '保存' }).click();
    await page.getByText('已保存').waitFor();
    await page.getByRole('button', { name: '添加' }).click();
    await page.getByLabel('名称').fill('12345 工单系统');
    await page.getByLabel('地址', { exact: true }).fill(`http://127.0.0.1:${port}/notices`);
    await page.locator('.ant-modal-footer').getByRole('button', { name: '保存' }).click();
    await page.getByText('签名密钥只显示这一次').waitFor();
    await page.getByRole('button', { name: '发测试' }).click();
    await page.getByText('maintenance until noon', { exact: false }).first().waitFor();
    await shoot('telling-settings');
  });

  it('reads as well in English and on a telephone', async () => {
    await page.getByRole('button', { name: 'English' }).click();
    for (const path of ['settings?tab=telling', 'notifications']) {
      await page.setViewportSize({ width: 1440, height: 900 });
      await page.goto(`${address}/${path}`);
      await page.locator('.ant-card').first().waitFor();
      const name = path.startsWith('settings') ? 'telling-settings' : 'telling-notices';
      await shoot(`${name}-en`);
      const words = await page.locator('h1, h3, th, label, .ant-card-head').allInnerTexts();
      expect(words.join(' ').match(/[\u4e00-\u9fff]+/g) ?? []).toEqual([]);
      await page.setViewportSize({ width: 390, height: 844 });
      await page.waitForTimeout(300);
      await shoot(`narrow-${name}`);
      await expectNothingOverTheEdge(page, path);
    }
    expect(problems).toEqual([]);
  });
});
