import { readFile } from 'node:fs/promises';

import type { Client, Ticket } from '@everyline/contract';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { chromiumPath, expectNothingOverTheEdge, tellWhatFailed } from './console-browser.ts';
import { openStoryCity, type StoryCity } from './story-city.ts';
import { departmentTable, textOf, storyPapers, type StoryLine } from './story-papers.ts';
import { choose, chooseOffice, openStage, storyPassword, type Stage } from './story-stage.ts';

const papers = storyPapers();
const bureau = '云川市人力资源和社会保障局';
const centre = '云川市社会保险中心';
const registry = '云川市民政局婚姻登记处';
/** The managers of the story, with the office of each; others are invited or have none. */
const people = [
  ['zhou.min', '周敏', 'campaign_manager', null],
  ['sun.lei', '孙磊', 'department_manager', '云川市医疗保障局'],
  ['ma.jun', '马军', 'department_manager', '云川市公安局'],
  ['he.jing', '何静', 'department_manager', registry],
  ['tian.yu', '田宇', 'department_manager', '云川市民政局'],
  ['wu.hao', '吴昊', 'department_manager', '云川市住房公积金管理中心'],
  ['zhao.qiang', '赵强', 'tester', null],
] as const;

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
  let city: StoryCity;
  let stage: Stage;
  let admin: Client;
  let zhou: Client;
  let offices: ReadonlyMap<string, string> = new Map();
  let campaignId = '';
  let broken = false;

  beforeAll(async () => {
    city = await openStoryCity('2026-09-07');
    stage = await openStage(city.address, () => city.nowMs());
  }, 240_000);

  afterAll(async () => {
    await stage?.close();
    await city?.close();
  });

  // What follows rests on what was before.
  beforeEach(({ skip, onTestFailed }) => {
    if (broken) skip();
    onTestFailed(() => {
      broken = true;
    });
  });
  tellWhatFailed('story', () => stage?.last());

  const callUntil: StoryCity['callUntil'] = async (day, sample) => {
    await stage.rest();
    await city.callUntil(day, sample);
  };
  const office = (name: string) => offices.get(name) ?? '';
  const file = ({ name, bytes }: { name: string; bytes: Uint8Array }) => ({
    name,
    mimeType: 'application/octet-stream',
    buffer: Buffer.from(bytes),
  });
  const lineId = async (line: StoryLine) => {
    const { items } = await admin.listLines({ query: { q: papers.dialled(line).slice(-8) } });
    return items[0]?.id ?? '';
  };
  const ticketOf = async (line: StoryLine): Promise<Ticket> => {
    const { items } = await admin.listTickets({ query: { pageSize: 100 } });
    const found = items.find(({ lineDisplay }) => lineDisplay === papers.shown(line));
    if (found === undefined) throw new Error(`no ticket has been opened for ${line}`);
    return found;
  };
  const openTicket = async (who: string, line: StoryLine) => {
    const page = await stage.open(who, `/tickets/${(await ticketOf(line)).id}`);
    await page.locator('.verdict-sentence').waitFor();
    return page;
  };
  /** Makes a move on the page of a ticket, and waits until the page shows where it stands. */
  const move = async (
    page: Page,
    name: string,
    state: string,
    fill: (form: ReturnType<Page['getByRole']>) => Promise<void> = () => Promise.resolve(),
  ) => {
    await page.getByRole('button', { name, exact: true }).click();
    const form = page.getByRole('dialog');
    await fill(form);
    await form.getByRole('button', { name, exact: true }).click();
    await form.waitFor({ state: 'detached' });
    await page.locator('.title-row', { hasText: state }).waitFor();
  };
  /** What the calls on record came to, counted anew. */
  const campaignFigures = async () => {
    const query = { campaignId, state: 'done', pageSize: 200 } as const;
    const { items, total } = await admin.listProbes({ query });
    expect(items).toHaveLength(total);
    const reached = items.filter(({ outcome }) => /^answered_(person|ivr)$/.test(outcome ?? ''));
    const uncounted = items.filter(({ outcome }) => outcome === 'answered_unknown');
    return { reached: reached.length, counted: total - uncounted.length };
  };
  const notices = async (who: string, device: 'desk' | 'phone' = 'desk') => {
    const page = await stage.open(who, '/notifications', device);
    await page.getByText('我的接收方式').waitFor();
    return page;
  };

  it('begins with the code of the terminal, and asks who governs which city', async () => {
    const page = await stage.stranger(city.address, 'desk');
    await page.getByLabel('设置码').fill(city.setupCode);
    await page.getByLabel('城市名称').fill('云川市');
    await page.getByLabel('区号').fill('0899');
    await page.getByLabel('账号').fill('admin');
    await page.getByLabel('姓名').fill('陈立');
    await page.getByLabel('密码').fill(storyPassword);
    await stage.shoot(page, 'setup', true);
    await page.getByRole('button', { name: '完成设置' }).click();
    await page.getByText('从导入公布号码的文件开始').waitFor();
    admin = await city.signIn('admin', storyPassword);
  });

  it('takes over the tree of departments from the table of the city', async () => {
    const page = await stage.open('admin', '/settings?tab=departments');
    await page.getByRole('button', { name: '导入单位表' }).click();
    await page.locator('input[type=file]').setInputFiles(file(departmentTable()));
    await page.getByRole('button', { name: '导入 12 个' }).waitFor();
    await stage.shoot(page, 'tree-preview');
    await page.getByRole('button', { name: '导入 12 个' }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.getByRole('cell', { name: registry }).waitFor();
    await stage.shoot(page, 'tree');
    offices = new Map((await admin.listDepartments()).map(({ id, name }) => [name, id]));
    expect(offices.size).toBe(12);
  });

  it('invites the people of the offices, who choose their own passwords', async () => {
    for (const [name, displayName, role, of] of people) {
      const departmentId = of === null ? null : office(of);
      const body = { name, displayName, password: storyPassword, role, departmentId };
      await admin.createAccount({ body });
    }
    zhou = await city.signIn('zhou.min', storyPassword);
    const page = await stage.open('admin', '/settings?tab=accounts');
    await page.getByRole('button', { name: '邀请', exact: true }).click();
    const form = page.getByRole('dialog');
    await form.getByLabel('账号').fill('li.na');
    await form.getByLabel('姓名').fill('李娜');
    await chooseOffice(form, '单位范围', bureau);
    await form.getByRole('button', { name: '邀请', exact: true }).click();
    await form.waitFor({ state: 'detached' });
    const link = (await page.locator('.ant-alert code').innerText()).trim();
    await stage.shoot(page, 'people', true);
    const li = await stage.stranger(link, 'desk');
    await li.getByText('李娜').waitFor();
    await li.getByLabel('设置密码').fill(storyPassword);
    await li.getByRole('button', { name: '开通并登录' }).click();
    await li.getByRole('heading', { name: '总览' }).waitFor();
  });

  it('reads the numbers that the city has published, and knows whose each is', async () => {
    const page = await stage.open('zhou.min', '/sources?tab=import');
    const document = file(papers.document());
    await page.locator('input[type=file]').setInputFiles(document);
    await page.getByRole('link', { name: document.name }).click();
    await page.locator('mark').first().waitFor();
    await stage.shoot(page, 'document');
    await page.getByRole('button', { name: '确认导入' }).click();
    await page.getByText('已导入', { exact: true }).waitFor();
    await page.goto(`${city.address}/lines`);
    await page.getByText(papers.shown('marriage')).waitFor();
    await stage.shoot(page, 'lines');
    const { total, items } = await admin.listLines({ query: { pageSize: 50 } });
    expect(total).toBe(14);
    expect(items.every(({ department }) => department !== null)).toBe(true);
  });

  it('asks the owners: one confirms, one corrects, on their telephones', async () => {
    const lineIds = [await lineId('marriage'), await lineId('divorce')];
    const keeper = { name: '王芳', telephone: '0899-8756 1331' };
    await zhou.nameKeeper({ body: { lineIds, keeper } });
    const kept = await admin.line({ params: { id: lineIds[0] ?? '' } });
    const keeperId = kept.line.keeper?.id ?? '';
    const made = await zhou.makeOwnerLink({ body: { keeperId, send: false } });
    const wang = await stage.stranger(`${city.address}/confirm#${made.secret}`, 'phone');
    await wang.getByText(`王芳（${registry}）`).waitFor();
    for (const line of ['marriage', 'divorce'] as const) {
      await wang.getByRole('button', { name: `确认 ${papers.shown(line)}` }).tap();
      await wang.getByRole('button', { name: `再次确认 ${papers.shown(line)}` }).waitFor();
    }
    await stage.shoot(wang, 'keeper');
    await expectNothingOverTheEdge(wang);

    const li = await stage.open('li.na', '/own-lines', 'phone');
    await li.getByText('4 个待确认，共 4 个').waitFor();
    await li.getByRole('button', { name: `确认 ${papers.shown('pension')}` }).tap();
    await li.getByText('3 个待确认，共 4 个').waitFor();
    await li.getByRole('button', { name: `有误 ${papers.shown('graduates')}` }).tap();
    await li.getByText('服务时间不对').tap();
    await li.getByLabel('正确的服务时间').fill('周一至周五 9:00-12:00，13:30-17:00');
    await li.evaluate(
      `document.querySelector('.dispute-form').closest('.answer-card').scrollIntoView()`,
    );
    await stage.shoot(li, 'owner');
    await expectNothingOverTheEdge(li);
    await li.getByRole('button', { name: '提交' }).tap();
    await li.getByText(/^周一至周五 9:00-12:00.13:30-17:00$/).waitFor();
  });

  it('gives the clearances in writing, without which nothing is called', async () => {
    const li = await stage.open('li.na', '/own-lines', 'phone');
    await li.getByRole('button', { name: '允许测试' }).first().tap();
    const form = li.getByRole('dialog');
    await form.getByLabel('书面依据').fill('云人社函〔2026〕42号，2026-09-04');
    await stage.shoot(li, 'clearance');
    await form.getByRole('button', { name: '允许测试' }).tap();
    await li.getByText('已登记测试许可').waitFor();
    const basis = '云政办函〔2026〕31号，2026-09-03';
    const page = await stage.open('zhou.min', '/clearances');
    await page.getByRole('button', { name: '给出许可' }).click();
    const give = page.getByRole('dialog');
    await give.getByText('单位', { exact: true }).first().click();
    await chooseOffice(give, '单位', '云川市人民政府');
    await give.getByLabel('书面依据').fill(basis);
    await give.getByLabel('许可人').fill('云川市人民政府办公室');
    await give.getByRole('button', { name: '给出许可' }).click();
    await page.getByText('已许可 14 条线路').waitFor();
    await page.keyboard.press('Escape');
    await stage.shoot(page, 'clearances');
  });

  it('makes a campaign, and its calls find what does not work', async () => {
    const number = '+8689960000000';
    await admin.createTrunk({
      body: {
        name: '政务外呼中继',
        ...{ host: '127.0.0.1', port: 5060, simulated: true, enabled: true },
        ...{ registeredNumber: number, presentedNumber: number, channels: 4, perDay: 1_000 },
      },
    });
    const page = await stage.open('zhou.min', '/campaigns');
    await page.getByRole('button', { name: '新建行动' }).click();
    const form = page.getByRole('dialog');
    await form.getByLabel('名称').fill('九月公开电话治理');
    const days = form.locator('.ant-picker-range input');
    await days.nth(0).fill('2026-09-08');
    await days.nth(0).press('Enter');
    await days.nth(1).fill('2026-09-22');
    await days.nth(1).press('Enter');
    await choose(form, '中继', '政务外呼中继');
    await stage.shoot(page, 'campaign-new');
    await form.getByRole('button', { name: /^保\s*存$/ }).click();
    await page.getByRole('heading', { name: '九月公开电话治理' }).waitFor();
    await page.getByRole('button', { name: '开始拨测' }).click();
    await page.getByText('进行中').waitFor();
    campaignId = page.url().split('/').at(-1) ?? '';
    await callUntil('2026-09-09', papers.sample);
    await stage.open('zhou.min', `/campaigns/${campaignId}`);
    await page.getByRole('heading', { name: '九月公开电话治理' }).waitFor();
    await page.locator('.ant-table-row').first().waitFor();
    await stage.shoot(page, 'campaign');
    const { items } = await admin.listTickets({ query: { pageSize: 50 } });
    expect(items.map(({ lineDisplay, fault }) => [lineDisplay, fault]).toSorted()).toEqual(
      [
        [papers.shown('pensionCard'), 'zombie'],
        [papers.shown('jobs'), 'busy'],
        [papers.shown('injury'), 'invalid'],
        [papers.shown('residence'), 'zombie'],
        [papers.shown('marriage'), 'zombie'],
      ].toSorted(),
    );
    await stage.open('zhou.min', '/tickets');
    await page.getByText(papers.shown('marriage')).first().waitFor();
    await stage.shoot(page, 'tickets');
  });

  it('checks by hand what no machine hears: a tester asks, and gets a wrong answer', async () => {
    await city.wakeOn('2026-09-10');
    const departmentId = office('云川市住房公积金管理中心');
    await zhou.addSpotQuestion({
      body: {
        departmentId,
        purpose: null,
        question: '提取公积金付房租，一年可以提几次？',
        expected: '每季度一次，每次不超过实际房租。',
        active: true,
      },
    });
    const testers = await zhou.listSpotTesters();
    const testerIds = testers.filter(({ name }) => name === '赵强').map(({ id }) => id);
    await zhou.drawSpotRound({
      body: { name: '公积金业务抽查', departmentId, level: 1, size: 1, testerIds },
    });
    const page = await stage.open('zhao.qiang', '/spot-work', 'phone');
    await page.locator('.spot-number').waitFor();
    await page.getByRole('radio', { name: /单位和职能都对/ }).tap();
    await page.getByRole('button', { name: '看参考答案' }).tap();
    await page.getByRole('radio', { name: '答错' }).tap();
    await page.getByLabel('备注').fill('答“一年一次”');
    await stage.shoot(page, 'tester', true);
    await expectNothingOverTheEdge(page);
    await page.getByRole('button', { name: /^完成/ }).tap();
    await page.getByText('现在没有要打的号码').waitFor();
    const opened = async () =>
      (await admin.listTickets({ query: { fault: ['wrong_answers'] } })).items;
    await expect
      .poll(opened, { timeout: 20_000 })
      .toMatchObject([{ state: 'opened', origin: 'spot_check' }]);
  });

  it('gives a ticket back that is another office’s, and assigns it with its line', async () => {
    const sun = await openTicket('sun.lei', 'injury');
    await move(sun, '不归本单位，退回', '已退回', async (form) => {
      await form.getByLabel(/^为什么不归本单位/).fill('工伤保险由社会保险中心经办，请改派。');
      await stage.shoot(sun, 'return');
    });
    const page = await openTicket('zhou.min', 'injury');
    await move(page, '指派单位', '待接收', async (form) => {
      await chooseOffice(form, '指派给', centre);
      await form.getByLabel('原因或说明').fill('三定方案载明工伤待遇由社会保险中心核发。');
    });
    const li = await openTicket('li.na', 'injury');
    await move(li, '接收', '已接收');
    await stage.shoot(li, 'assigned', true);
    expect((await ticketOf('injury')).department?.name).toBe(centre);
    const line = await admin.line({ params: { id: await lineId('injury') } });
    expect(line.line.department?.name).toBe(centre);
  });

  it('grants more time where it is asked for with a reason', async () => {
    const ma = await openTicket('ma.jun', 'residence');
    await move(ma, '接收', '已接收');
    await move(ma, '申请延期', '已接收', async (form) => {
      await form.getByLabel('延长几个工作日').fill('10');
      await form.getByLabel('原因或说明').fill('窗口正在搬迁，新址 9 月 28 日通电话。');
    });
    await ma.getByText('10 个工作日 · 待批').waitFor();
    const page = await openTicket('zhou.min', 'residence');
    await page.getByText('等待审批').waitFor();
    await stage.shoot(page, 'extension', true);
    await move(page, '同意延期', '已接收');
    await page.getByText('10 个工作日 · 已同意').waitFor();
    // Ten working days after the 16th, with a make-up Sunday and the Mid-Autumn holiday between.
    expect(await ticketOf('residence')).toMatchObject({ dueOn: '2026-09-30' });
  });

  it('believes no claim: calls close the one and reopen the other', async () => {
    for (const [line, done] of [
      ['jobs', '新增语音导航和两条中继。'],
      ['pensionCard', '已提醒值班人员。'],
    ] as const) {
      const li = await openTicket('li.na', line);
      await move(li, '接收', '已接收');
      await move(li, '申报已修好', '待复测', (form) => form.getByLabel(/^做了什么/).fill(done));
    }
    await callUntil('2026-09-11', papers.mended(['jobs']));
    const li = await openTicket('li.na', 'pensionCard');
    await li.locator('.title-row', { hasText: '重新整改' }).waitFor();
    await li.getByText('复测不合格，退回重新整改').first().waitFor();
    await stage.shoot(li, 'reopened', true);
    expect(await ticketOf('pensionCard')).toMatchObject({ state: 'reopened', timesReopened: 1 });
    await city.wakeOn('2026-09-14');
    await openTicket('li.na', 'pensionCard');
    await move(li, '申报已修好', '待复测', (form) =>
      form.getByLabel(/^做了什么/).fill('话机线路接反，已重接并安排专人。'),
    );
    await callUntil('2026-09-16', papers.mended(['jobs', 'pensionCard']));
    await openTicket('li.na', 'pensionCard');
    await li.locator('.title-row', { hasText: '已销号' }).waitFor();
    await stage.shoot(li, 'closed', true);
    expect(await ticketOf('jobs')).toMatchObject({ state: 'closed', timesReopened: 0 });
  });

  it('reminds an office the day after its last day', async () => {
    await city.wakeOn('2026-09-17');
    const number = (await ticketOf('marriage')).number;
    const he = await notices('he.jing', 'phone');
    await he.getByText(`催办：整改单 #${number}`, { exact: false }).waitFor();
    await stage.shoot(he, 'reminder');
    const tian = await notices('tian.yu');
    await tian.getByText('还没有通知。', { exact: false }).waitFor();
    const li = await openTicket('li.na', 'injury');
    await move(li, '申报已修好', '待复测', (form) =>
      form.getByLabel(/^做了什么/).fill('号码已复机，接入社保中心总机。'),
    );
    await callUntil('2026-09-22', papers.mended(['jobs', 'pensionCard', 'injury']));
    expect(await ticketOf('injury')).toMatchObject({ state: 'closed' });
  });

  it('gives notice in writing and tells the office above, after more than five working days', async () => {
    await city.wakeOn('2026-09-23');
    const { number } = await ticketOf('marriage');
    const tian = await notices('tian.yu');
    await tian.getByText(`逾期上报：整改单 #${number}`, { exact: false }).waitFor();
    await stage.shoot(tian, 'escalation');
    const he = await openTicket('he.jing', 'marriage');
    await he.getByText('催办与通报').waitFor();
    await he.getByText('逾期 6 个工作日').first().waitFor();
    await stage.shoot(he, 'overdue', true);
  });

  it('reports figures that agree with what happened, as a page, as Word and as Excel', async () => {
    const page = await stage.open('zhou.min', `/campaigns/${campaignId}`);
    await page.getByRole('button', { name: '结束行动' }).click();
    await page
      .locator('.ant-popover')
      .getByRole('button', { name: /^确\s*定$/ })
      .click();
    await page.getByText('已结束').waitFor();
    await stage.shoot(page, 'campaign-ended');
    await page.goto(`${city.address}/reports`);
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
    await stage.shoot(page, 'report', true);
    const figures = await campaignFigures();
    const reach = `${((figures.reached / figures.counted) * 100).toFixed(1)}% (${figures.counted})`;
    for (const [name, ending] of [
      ['Word 文档', 'docx'],
      ['Excel', 'xlsx'],
    ] as const) {
      const download = page.waitForEvent('download');
      await page.getByRole('link', { name }).click();
      const text = await textOf(`report.${ending}`, await readFile(await (await download).path()));
      for (const said of [reach, papers.shown('marriage'), '云川市公安局', '2026-09-16']) {
        expect(text).toContain(said);
      }
    }
  });

  it('has every act on the audit log, in a chain that holds', async () => {
    const page = await stage.open('admin', '/settings?tab=audit');
    await page.getByRole('button', { name: '校验链' }).click();
    await page.getByText('的链未被改动', { exact: false }).waitFor();
    await stage.shoot(page, 'audit');
    const { items } = await admin.audit({ query: { pageSize: 200 } });
    const told = new Set(items.map(({ operation }) => operation));
    expect(acts.filter((act) => !told.has(act))).toEqual([]);
    // Five tickets by calls and one by a tester, and each is told of once.
    expect(items.filter(({ operation }) => operation === 'tickets.open')).toHaveLength(6);
    expect(stage.problems).toEqual([]);
  });
});
