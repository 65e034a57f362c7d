import { join } from 'node:path';

import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import {
  oneTimeCode,
  startIdentityProvider,
  type IdentityProvider,
} from '../packages/testkit/src/index.ts';
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

describe.skipIf(chromiumPath === null)('people, in a browser', { timeout: 400_000 }, () => {
  const account = administrator;
  let empty: EmptyCity;
  let served: ServedCity;
  let provider: IdentityProvider;
  let browser: Browser;
  let page: Page;
  let address = '';
  let problems: string[] = [];

  beforeAll(async () => {
    empty = await openEmptyCity('people');
    served = await serve(empty.city, empty.config, ['web']);
    ({ address } = served);
    provider = await startIdentityProvider({
      returnAddresses: [`${address}/api/sign-on/back`],
      people: new Map([
        ['8001', { name: 'li.na' }],
        ['8002', { name: 'wang.fang' }],
      ]),
    });
    ({ browser, page, problems } = await signIn(address, account, {
      height: 900,
      timeoutMs: 90_000,
    }));
  }, 400_000);

  afterAll(async () => {
    await browser?.close();
    await provider?.close();
    await served?.end();
    await empty?.close();
  });

  tellWhatFailed('people', () => page);

  const shoot = (name: string) =>
    page.screenshot({ path: join(shots, `people-${name}.png`), fullPage: true });

  it('invites somebody, who opens an account by the link', async () => {
    await page.goto(`${address}/settings?tab=accounts`);
    await page.getByRole('button', { name: '邀请', exact: true }).click();
    const form = page.getByRole('dialog');
    await form.getByLabel('账号').fill('li.na');
    await form.getByLabel('姓名').fill('李娜');
    await form.getByRole('button', { name: '邀请', exact: true }).click();
    await page.getByText('链接只显示这一次', { exact: false }).waitFor();
    const link = await page.locator('.ant-alert code').innerText();
    await shoot('invitations');
    const other = await browser.newPage(stillAndChinese);
    other.setDefaultTimeout(90_000);
    await other.goto(link.trim());
    await other.getByText('李娜').waitFor();
    await other.getByLabel('设置密码').fill('password2026');
    await other.getByRole('button', { name: '开通并登录' }).click();
    await other.getByText('太容易被猜到', { exact: false }).waitFor();
    await other.screenshot({ path: join(shots, 'people-join.png') });
    await other.getByLabel('设置密码').fill('七月的风吹过南河桥边');
    await other.getByRole('button', { name: '开通并登录' }).click();
    await other.getByRole('heading', { name: '总览' }).waitFor();
    expect(new URL(other.url()).hash).toBe('');
    await other.context().close();
  });

  it('lets people sign on with the identity of the city, and says why somebody is not let in', async () => {
    await page.goto(`${address}/settings?tab=accounts`);
    await page.getByRole('button', { name: '设置', exact: true }).click();
    const form = page.getByRole('dialog');
    await form.getByText(`${address}/api/sign-on/back`).waitFor();
    await form.getByLabel('登录页按钮上的字').fill('市政务统一身份认证');
    await form.getByLabel('签发者').fill(`${provider.issuer}/wrong`);
    await form.getByLabel('客户端编号').fill(provider.clientId);
    await form.getByLabel('客户端密钥').fill(provider.clientSecret);
    await page.screenshot({ path: join(shots, 'people-sign-on-form.png') });
    await form.getByRole('button', { name: '保存' }).click();
    await page.getByText('没有按要求应答', { exact: false }).waitFor();
    await form.getByLabel('签发者').fill(provider.issuer);
    await form.getByRole('button', { name: '保存' }).click();
    await page.getByText('已加密保存').waitFor();
    await shoot('sign-on');
    const come = async (login: string) => {
      const other = await browser.newPage(stillAndChinese);
      other.setDefaultTimeout(90_000);
      await other.goto(address);
      await other.getByRole('link', { name: '市政务统一身份认证' }).waitFor();
      await other.screenshot({ path: join(shots, 'people-sign-on-door.png') });
      await other.getByRole('link', { name: '市政务统一身份认证' }).click();
      await other.getByLabel('工号').fill(login);
      await other.getByRole('button', { name: '登录' }).click();
      return other;
    };
    const known = await come('8001');
    await known.getByRole('heading', { name: '总览' }).waitFor();
    expect(new URL(known.url()).origin).toBe(address);
    await known.context().close();
    const stranger = await come('8002');
    await stranger.getByText('“wang.fang”在这里没有可用的账号', { exact: false }).waitFor();
    await stranger.screenshot({ path: join(shots, 'people-sign-on-refused.png') });
    await stranger.context().close();
  });

  it('asks administrators for a second factor, sets it up, and asks for it at sign-in', async () => {
    await page.goto(`${address}/settings?tab=accounts`);
    await page.getByLabel('必须启用两步验证的人').click();
    await page.getByTitle('城市管理员', { exact: true }).last().click();
    await page.getByText('本市要求您的账号启用两步验证', { exact: false }).waitFor();
    await page.getByRole('button', { name: '启用', exact: true }).click();
    await page.getByLabel('您的密码').fill(account.password);
    await page.getByRole('button', { name: '继续' }).click();
    await page.getByText('用验证器扫描二维码', { exact: false }).waitFor();
    await page.waitForTimeout(500);
    await shoot('factor-set-up');
    const key = (await page.locator('code').first().innerText()).replace(/\s/g, '');
    await page.getByLabel('验证器上的六位数字').fill(oneTimeCode(key, Date.now()));
    await page.getByRole('button', { name: '确认启用' }).click();
    await page.getByRole('link', { name: '我的账号' }).click();
    await page.getByText('已启用：登录时除密码外', { exact: false }).waitFor();
    await page.getByText('本设备').waitFor();
    await shoot('account');
    await page.getByRole('button', { name: '退出' }).click();
    await page.getByLabel('账号或邮箱').fill(account.name);
    await page.getByLabel('密码', { exact: true }).fill(account.password);
    await page.getByRole('button', { name: '登录' }).click();
    const code = page.getByLabel('六位数字或备用码');
    await code.waitFor();
    await shoot('sign-in-code');
    await code.fill(oneTimeCode(key, Date.now()));
    await page.getByRole('button', { name: '登录' }).click();
    await page.getByRole('link', { name: '我的账号' }).waitFor();
  });

  it('reads as well in English and on a telephone', async () => {
    await page.getByRole('button', { name: 'English' }).click();
    for (const path of ['settings?tab=accounts', 'account']) {
      await page.setViewportSize({ width: 1440, height: 900 });
      await page.goto(`${address}/${path}`);
      await page.locator('.ant-card').first().waitFor();
      const name = path === 'account' ? 'account' : 'settings';
      await page.waitForTimeout(500);
      await shoot(`${name}-en`);
      const words = await page.locator('h1, h3, th, label, .ant-card-head').allInnerTexts();
      expect(words.join(' ').match(/[\u4e00-\u9fff]+/g) ?? []).toEqual([]);
      await page.setViewportSize({ width: 390, height: 844 });
      await page.waitForTimeout(500);
      await shoot(`narrow-${name}`);
      await expectNothingOverTheEdge(page, path);
    }
    expect(problems).toEqual([]);
  });
});
