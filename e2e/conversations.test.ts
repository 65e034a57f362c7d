import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';

import type { ConversationBegun, EntryDetail, PublicConversation } from '@everyline/contract';
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

/** The rules of WCAG 2.2, levels A and AA, by their names in axe. */
const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

describe.skipIf(chromiumPath === null)(
  'conversations with citizens, in a browser',
  { timeout: 120_000 },
  () => {
    let empty: EmptyCity;
    let served: ServedCity;
    let browser: Browser;
    let page: Page;
    let address = '';
    let axe = '';
    let problems: string[] = [];
    let waiting: ConversationBegun;

    beforeAll(async () => {
      axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
      empty = await openEmptyCity('conversations');
      served = await serve(empty.city, empty.config, ['web']);
      ({ address } = served);
      ({ browser, page, problems } = await signIn(address, administrator, {
        height: 900,
        timeoutMs: 20_000,
      }));
      await publish();
    }, 400_000);

    afterAll(async () => {
      await browser?.close();
      await served?.end();
      await empty?.close();
    });

    tellWhatFailed('conversations', () => page);

    /** Publishes one entry, as the person who is signed in. */
    const publish = async () => {
      const content = {
        ...{ question: '居民医保一年交多少钱？', paraphrases: ['居民医保个人缴费标准'] },
        ...{ shortAnswer: '2026年度每人个人缴费400元。', longAnswer: '', departmentId: null },
        ...{ category: '医保', serviceItems: [], region: '', audience: '', validFrom: null },
        ...{ validUntil: null, ownerId: null, reviewerId: null },
        source: { title: '缴费通告', address: null, documentId: null, quotation: '' },
      };
      const post = async (path: string, data: object) => {
        const answer = await page.request.post(`${address}/api/knowledge/entries${path}`, { data });
        expect(answer.status(), await answer.text()).toBe(200);
        return (await answer.json()) as EntryDetail;
      };
      let entry = await post('', { content });
      for (const move of ['review', 'publish']) {
        entry = await post(`/${entry.id}/moves`, { move, revision: entry.revision });
      }
    };

    const asCitizen = async <T = PublicConversation>(
      path: string,
      body: object | null,
      secret = '',
    ): Promise<T> => {
      const answer = await fetch(`${address}/api/public/conversations${path}`, {
        method: body === null ? 'GET' : 'POST',
        headers: {
          'accept-language': 'zh-CN',
          'content-type': 'application/json',
          authorization: `Bearer ${secret}`,
        },
        ...(body !== null && { body: JSON.stringify(body) }),
      });
      expect(answer.status).toBe(200);
      return (await answer.json()) as T;
    };

    const shoot = async (name: string) => {
      await page.waitForTimeout(300);
      await page.screenshot({ path: join(shots, `conversations-${name}.png`), fullPage: true });
    };

    const expectAccessible = async (name: string) => {
      await page.evaluate(axe);
      const { violations } = await page.evaluate<{
        violations: { id: string; nodes: { html: string }[] }[];
      }>(
        `axe.run(document, { runOnly: { type: 'tag', values: ${JSON.stringify(rules)} }, resultTypes: ['violations'] })`,
      );
      expect(
        violations.map(({ id, nodes }) => `${name}: ${id} at ${nodes[0]?.html.slice(0, 160)}`),
      ).toEqual([]);
    };

    it('appear while the page is open, and show why each answer was given', async () => {
      await page.goto(`${address}/conversations`);
      await page.getByText('没有人在等待').waitFor();
      waiting = await asCitizen<ConversationBegun>('', {
        text: '我叫小王，手机13800138025，居民医保一年交多少钱',
      });
      await asCitizen(`/${waiting.id}/messages`, { text: '怎么给外地孩子办转学' }, waiting.secret);
      await asCitizen(`/${waiting.id}/messages`, { text: '转人工' }, waiting.secret);
      await page.locator('.conversation-list button').click();
      await page.getByRole('button', { name: '接手' }).waitFor();
      expect(await page.locator('.conversation-said').innerText()).not.toContain('13800138025');
      await page.getByText('为什么这样答').first().click();
      await page.getByText('理解的问题').first().waitFor();
      await shoot('why');
      await expectAccessible('why');
    });

    it('are taken, answered and closed, and the citizen reads it', async () => {
      await page.getByRole('button', { name: '接手' }).click();
      await page.getByLabel('回复市民').fill('您好，转学请先到孩子现在的学校开具转学证明。');
      await page.getByRole('button', { name: /发\s?送/ }).click();
      await page.locator('.conversation-said > li.person').waitFor();
      const heard = await asCitizen(`/${waiting.id}?after=6`, null, waiting.secret);
      expect(heard.messages.map(({ from }) => from)).toContain('person');
      await asCitizen(`/${waiting.id}/messages`, { text: '谢谢，知道了' }, waiting.secret);
      await page.getByText('谢谢，知道了').last().waitFor();
      await shoot('taken');
      await page.getByRole('button', { name: '登记工单' }).click();
      const dialog = page.getByRole('dialog');
      await dialog.getByLabel('诉求类型').click();
      await page.locator('.ant-select-item-option').first().click();
      await dialog.getByRole('button', { name: '登记工单' }).click();
      await page.getByRole('link', { name: '查看工单' }).waitFor();
      await asCitizen(`/${waiting.id}/feedback`, { solved: true }, waiting.secret);
      await page.getByText('市民说已解决').first().waitFor();
      await page.getByRole('button', { name: '结束对话' }).click();
      await page.getByRole('heading', { name: '已结束' }).waitFor();
      await expectAccessible('closed');
    });

    it('leave questions without a good answer, from which an entry is begun', async () => {
      await asCitizen('', { text: '外地孩子怎么办转学' });
      await asCitizen('', { text: '电动车上牌要带什么' });
      await page.goto(`${address}/gaps`);
      const row = page.getByRole('row').filter({ hasText: '转学' });
      await row.getByRole('button', { name: '起草条目' }).waitFor();
      await shoot('gaps');
      await expectAccessible('gaps');
      await row.getByRole('button', { name: '起草条目' }).click();
      const dialog = page.getByRole('dialog');
      expect(await dialog.getByLabel('问题', { exact: true }).inputValue()).toContain('转学');
      await dialog.getByLabel('简短答复').fill('先到孩子现在的学校开具转学证明。');
      await dialog.getByRole('button', { name: '保存' }).click();
      await row.waitFor({ state: 'detached' });
      await page.getByRole('button', { name: '不必补充' }).click();
      await page.getByText('没有待补的问题').waitFor();
    });

    it('are counted by what is asked, without who asked', async () => {
      await page.goto(`${address}/topics`);
      const row = page.getByRole('row').filter({ hasText: '电动车上牌' });
      await row.getByRole('img').waitFor();
      await shoot('topics');
      await expectAccessible('topics');
      await page.getByText('类别', { exact: true }).click();
      await page.getByText('未归类（没有条目可答）').waitFor();
      await page.getByText('单位', { exact: true }).click();
      await page.getByText('未归单位').waitFor();
    });

    it('come by channels that are set up in the console, and by a window in a page of another site', async () => {
      await page.goto(`${address}/settings?tab=channels`);
      await page.getByText('还没有渠道').waitFor();
      await page.getByRole('button', { name: /添\s?加/ }).click();
      let dialog = page.getByRole('dialog');
      await dialog.getByLabel('名称', { exact: true }).fill('蓉江发布');
      await dialog.getByLabel('AppID').fill('wx2c2769f8efd9abc2');
      await dialog.getByLabel('Token（令牌）').fill('rongjiang2026');
      await dialog.getByRole('button', { name: '添加关键词' }).click();
      await dialog.getByLabel('关键词（回车分隔）').fill('地址');
      await page.keyboard.press('Enter');
      await dialog.getByLabel('回复', { exact: true }).fill('政务服务中心：东湖路8号。');
      await dialog.getByRole('button', { name: '添加菜单' }).click();
      await dialog.getByLabel('名称', { exact: true }).last().fill('医保缴费');
      await dialog.getByLabel('问题', { exact: true }).fill('居民医保一年交多少钱');
      await shoot('channel');
      await expectAccessible('channel');
      await dialog.getByRole('button', { name: /保\s?存/ }).click();
      const row = page.getByRole('row').filter({ hasText: '蓉江发布' });
      await row.getByText('还缺：AppSecret').waitFor();
      await row.getByRole('button', { name: /测\s?试/ }).click();
      await page.getByText('还没有填写：AppSecret').waitFor();

      const site = createServer((_request, response) => {
        response.setHeader('content-type', 'text/html; charset=utf-8');
        response.setHeader(
          'content-security-policy',
          `default-src 'none'; script-src ${address}; connect-src ${address}`,
        );
        response.end(
          `<!doctype html><html lang="zh-CN"><meta name="viewport" content="width=device-width"><title>市政府</title><h1>市政府网站</h1><script src="${address}/widget.js" async></script></html>`,
        );
      });
      await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve));
      const origin = `http://127.0.0.1:${(site.address() as AddressInfo).port}`;
      await page.getByRole('button', { name: /添\s?加/ }).click();
      dialog = page.getByRole('dialog');
      await dialog.getByLabel('种类').click();
      await page.locator('.ant-select-item-option').getByText('网站小窗').click();
      await dialog.getByLabel('名称', { exact: true }).fill('市政府网站');
      await dialog.getByLabel('可以嵌入的网站').fill(`${origin}/`);
      await dialog.getByLabel('启用').click();
      await dialog.getByRole('button', { name: /保\s?存/ }).click();
      await page.getByText(`<script src="${new URL(address).origin}/widget.js" async>`).waitFor();
      await shoot('channels');
      await expectAccessible('channels');

      const visitor = await browser.newPage({
        ...stillAndChinese,
        viewport: { width: 360, height: 700 },
      });
      const wrong: string[] = [];
      visitor.on('pageerror', (error) => wrong.push(error.message));
      visitor.on('console', (message) => {
        if (message.type() === 'error') wrong.push(message.text());
      });
      await visitor.goto(origin);
      await visitor.getByRole('button', { name: /打开咨询窗口/ }).click();
      await visitor.getByLabel('请输入问题').fill('居民医保一年交多少钱？');
      await visitor.keyboard.press('Enter');
      await visitor.getByText('每人个人缴费400元').waitFor();
      await visitor.getByRole('button', { name: '转人工' }).click();
      await visitor.getByText('已为您转人工').waitFor();
      await page.goto(`${address}/conversations`);
      await page.locator('.conversation-list button').click();
      await page.getByText('网站小窗').first().waitFor();
      await page.getByRole('button', { name: '接手' }).click();
      await page.getByLabel('回复市民').fill('您好，我来回答。');
      await page.getByRole('button', { name: /发\s?送/ }).click();
      await visitor.getByText('您好，我来回答。').waitFor();
      await visitor.screenshot({ path: join(shots, 'conversations-widget.png') });
      await visitor.reload();
      await visitor.getByRole('button', { name: /打开咨询窗口/ }).click();
      await visitor.getByText('您好，我来回答。').waitFor();
      expect(wrong).toEqual([]);
      await visitor.close();
      await page.getByText('各渠道 · 最近 30 天').click();
      await page.getByRole('columnheader', { name: '转人工' }).waitFor();
      await shoot('figures');
      await page.setViewportSize({ width: 390, height: 800 });
      await page.goto(`${address}/settings?tab=channels`);
      await page.getByText('蓉江发布').waitFor();
      await expectNothingOverTheEdge(page);
      await shoot('channels-390');
      await page.setViewportSize({ width: 1440, height: 900 });
      site.closeAllConnections();
      await new Promise((resolve) => site.close(resolve));
    });

    it('fit a telephone, and are read in English', async () => {
      await page.setViewportSize({ width: 390, height: 800 });
      await page.goto(`${address}/conversations?view=closed&conversation=${waiting.id}`);
      await page.locator('.conversation-said').waitFor();
      await expectNothingOverTheEdge(page);
      await shoot('390');
      await page.setViewportSize({ width: 1440, height: 900 });
      await page.evaluate(`localStorage.setItem('everyline.language', 'en')`);
      await page.goto(`${address}/conversations?view=closed&conversation=${waiting.id}`);
      await page.getByText('Why this answer').first().click();
      await shoot('english');
      await page.goto(`${address}/settings?tab=answers`);
      await page.getByText('Threshold of confidence').waitFor();
      await shoot('settings');
      await page.evaluate(`localStorage.setItem('everyline.language', 'zh-CN')`);
      expect(problems).toEqual([]);
    });
  },
);
