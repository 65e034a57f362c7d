import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';

import { chromium, type Browser, type Page } from 'playwright-core';
import { beforeEach, expect } from 'vitest';

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

/**
 * How tests open the console: in Chinese and without motion, since a click aimed at something that still slides in
 * may end beside it.
 */
export const stillAndChinese = { locale: 'zh-CN', reducedMotion: 'reduce' } as const;

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
  const page = await browser.newPage({
    ...stillAndChinese,
    viewport: { width: 1440, height: options.height },
  });
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

/** Says what the person saw when a test of a file failed, and keeps the picture; to be called among its tests. */
export function tellWhatFailed(file: string, pageOf: () => Page | undefined): void {
  beforeEach(({ onTestFailed, task }) => {
    onTestFailed(async () => {
      const page = pageOf();
      if (page === undefined || page.isClosed()) return;
      await page.screenshot({ path: join(shots, `failed-${file}.png`) });
      const seen = await page
        .locator('.ant-message, .ant-alert, .ant-form-item-explain-error, .ant-modal-title')
        .allInnerTexts();
      console.error(`${task.name}: at ${page.url()} the page says: ${seen.join(' | ')}`);
    });
  });
}

/** What stands out over the right edge of a page; the page may take a moment to settle. */
export async function expectNothingOverTheEdge(page: Page, what = page.url()): Promise<void> {
  const over = () => page.evaluate<string[]>(OVER_THE_EDGE);
  await expect.poll(over, { message: what, timeout: 5_000 }).toEqual([]);
}

const OVER_THE_EDGE = `(() => {
  const { scrollWidth, clientWidth } = document.documentElement;
  if (scrollWidth - clientWidth <= 1) return [];
  return [...document.body.querySelectorAll('*')]
    .filter((one) => one.getBoundingClientRect().right > clientWidth + 1)
    .slice(0, 8)
    .map((one) => one.tagName + '.' + one.className + ' ' + one.getBoundingClientRect().right);
})()`;
