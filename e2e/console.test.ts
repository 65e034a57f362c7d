import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { busyLines } from './busy-lines.ts';
import {
  chromiumPath,
  expectNothingOverTheEdge,
  shots,
  signIn,
  tellWhatFailed,
} from './console-browser.ts';
import { openConsoleCity, type ConsoleCity } from './console-city.ts';

describe.skipIf(chromiumPath === null)('the console in a browser', () => {
  let folder: string;
  let city: ConsoleCity;
  let browser: Browser;
  let page: Page;
  let problems: string[] = [];

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'everyline-console-'));
    city = await openConsoleCity(join(folder, 'data'));
    ({ browser, page, problems } = await signIn(city.address, city.account, {
      height: 900,
      timeoutMs: 20_000,
    }));
  }, 300_000);

  afterAll(async () => {
    await browser?.close();
    await city?.close();
    if (folder !== undefined) await rm(folder, { recursive: true, force: true });
  });

  tellWhatFailed('console', () => page);

  const shoot = async (name: string) => {
    const path = join(shots, `${name}.png`);
    await page.screenshot({ path });
    expect((await stat(path)).size).toBeGreaterThan(5_000);
  };

  const ask = <T>(path: string) =>
    page.evaluate(async (wanted) => await (await fetch(wanted)).json(), path) as Promise<T>;

  it('shows the verdicts of the city in figures that add up', async () => {
    await page.goto(`${city.address}/overview`);
    const tiles = page.locator('.tile-figure');
    await tiles.first().waitFor();
    const figures = await tiles.allInnerTexts();
    const sum = figures.reduce((total, text) => total + Number(text.replace(/\D/g, '')), 0);
    const { lines } = await ask<{ lines: number }>('/api/overview');
    expect(figures).toHaveLength(7);
    expect(sum).toBe(lines);
    await shoot('overview');
  });

  it('leads from the list of lines to a line with its reasons and its listings', async () => {
    const wanted = await ask<{ items: { id: string; display: string }[]; total: number }>(
      '/api/lines?verdict=invalid&verdict=busy&verdict=zombie',
    );
    expect(wanted.total).toBeGreaterThan(0);
    await page.goto(`${city.address}/lines?verdict=invalid&verdict=busy&verdict=zombie`);
    const rows = page.locator('.ant-table-tbody tr.ant-table-row');
    await expect.poll(() => rows.count(), { timeout: 15_000 }).toBe(Math.min(50, wanted.total));
    await shoot('lines');
    const link = rows.first().locator('a.telephone');
    const display = await link.innerText();
    await link.click();
    await page.getByRole('heading', { level: 1, name: display }).waitFor();
    const sentence = page.locator('.verdict-sentence').first();
    await sentence.waitFor();
    expect((await sentence.innerText()).length).toBeGreaterThan(10);
    const marks = await page.locator('.listing-list mark').allInnerTexts();
    expect(marks.length).toBeGreaterThan(0);
    const digits = display.replace(/转.*$/, '').replace(/\D/g, '').slice(-4);
    expect(marks.some((mark) => mark.normalize('NFKC').replace(/\D/g, '').includes(digits))).toBe(
      true,
    );
    await shoot('line');
  });

  it('opens a cell of the map of hours down to a call with ladder, sound and player', async () => {
    const { items } = await ask<{ items: { lineId: string }[] }>(
      '/api/probes?outcome=answered_person&state=done&pageSize=1',
    );
    await page.goto(`${city.address}/lines/${items[0]?.lineId}`);
    const cells = page.locator('.reach-map button');
    await cells.first().waitFor();
    // A cell of spot checks alone has no call to open.
    const link = page.locator('.cell-calls a').first();
    for (const cell of await cells.all()) {
      await cell.click();
      if ((await link.count()) > 0) break;
    }
    await link.click();
    await page.locator('.ladder-step').first().waitFor();
    const summaries = await page.locator('.ladder-summary').allInnerTexts();
    expect(summaries[0]).toContain('INVITE');
    expect(summaries.length).toBeGreaterThan(2);
    await page.locator('.ladder-step').first().click();
    expect(await page.locator('.sip-text').first().innerText()).toMatch(/^INVITE sip:/);
    expect(await page.locator('.readings tr').count()).toBe(5);
    await shoot('call');
  });

  it('plays what was heard, and the position moves over the waveform', async () => {
    const { items } = await ask<{ items: { id: string; hasAudio: boolean }[] }>(
      '/api/probes?outcome=answered_person&state=done&pageSize=20',
    );
    const call = items.find((one) => one.hasAudio);
    await page.goto(`${city.address}/calls/${call?.id}`);
    await page.getByRole('button', { name: '播放' }).click();
    const slider = page.getByRole('slider');
    await expect
      .poll(async () => Number(await slider.getAttribute('aria-valuenow')), { timeout: 15_000 })
      .toBeGreaterThan(0);
    await page.getByRole('button', { name: '暂停' }).click();
    expect(await page.locator('.heard-list li').count()).toBeGreaterThan(0);
  });

  it('shows sources, previews an upload before anything of it is stored, and keeps tabs in the address', async () => {
    await page.goto(`${city.address}/sources`);
    await page.locator('.ant-table-row a').first().waitFor();
    const before = await ask<{ lines: number }>('/api/overview');
    await page.getByRole('tab', { name: '导入' }).click();
    expect(page.url()).toContain('tab=import');
    await page.locator('input[type=file]').setInputFiles({
      name: '新增电话.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from('单位,电话\n市档案馆,0899-88667788\n市图书馆,886677\n'),
    });
    await page.getByRole('link', { name: '新增电话.csv' }).click();
    await page.getByRole('button', { name: '确认导入' }).waitFor();
    await expect
      .poll(() => page.locator('mark').allInnerTexts(), { timeout: 15_000 })
      .toContain('0899-88667788');
    expect((await ask<{ lines: number }>('/api/overview')).lines).toBe(before.lines);
    await shoot('source');
    await page.getByRole('button', { name: '确认导入' }).click();
    await page.getByText('已导入', { exact: true }).waitFor();
    expect((await ask<{ lines: number }>('/api/overview')).lines).toBe(before.lines + 1);
  });

  it('labels a recording by one key, reads its calls anew, plays the next, and takes the word back', async () => {
    const unlabelled = () =>
      ask<{
        items: { id: string; numbers: number; outcomes: { outcome: string }[] }[];
        progress: { unlabelled: number };
      }>('/api/announcements?state=unlabelled');
    const reads = (id: string) =>
      ask<{
        announcement: { word: string | null };
        heard: { probeId: string; outcome: string }[];
      }>(`/api/announcements/${id}`);
    // Recordings are grouped beside the calls: the list is whole when it stays as it is.
    let last = '';
    await expect
      .poll(
        async () => {
          const now = JSON.stringify(await unlabelled());
          const isWhole = now === last && last.includes('"outcome"');
          last = now;
          return isWhole;
        },
        { timeout: 60_000, interval: 1_500 },
      )
      .toBe(true);
    const before = await unlabelled();
    await page.goto(`${city.address}/announcements`);
    await page.locator('.label-word').first().waitFor();
    expect(await page.locator('.label-count').allInnerTexts()).toEqual(
      before.items.map(({ numbers }) => String(numbers)),
    );
    // A call that nobody answered: there a label decides, whatever else was heard.
    const isUnanswered = ({ outcome }: { outcome: string }) =>
      !outcome.startsWith('answered_') && outcome !== 'suspended';
    const first = before.items.find(({ outcomes }) => outcomes.some(isUnanswered));
    const call = (await reads(first?.id ?? '')).heard.find(isUnanswered);
    expect(call).toBeDefined();
    await page.goto(`${city.address}/announcements?id=${first?.id}`);
    await page.locator('.label-word').first().waitFor();
    await page.getByRole('button', { name: '播放', exact: true }).click();
    await expect
      .poll(() => page.locator('.label-track > span').getAttribute('style'), { timeout: 15_000 })
      .not.toContain('width: 0%');
    await shoot('announcements');
    await page.keyboard.press('2');
    await page.getByText('已标为“停机”').waitFor();
    const read = await reads(first?.id ?? '');
    expect(read.announcement.word).toBe('suspended');
    expect(read.heard.find(({ probeId }) => probeId === call?.probeId)?.outcome).toBe('suspended');
    await expect
      .poll(() => page.locator('.label-list button').count(), { timeout: 15_000 })
      .toBe(Math.min(50, before.progress.unlabelled - 1));
    await page.goto(`${city.address}/announcements?state=all&id=${first?.id}`);
    await page.locator('.label-word[aria-pressed=true]').waitFor();
    await page.locator(`.ant-table-tbody a[href="/calls/${call?.probeId}"]`).first().click();
    await page.getByText('改判').waitFor();
    await page.getByRole('link', { name: '停机' }).first().waitFor();
    await shoot('call-read-anew');
    await page.goto(`${city.address}/announcements`);
    await page.locator('.label-word').first().waitFor();
    await page.keyboard.press('4');
    await page.getByText('已标为“正在通话中”').waitFor();
    await page.keyboard.press('z');
    await page.getByText('已撤销').waitFor();
    const progress = await ask<{ progress: { labelled: number } }>('/api/announcements');
    expect(progress.progress.labelled).toBe(1);
  });

  it('shows how many lines and people the numbers need, as a chart, in words and in a table', async () => {
    interface Plan {
      planned: number;
      there: number;
      items: { display: string; needed: object | null; lines: number; why: string | null }[];
      offices: { department: { name: string } | null; there: number; planned: number }[];
    }
    const plan = await ask<Plan>('/api/capacity');
    const planned = plan.items.filter(({ needed }) => needed !== null);
    expect(plan.planned).toBe(planned.length);
    // Beside these, some of the lines that were called have told how many calls they take.
    expect(planned.length).toBeGreaterThanOrEqual(
      busyLines.filter(({ seats }) => seats !== null).length,
    );
    expect(plan.there).toBe(planned.reduce((sum, { lines }) => sum + lines, 0));
    expect(plan.items.map(({ why }) => why)).toContain('number_of_lines');
    const sumOfOffices = (of: 'there' | 'planned') =>
      plan.offices.reduce((sum, office) => sum + office[of], 0);
    expect(plan.offices.length).toBeGreaterThan(1);
    expect(sumOfOffices('there')).toBe(plan.there);
    expect(sumOfOffices('planned')).toBe(plan.planned);
    await page.goto(`${city.address}/capacity`);
    const offices = page.getByRole('img', { name: /最缺线路的单位/ });
    await offices.waitFor();
    const worst = plan.offices.find(({ department }) => department !== null)?.department?.name;
    expect(await offices.getAttribute('aria-label')).toContain(`${worst}：现有`);
    await shoot('capacity-by-office');
    await page.getByText('按号码', { exact: true }).click();
    const chart = page.getByRole('img', { name: /最缺线路的号码/ });
    await chart.waitFor();
    const first = plan.items[0];
    expect(await chart.getAttribute('aria-label')).toContain(`${first?.display}：现有`);
    const rows = page
      .locator('.ant-card')
      .filter({ hasText: '遇到占线的号码，最缺的在前' })
      .locator('.ant-table-tbody tr.ant-table-row');
    expect(await rows.count()).toBe(Math.min(20, plan.items.length));
    expect(await rows.first().innerText()).toContain(first?.display ?? '');
    const figures = await page.locator('.tile-figure').allInnerTexts();
    expect(figures[0]).toBe(String(plan.there));
    await shoot('capacity');
    await rows.first().locator('a.telephone').click();
    const card = page.locator('.capacity-card');
    await card.getByText('最忙时需要人数').waitFor();
    await card.scrollIntoViewIfNeeded();
    const cure = page.getByRole('region', { name: '归并建议' });
    await cure.getByText('每月费用（元）').waitFor();
    await cure.scrollIntoViewIfNeeded();
    await shoot('line-capacity');
  });

  it('proposes how the numbers can be fewer and reached, and makes tickets of what is accepted', async () => {
    interface Found {
      items: {
        key: string;
        kind: string;
        sentence: { zh: string };
        effect: { callers: object | null };
        decision: { word: string; ticketIds: string[] } | null;
      }[];
    }
    const { items } = await ask<Found>('/api/consolidation');
    expect(items.length).toBeGreaterThan(1);
    const simulated = items.find(({ effect }) => effect.callers !== null);
    await page.goto(`${city.address}/consolidation`);
    const card = page.locator('.proposal', { hasText: simulated?.sentence.zh ?? '' });
    await card.waitFor();
    expect(await page.locator('.proposal').count()).toBe(items.length);
    await shoot('consolidation');
    await card.getByRole('button', { name: '采纳…', exact: true }).click();
    const form = page.getByRole('dialog', { name: '采纳这条建议' });
    await form.getByLabel('说明').fill('本周内办');
    await shoot('consolidation-accept');
    await form.getByRole('button', { name: '采纳并开出整改单' }).click();
    await page.getByText(/已采纳，涉及整改单 \d+ 张/).waitFor();
    await page.getByText('已采纳 1', { exact: true }).click();
    await page.locator('.proposal-decision').getByText('本周内办').waitFor();
    await shoot('consolidation-accepted');
    const accepted = (await ask<Found>('/api/consolidation')).items.find(
      ({ key }) => key === simulated?.key,
    );
    const [ticketId] = accepted?.decision?.ticketIds ?? [];
    const ticket = await ask<{ ticket: { origin: string } }>(`/api/tickets/${ticketId}`);
    expect(ticket.ticket.origin).toBe('proposal');
    await page.goto(`${city.address}/consolidation`);
    await page.locator('.proposal').first().waitFor();
    await page.getByRole('button', { name: '不采纳…' }).first().click();
    const refusal = page.getByRole('dialog', { name: '不采纳这条建议' });
    await refusal.getByRole('button', { name: '不采纳', exact: true }).click();
    await refusal.getByText('请写明理由').waitFor();
    await refusal.getByLabel('理由').fill('号码印在证件上');
    await refusal.getByRole('button', { name: '不采纳', exact: true }).click();
    await page.getByText('已记录').waitFor();
  });

  it('opens a ticket with the calls it rests on', async () => {
    const { total } = await ask<{ total: number }>('/api/tickets?state=open');
    expect(total).toBeGreaterThan(0);
    await page.goto(`${city.address}/tickets?state=open`);
    await page.getByRole('button', { name: /^#\d+/ }).first().click();
    await page.locator('.evidence-row').first().waitFor();
    expect(page.url()).toContain('ticket=');
    await shoot('ticket');
  });

  it('sets a bad hour of the trunk by hand, whose calls count no more, names a control line, and withdraws it', async () => {
    const { items: calls } = await ask<{ items: { outcome: string; startedAtMs: number }[] }>(
      '/api/probes?outcome=busy&pageSize=1',
    );
    const busyAtMs = calls[0]?.startedAtMs ?? Number.NaN;
    const day = new Date(busyAtMs + 8 * 3_600_000).toISOString().slice(0, 10);
    await page.goto(`${city.address}/settings?tab=trunks`);
    await page.getByRole('button', { name: '人工设定' }).click();
    const form = page.getByRole('dialog');
    await form.getByLabel('失败方式').press('ArrowDown');
    await page.getByTitle('占线', { exact: true }).click();
    await form.getByLabel('日期').fill(day);
    await form.getByLabel('日期').press('Enter');
    await form.getByLabel('自', { exact: true }).fill('00:00');
    await form.getByLabel('至', { exact: true }).fill('23:59');
    await form.getByLabel('理由').fill('运营商通报网关故障');
    await shoot('set-bad-hour');
    await form.getByRole('button', { name: '保存' }).click();
    const row = page.getByRole('row', { name: '运营商通报网关故障' });
    await row.waitFor();
    const [hour] = await ask<{ calls: number; state: string }[]>('/api/bad-hours');
    expect(hour?.state).toBe('found');
    expect(hour?.calls).toBeGreaterThan(0);

    const { items: lines } = await ask<{ items: { display: string }[] }>('/api/lines?pageSize=1');
    const display = lines[0]?.display ?? '';
    await page.getByRole('button', { name: '指定对照线路' }).click();
    const naming = page.getByRole('dialog');
    await naming.getByRole('combobox').fill(display.replace(/\D/g, '').slice(-6));
    await page.getByTitle(display).first().click();
    await naming.getByLabel('为何必有应答').fill('本办公室电话');
    await naming.getByRole('button', { name: '保存' }).click();
    await page.getByRole('row', { name: '本办公室电话' }).waitFor();
    await page.waitForTimeout(400);
    await page.screenshot({ path: join(shots, 'bad-hours.png'), fullPage: true });

    await row.getByRole('button', { name: /撤\s?销/ }).click();
    const withdrawal = page.getByRole('dialog');
    await withdrawal.getByLabel('理由').fill('通报有误');
    await withdrawal.getByRole('button', { name: /撤\s?销/ }).click();
    await page.getByRole('row', { name: '通报有误' }).getByText('已撤销').waitFor();
    const [after] = await ask<{ calls: number; state: string }[]>('/api/bad-hours');
    expect(after).toMatchObject({ state: 'withdrawn', calls: 0 });
  });

  it('records a spot check on a telephone’s screen, where nothing runs over the edge', async () => {
    const { items } = await ask<{ items: { id: string }[] }>('/api/lines?pageSize=1');
    await page.setViewportSize({ width: 390, height: 844 });
    await page.goto(`${city.address}/lines/${items[0]?.id}`);
    await page.getByText('接通，不是本单位').click();
    await page.getByRole('button', { name: '登记抽查' }).click();
    await page.getByText('已登记，定性随之更新').waitFor();
    const checks = await ask<{ items: { code: string }[] }>(
      `/api/spot-checks?lineId=${items[0]?.id}`,
    );
    expect(checks.items[0]?.code).toBe('13');
    await expectNothingOverTheEdge(page);
    await shoot('line-on-a-telephone');
    await page.setViewportSize({ width: 1440, height: 900 });
  });

  it('says everything in English too', async () => {
    await page.getByRole('button', { name: 'English' }).click();
    for (const path of [
      'overview',
      'lines',
      'calls',
      'sources',
      'tickets',
      'announcements',
      'capacity',
      'consolidation',
      'campaigns',
      'own-lines',
      'owners',
      'spot-checks',
      'spot-work',
      'programmes',
      'reports',
      'ranking',
      'settings?tab=audit',
      'settings?tab=trunks',
    ]) {
      await page.goto(`${city.address}/${path}`);
      await page.locator('h1').waitFor();
      const chrome = await page
        .locator('.ant-layout-sider, .head > :not(strong):not([lang]), h1, th, .ant-tabs-tab')
        .allInnerTexts();
      const chinese = chrome.join(' ').match(/[\u4e00-\u9fff]+/g) ?? [];
      expect(chinese.filter((word) => word !== '管理员')).toEqual([]);
    }
    await shoot('english');
  });

  it('met no fault of the pages on the whole way', () => {
    expect(problems).toEqual([]);
  });
});
