import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import {
  chromiumPath,
  expectNothingOverTheEdge,
  shots,
  signIn,
  tellWhatFailed,
} from './console-browser.ts';
import { openConsoleCity, type ConsoleCity } from './console-city.ts';

interface Shown {
  id: string;
  number: number;
  version: number;
  state: string;
}

describe.skipIf(chromiumPath === null)('tickets in a browser', () => {
  let folder: string;
  let city: ConsoleCity;
  let browser: Browser;
  let page: Page;
  let tickets: Shown[] = [];
  let problems: string[] = [];

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'everyline-tickets-'));
    city = await openConsoleCity(join(folder, 'data'));
    ({ browser, page, problems } = await signIn(city.address, city.account, {
      height: 900,
      timeoutMs: 30_000,
    }));
    tickets = (await ask<{ items: Shown[] }>('GET', '/api/tickets?state=opened')).items;
    const { id } = (await heard()) ?? {};
    tickets.sort((one, other) => Number(other.id === id) - Number(one.id === id));
  }, 400_000);

  afterAll(async () => {
    await browser?.close();
    await city?.close();
    if (folder !== undefined) await rm(folder, { recursive: true, force: true });
  });

  tellWhatFailed('tickets', () => page);

  const shoot = (name: string) =>
    page.screenshot({ path: join(shots, `${name}.png`), fullPage: true });

  const ask = <T>(method: string, path: string, body?: object) =>
    page.evaluate(
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

  /** The first ticket one of whose calls can be played. */
  const heard = async () => {
    for (const ticket of tickets) {
      const { evidence } = await ask<{ evidence: { hasAudio: boolean }[] }>(
        'GET',
        `/api/tickets/${ticket.id}`,
      );
      if (evidence.some(({ hasAudio }) => hasAudio)) return ticket;
    }
    return undefined;
  };

  const confirmForm = (name: string) =>
    page.locator('.ant-modal-footer').getByRole('button', { name }).click();

  it('leads an office from what is wrong to the claim, each move asking for what it needs', async () => {
    const [first] = tickets;
    if (first === undefined) throw new Error('the sample city has no open ticket');
    await page.goto(`${city.address}/tickets/${first.id}`);
    await page.locator('.verdict-sentence').waitFor();
    await page.getByRole('button', { name: /^播放/ }).first().waitFor();
    await shoot('ticket-opened');
    await page.getByRole('button', { name: '接收', exact: true }).click();
    await confirmForm('接收');
    await page.getByRole('button', { name: '申报已修好' }).click();
    await confirmForm('申报已修好');
    await page.getByText('请填写').first().waitFor();
    await page.getByLabel(/^做了什么/).fill('已更换话机，增加两条中继');
    await shoot('ticket-claim-form');
    await confirmForm('申报已修好');
    await page.locator('.said', { hasText: '已更换话机，增加两条中继' }).waitFor();
    await page.getByLabel('留言').fill('请于明日上午复测');
    await page.getByRole('button', { name: '发出' }).click();
    await page.locator('.said', { hasText: '请于明日上午复测' }).waitFor();
    const after = await ask<{ ticket: Shown }>('GET', `/api/tickets/${first.id}`);
    expect(after.ticket.state).toBe('claimed');
    await shoot('ticket-claimed');
  });

  it('tells the second of two people what the first did, and keeps what was written', async () => {
    const second = tickets[1];
    if (second === undefined) throw new Error('the sample city has only one open ticket');
    await page.goto(`${city.address}/tickets/${second.id}`);
    await page.getByRole('button', { name: '不归本单位，退回' }).click();
    await page.getByLabel(/^为什么不归本单位/).fill('属市政中心');
    // A move of somebody else, while the form is open.
    const accept = { move: 'accept', version: second.version };
    await ask('POST', `/api/tickets/${second.id}/work`, accept);
    await confirmForm('不归本单位，退回');
    const told = page.locator('.ant-modal .ant-alert');
    await told.waitFor();
    expect(await told.innerText()).toMatch(/^管理员已于.*接收了整改单/);
    expect(await page.getByLabel(/^为什么不归本单位/).inputValue()).toBe('属市政中心');
    await shoot('ticket-moved-meanwhile');
  });

  it('moves many at once, keeps filters, and exports', async () => {
    await page.goto(`${city.address}/tickets?state=open&sort=due`);
    await page.getByRole('button', { name: /^#\d+/ }).first().waitFor();
    await page.getByRole('button', { name: '常用筛选' }).click();
    await page.getByRole('textbox', { name: '名称' }).fill('未销号按限期');
    await page.getByRole('button', { name: '保存当前筛选' }).click();
    await page.getByRole('link', { name: '未销号按限期' }).waitFor();
    await page.keyboard.press('Escape');
    await page.locator('thead .ant-checkbox-input').check();
    await page.getByRole('button', { name: '批量办理' }).click();
    await shoot('tickets-bulk');
    await page.getByRole('menuitem', { name: '接收', exact: true }).click();
    await confirmForm('接收');
    await page.locator('.ant-modal-confirm-title', { hasText: '张没有办理：' }).waitFor();
    await shoot('tickets-bulk-refused');
    await page.locator('.ant-modal-confirm-btns button').click();
    const { total } = await ask<{ total: number }>('GET', '/api/tickets?state=opened');
    expect(total).toBeLessThan(tickets.length);
    await page.goto(`${city.address}/settings?tab=tickets`);
    await page.locator('.policy-table').waitFor();
    await shoot('ticket-rules');
  });

  it('reads as well in English and on a telephone, where nothing runs over the edge', async () => {
    await page.getByRole('button', { name: 'English' }).click();
    for (const path of [
      `tickets/${tickets[0]?.id}`,
      'tickets?state=open',
      'settings?tab=tickets',
    ]) {
      const name = path.replace(/[^a-z]+.*/, '');
      await page.goto(`${city.address}/${path}`);
      await page.locator('h1').waitFor();
      await page.locator('.verdict-sentence, .policy-table, tbody .verdict-mark').first().waitFor();
      await shoot(`${path.includes('?') ? `${name}-list` : name}-en`);
      const chrome = await page
        .locator('h1 ~ .quiet, h3, th, dt, .ant-btn, .filters, .verdict-sentence')
        .allInnerTexts();
      const chinese = chrome.join(' ').match(/[\u4e00-\u9fff]+/g) ?? [];
      expect(chinese.filter((word) => !['中文', '管理员'].includes(word))).toEqual([]);
    }
    await page.setViewportSize({ width: 390, height: 844 });
    for (const path of [
      `tickets/${tickets[0]?.id}`,
      'tickets?state=open',
      'settings?tab=tickets',
    ]) {
      await page.goto(`${city.address}/${path}`);
      await page.locator('.verdict-sentence, .policy-table, tbody .verdict-mark').first().waitFor();
      await shoot(`narrow-${path.replace(/[^a-z]+.*/, '')}${path.includes('?') ? '-list' : ''}`);
      await expectNothingOverTheEdge(page, path);
    }
  });

  it('met no fault of the pages on the whole way', () => {
    expect(problems).toEqual([]);
  });
});
