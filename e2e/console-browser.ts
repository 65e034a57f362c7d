import { mkdir } from 'node:fs/promises';
import { resolve } from 'node:path';

import { chromium, type Browser, type Page } from 'playwright-core';

import { requireDebianCommand } from '../packages/testkit/src/debian-package.ts';

/** Chromium of this machine; null where it is absent and must not be installed. */
export const chromiumPath = await requireDebianCommand('chromium', 'chromium');

/** Screenshots of each run are kept here for whoever wants to look. */
export const shots = resolve(import.meta.dirname, '..', '.cache', 'console-screenshots');

/** A browser in which somebody has signed in to the console, in Chinese, and what went wrong in its pages. */
export interface ConsoleBrowser {
  readonly browser: Browser;
  readonly page: Page;
  readonly problems: string[];
}

export async function signIn(
  address: string,
  account: { readonly name: string; readonly password: string },
  options: { readonly height: number; readonly timeoutMs: number },
): Promise<ConsoleBrowser> {
  await mkdir(shots, { recursive: true });
  const browser = await chromium.launch({
    executablePath: chromiumPath ?? '',
    args: ['--no-sandbox', '--disable-gpu'],
  });
  const viewport = { width: 1440, height: options.height };
  const page = await browser.newPage({ viewport, locale: 'zh-CN' });
  page.setDefaultTimeout(options.timeoutMs);
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(error.message));
  await page.goto(address);
  await page.getByLabel('账号或邮箱').fill(account.name);
  await page.getByLabel('密码', { exact: true }).fill(account.password);
  await page.getByRole('button', { name: '登录' }).click();
  await page.getByRole('heading', { name: '总览' }).waitFor();
  return { browser, page, problems };
}
