import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';

import { chromium, type Cookie, type Locator, type Page } from 'playwright-core';

import { chromiumPath, shots } from './console-browser.ts';

const patienceMs = 60_000;
const devices = {
  desk: { viewport: { width: 1440, height: 900 } },
  phone: { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true },
} as const;

/** Everybody of the story signs in with this. */
export const storyPassword = '七月的风吹过南河桥边';

export type Device = keyof typeof devices;

/** The devices of the story's people: a desk and a telephone, at which one sits down after the other. */
export interface Stage {
  /**
   * A page of the console for somebody; signs in where they have not yet. Whoever sat at the device before has left it:
   * a device has one page, and keeps the program that it has loaded.
   */
  open(who: string, path: string, device?: Device): Promise<Page>;
  /** A browser of somebody who has no account. */
  stranger(address: string, device: Device): Promise<Page>;
  /** Leaves all pages, so that nothing asks the server while time passes. */
  rest(): Promise<void>;
  /** Keeps a picture, once what moves on the page is at rest. */
  shoot(page: Page, name: string, whole?: boolean): Promise<void>;
  /** The page that was opened last. */
  last(): Page | undefined;
  /** What went wrong in the pages. */
  readonly problems: readonly string[];
  close(): Promise<void>;
}

/** @param nowMs the city's time, which is that of its people's devices */
export async function openStage(address: string, nowMs: () => number): Promise<Stage> {
  await mkdir(shots, { recursive: true });
  const browser = await chromium.launch({
    executablePath: chromiumPath ?? '',
    args: ['--no-sandbox', '--disable-gpu'],
  });
  const problems: string[] = [];
  const seats = new Map<Device, { readonly page: Page; who: string }>();
  const sessions = new Map<string, Cookie[]>();
  let last: Page | undefined;
  const browserOf = async (device: Device): Promise<Page> => {
    const context = await browser.newContext({
      ...devices[device],
      locale: 'zh-CN',
      reducedMotion: 'reduce',
      acceptDownloads: true,
    });
    const page = await context.newPage();
    page.setDefaultTimeout(patienceMs);
    page.on('pageerror', (error) => problems.push(error.message));
    last = page;
    return page;
  };
  return {
    open: async (who, path, device = 'desk') => {
      const seat = seats.get(device) ?? { page: await browserOf(device), who: '' };
      seats.set(device, seat);
      const { page } = seat;
      const context = page.context();
      last = page;
      if (seat.who !== who) {
        await page.goto('about:blank');
        if (seat.who !== '') sessions.set(seat.who, await context.cookies());
        await context.clearCookies();
        await context.addCookies(sessions.get(who) ?? []);
        seat.who = who;
      }
      await page.clock.setSystemTime(nowMs());
      await page.goto(`${address}${path}`);
      if (!sessions.has(who)) {
        await page.getByLabel('账号或邮箱').fill(who);
        await page.getByLabel('密码', { exact: true }).fill(storyPassword);
        await page.getByRole('button', { name: '登录' }).click();
        await page.getByLabel('账号或邮箱').waitFor({ state: 'detached' });
        sessions.set(who, await context.cookies());
      }
      return page;
    },
    stranger: async (to, device) => {
      const page = await browserOf(device);
      await page.clock.setSystemTime(nowMs());
      await page.goto(to);
      return page;
    },
    rest: async () => {
      await Promise.all([...seats.values()].map(({ page }) => page.goto('about:blank')));
    },
    shoot: async (page, name, whole = false) => {
      await page
        .locator('.ant-spin-spinning, .ant-skeleton')
        .first()
        .waitFor({ state: 'detached' });
      await page.mouse.move(0, 0);
      await page.screenshot({
        path: join(shots, `story-${name}.png`),
        fullPage: whole,
        animations: 'disabled',
        caret: 'hide',
        // Passing messages would stand over what is shown.
        style: '.ant-message { visibility: hidden }',
      });
    },
    last: () => last,
    problems,
    close: () => browser.close(),
  };
}

/** Chooses an option of a list of a form, and waits until the form shows it. */
export async function choose(form: Locator, label: string, option: string): Promise<void> {
  await form.getByLabel(label, { exact: true }).click();
  await form.page().locator('.ant-select-item-option').filter({ hasText: option }).last().click();
  await shown(form, option);
}

/** Chooses an office in the tree of a form, and waits until the form shows it. */
export async function chooseOffice(form: Locator, label: string, office: string): Promise<void> {
  await form.getByLabel(label, { exact: true }).fill(office);
  await form.page().locator('.ant-select-tree-title', { hasText: office }).last().click();
  await shown(form, office);
}

function shown(form: Locator, text: string): Promise<void> {
  return form.locator('.ant-select-content-has-value', { hasText: text }).waitFor();
}
