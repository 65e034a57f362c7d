import { readFile } from 'node:fs/promises';

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { chromiumPath, expectNothingOverTheEdge, tellWhatFailed } from './console-browser.ts';
import { tellOfTheBeginning } from './story-beginning.ts';
import { textOf } from './story-papers.ts';
import { choose, chooseOffice } from './story-stage.ts';
import { move, openTale, type Tale } from './story-tale.ts';

const centre = '云川市社会保险中心';

/** What the audit log tells of by the end. */
const acts = [
  ...['setup.done', 'departments.import', 'accounts.create', 'invitations.create'],
  ...['invitations.accept', 'sources.import', 'lines.keeper', 'owner_links.make'],
  ...['lines.confirm', 'lines.dispute', 'clearances.give', 'trunks.create'],
  ...['campaigns.create', 'campaigns.start', 'campaigns.stop'],
  ...['spot_checks.draw', 'spot_checks.record', 'reports.issue'],
  ...['accept', 'return', 'assign', 'ask_extension', 'grant_extension', 'claim', 'fail']
    .concat(['pass', 'reminder', 'notice', 'escalation'])
    .map((move) => `tickets.${move}`),
];

describe.skipIf(chromiumPath === null)('a season of governance', { timeout: 240_000 }, () => {
  let tale: Tale | undefined;
  let broken = false;
  const told = (): Tale => {
    if (tale === undefined) throw new Error('the story has not begun');
    return tale;
  };

  beforeAll(async () => {
    tale = await openTale('2026-09-07');
  }, 240_000);

  afterAll(() => tale?.close());

  // What follows rests on what was before.
  beforeEach(({ skip, onTestFailed }) => {
    if (broken) skip();
    onTestFailed(() => {
      broken = true;
    });
  });
  tellWhatFailed('story', () => tale?.stage.last());

  tellOfTheBeginning(told);

  it('makes a campaign, and its calls find what does not work', async () => {
    const tale = told();
    const number = '+8689960000000';
    await tale.admin.createTrunk({
      body: {
        name: '政务外呼中继',
        ...{ host: '127.0.0.1', port: 5060, simulated: true, enabled: true },
        ...{ registeredNumber: number, presentedNumber: number, channels: 4, perDay: 1_000 },
      },
    });
    const page = await tale.stage.open('zhou.min', '/campaigns');
    await page.getByRole('button', { name: '新建行动' }).click();
    const form = page.getByRole('dialog');
    await form.getByLabel('名称').fill('九月公开电话治理');
    const days = form.locator('.ant-picker-range input');
    await days.nth(0).fill('2026-09-08');
    await days.nth(0).press('Enter');
    await days.nth(1).fill('2026-09-22');
    await days.nth(1).press('Enter');
    await choose(form, '中继', '政务外呼中继');
    await tale.stage.shoot(page, 'campaign-new');
    await form.getByRole('button', { name: /^保\s*存$/ }).click();
    await page.getByRole('heading', { name: '九月公开电话治理' }).waitFor();
    await page.getByRole('button', { name: '开始拨测' }).click();
    await page.getByText('进行中').waitFor();
    tale.campaignId = page.url().split('/').at(-1) ?? '';
    await tale.callUntil('2026-09-09', tale.papers.sample);
    await tale.stage.open('zhou.min', `/campaigns/${tale.campaignId}`);
    await page.getByRole('heading', { name: '九月公开电话治理' }).waitFor();
    await page.locator('.ant-table-row').first().waitFor();
    await tale.stage.shoot(page, 'campaign');
    const { items } = await tale.admin.listTickets({ query: { pageSize: 50 } });
    expect(items.map(({ lineDisplay, fault }) => [lineDisplay, fault]).toSorted()).toEqual(
      [
        [tale.papers.shown('pensionCard'), 'zombie'],
        [tale.papers.shown('jobs'), 'busy'],
        [tale.papers.shown('injury'), 'invalid'],
        [tale.papers.shown('residence'), 'zombie'],
        [tale.papers.shown('marriage'), 'zombie'],
      ].toSorted(),
    );
    await tale.stage.open('zhou.min', '/tickets');
    await page.getByText(tale.papers.shown('marriage')).first().waitFor();
    await tale.stage.shoot(page, 'tickets');
  });

  it('checks by hand what no machine hears: a tester asks, and gets a wrong answer', async () => {
    const tale = told();
    await tale.city.wakeOn('2026-09-10');
    const departmentId = tale.office('云川市住房公积金管理中心');
    await tale.zhou.addSpotQuestion({
      body: {
        departmentId,
        purpose: null,
        question: '提取公积金付房租，一年可以提几次？',
        expected: '每季度一次，每次不超过实际房租。',
        active: true,
      },
    });
    const testers = await tale.zhou.listSpotTesters();
    const testerIds = testers.filter(({ name }) => name === '赵强').map(({ id }) => id);
    await tale.zhou.drawSpotRound({
      body: { name: '公积金业务抽查', departmentId, level: 1, size: 1, testerIds },
    });
    const page = await tale.stage.open('zhao.qiang', '/spot-work', 'phone');
    await page.locator('.spot-number').waitFor();
    await page.getByRole('radio', { name: /单位和职能都对/ }).tap();
    await page.getByRole('button', { name: '看参考答案' }).tap();
    await page.getByRole('radio', { name: '答错' }).tap();
    await page.getByLabel('备注').fill('答“一年一次”');
    await tale.stage.shoot(page, 'tester', true);
    await expectNothingOverTheEdge(page);
    await page.getByRole('button', { name: /^完成/ }).tap();
    await page.getByText('现在没有要打的号码').waitFor();
    const opened = async () =>
      (await tale.admin.listTickets({ query: { fault: ['wrong_answers'] } })).items;
    await expect
      .poll(opened, { timeout: 20_000 })
      .toMatchObject([{ state: 'opened', origin: 'spot_check' }]);
  });

  it('gives a ticket back that is another office’s, and assigns it with its line', async () => {
    const tale = told();
    const sun = await tale.openTicket('sun.lei', 'injury');
    await move(sun, '不归本单位，退回', '已退回', async (form) => {
      await form.getByLabel(/^为什么不归本单位/).fill('工伤保险由社会保险中心经办，请改派。');
      await tale.stage.shoot(sun, 'return');
    });
    const page = await tale.openTicket('zhou.min', 'injury');
    await move(page, '指派单位', '待接收', async (form) => {
      await chooseOffice(form, '指派给', centre);
      await form.getByLabel('原因或说明').fill('三定方案载明工伤待遇由社会保险中心核发。');
    });
    const li = await tale.openTicket('li.na', 'injury');
    await move(li, '接收', '已接收');
    await tale.stage.shoot(li, 'assigned', true);
    expect((await tale.ticketOf('injury')).department?.name).toBe(centre);
    const line = await tale.admin.line({ params: { id: await tale.lineId('injury') } });
    expect(line.line.department?.name).toBe(centre);
  });

  it('grants more time where it is asked for with a reason', async () => {
    const tale = told();
    const ma = await tale.openTicket('ma.jun', 'residence');
    await move(ma, '接收', '已接收');
    await move(ma, '申请延期', '已接收', async (form) => {
      await form.getByLabel('延长几个工作日').fill('10');
      await form.getByLabel('原因或说明').fill('窗口正在搬迁，新址 9 月 28 日通电话。');
    });
    await ma.getByText('10 个工作日 · 待批').waitFor();
    const page = await tale.openTicket('zhou.min', 'residence');
    await page.getByText('等待审批').waitFor();
    await tale.stage.shoot(page, 'extension', true);
    await move(page, '同意延期', '已接收');
    await page.getByText('10 个工作日 · 已同意').waitFor();
    // Ten working days after the 16th, with a make-up Sunday and the Mid-Autumn holiday between.
    expect(await tale.ticketOf('residence')).toMatchObject({ dueOn: '2026-09-30' });
  });

  it('believes no claim: calls close the one and reopen the other', async () => {
    const tale = told();
    for (const [line, done] of [
      ['jobs', '新增语音导航和两条中继。'],
      ['pensionCard', '已提醒值班人员。'],
    ] as const) {
      const li = await tale.openTicket('li.na', line);
      await move(li, '接收', '已接收');
      await move(li, '申报已修好', '待复测', (form) => form.getByLabel(/^做了什么/).fill(done));
    }
    await tale.callUntil('2026-09-11', tale.papers.mended(['jobs']));
    const li = await tale.openTicket('li.na', 'pensionCard');
    await li.locator('.title-row', { hasText: '重新整改' }).waitFor();
    await li.getByText(/复测不合格，退回重新整改（复测 \d+ 次，打通 0 次）/).waitFor();
    await tale.stage.shoot(li, 'reopened', true);
    expect(await tale.ticketOf('pensionCard')).toMatchObject({
      state: 'reopened',
      timesReopened: 1,
    });
    await tale.city.wakeOn('2026-09-14');
    await tale.openTicket('li.na', 'pensionCard');
    await move(li, '申报已修好', '待复测', (form) =>
      form.getByLabel(/^做了什么/).fill('话机线路接反，已重接并安排专人。'),
    );
    await tale.callUntil('2026-09-16', tale.papers.mended(['jobs', 'pensionCard']));
    await tale.openTicket('li.na', 'pensionCard');
    await li.locator('.title-row', { hasText: '已销号' }).waitFor();
    await tale.stage.shoot(li, 'closed', true);
    expect(await tale.ticketOf('jobs')).toMatchObject({ state: 'closed', timesReopened: 0 });
  });

  it('reminds an office the day after its last day', async () => {
    const tale = told();
    await tale.city.wakeOn('2026-09-17');
    const number = (await tale.ticketOf('marriage')).number;
    const he = await tale.notices('he.jing', 'phone');
    await he.getByText(`催办：整改单 #${number}`, { exact: false }).waitFor();
    await tale.stage.shoot(he, 'reminder');
    const tian = await tale.notices('tian.yu');
    await tian.getByText('还没有通知。', { exact: false }).waitFor();
    const li = await tale.openTicket('li.na', 'injury');
    await move(li, '申报已修好', '待复测', (form) =>
      form.getByLabel(/^做了什么/).fill('号码已复机，接入社保中心总机。'),
    );
    await tale.callUntil('2026-09-22', tale.papers.mended(['jobs', 'pensionCard', 'injury']));
    expect(await tale.ticketOf('injury')).toMatchObject({ state: 'closed' });
  });

  it('gives notice in writing and tells the office above, after more than five working days', async () => {
    const tale = told();
    await tale.city.wakeOn('2026-09-23');
    const { number } = await tale.ticketOf('marriage');
    const tian = await tale.notices('tian.yu');
    await tian.getByText(`逾期上报：整改单 #${number}`, { exact: false }).waitFor();
    await tale.stage.shoot(tian, 'escalation');
    const he = await tale.openTicket('he.jing', 'marriage');
    await he.getByText('催办与通报').waitFor();
    await he.getByText('逾期 6 个工作日').first().waitFor();
    await tale.stage.shoot(he, 'overdue', true);
  });

  it('reports figures that agree with what happened, as a page, as Word and as Excel', async () => {
    const tale = told();
    const page = await tale.stage.open('zhou.min', `/campaigns/${tale.campaignId}`);
    await page.getByRole('button', { name: '结束行动' }).click();
    await page
      .locator('.ant-popover')
      .getByRole('button', { name: /^确\s*定$/ })
      .click();
    await page.getByText('已结束').waitFor();
    await tale.stage.shoot(page, 'campaign-ended');
    await page.goto(`${tale.city.address}/reports`);
    const draft = page.locator('.report-draft');
    await choose(draft, '类型', '行动报告');
    await choose(draft, '行动', '九月公开电话治理');
    await draft.getByRole('button', { name: '查看草稿' }).click();
    await page.getByText('草稿：未印发，数据随时变化').waitFor();
    await page.getByRole('button', { name: /^印\s*发$/ }).click();
    const form = page.getByRole('dialog');
    await form.getByLabel('印发单位').fill('云川市政务热线办公室');
    await form.getByLabel('文号').fill('云热线〔2026〕19号');
    await form.getByRole('button', { name: /^印\s*发$/ }).click();
    await page.getByText('云热线〔2026〕19号').waitFor();
    await page.getByText('新开整改单 6 件，办结 3 件；期末未办结 3 件，其中逾期 1 件。').waitFor();
    await tale.stage.shoot(page, 'report', true);
    const figures = await tale.campaignFigures();
    const reach = `${((figures.reached / figures.counted) * 100).toFixed(1)}% (${figures.counted})`;
    for (const [name, ending] of [
      ['Word 文档', 'docx'],
      ['Excel', 'xlsx'],
    ] as const) {
      const download = page.waitForEvent('download');
      await page.getByRole('link', { name }).click();
      const text = await textOf(`report.${ending}`, await readFile(await (await download).path()));
      for (const said of [reach, tale.papers.shown('marriage'), '云川市公安局', '2026-09-16']) {
        expect(text).toContain(said);
      }
    }
  });

  it('has every act on the audit log, in a chain that holds', async () => {
    const tale = told();
    const page = await tale.stage.open('admin', '/settings?tab=audit');
    await page.getByRole('button', { name: '校验链' }).click();
    await page.getByText('的链未被改动', { exact: false }).waitFor();
    await tale.stage.shoot(page, 'audit');
    const { items } = await tale.admin.audit({ query: { pageSize: 200 } });
    const logged = new Set(items.map(({ operation }) => operation));
    expect(acts.filter((act) => !logged.has(act))).toEqual([]);
    // Five tickets by calls and one by a tester, and each is told of once.
    expect(items.filter(({ operation }) => operation === 'tickets.open')).toHaveLength(6);
    expect(tale.stage.problems).toEqual([]);
  });
});
