import { expect, it } from 'vitest';

import { expectNothingOverTheEdge } from './console-browser.ts';
import { departmentTable, fileOf } from './story-papers.ts';
import { chooseOffice, storyPassword } from './story-stage.ts';
import type { Tale } from './story-tale.ts';

const bureau = '云川市人力资源和社会保障局';
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

/** The first day: the city, its tree, its people, its numbers, their owners, and what may be called. */
export function tellOfTheBeginning(told: () => Tale): void {
  it('begins with the code of the terminal, and asks who governs which city', async () => {
    const tale = told();
    const page = await tale.stage.stranger(tale.city.address, 'desk');
    await page.getByLabel('设置码').fill(tale.city.setupCode);
    await page.getByLabel('城市名称').fill('云川市');
    await page.getByLabel('区号').fill('0899');
    await page.getByLabel('账号').fill('admin');
    await page.getByLabel('姓名').fill('陈立');
    await page.getByLabel('密码').fill(storyPassword);
    await tale.stage.shoot(page, 'setup', true);
    await page.getByRole('button', { name: '完成设置' }).click();
    await page.getByText('从导入公布号码的文件开始').waitFor();
    await tale.signIn('admin');
  });

  it('takes over the tree of departments from the table of the city', async () => {
    const tale = told();
    const page = await tale.stage.open('admin', '/settings?tab=departments');
    await page.getByRole('button', { name: '导入单位表' }).click();
    await page.locator('input[type=file]').setInputFiles(fileOf(departmentTable()));
    await page.getByRole('button', { name: '导入 12 个' }).waitFor();
    await tale.stage.shoot(page, 'tree-preview');
    await page.getByRole('button', { name: '导入 12 个' }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.getByRole('cell', { name: registry }).waitFor();
    await tale.stage.shoot(page, 'tree');
    expect(await tale.readOffices()).toBe(12);
  });

  it('invites the people of the offices, who choose their own passwords', async () => {
    const tale = told();
    for (const [name, displayName, role, of] of people) {
      const departmentId = of === null ? null : tale.office(of);
      const body = { name, displayName, password: storyPassword, role, departmentId };
      await tale.admin.createAccount({ body });
    }
    await tale.signIn('zhou.min');
    const page = await tale.stage.open('admin', '/settings?tab=accounts');
    await page.getByRole('button', { name: '邀请', exact: true }).click();
    const form = page.getByRole('dialog');
    await form.getByLabel('账号').fill('li.na');
    await form.getByLabel('姓名').fill('李娜');
    await chooseOffice(form, '单位范围', bureau);
    await form.getByRole('button', { name: '邀请', exact: true }).click();
    await form.waitFor({ state: 'detached' });
    const link = (await page.locator('.ant-alert code').innerText()).trim();
    await tale.stage.shoot(page, 'people', true);
    const li = await tale.stage.stranger(link, 'desk');
    await li.getByText('李娜').waitFor();
    await li.getByLabel('设置密码').fill(storyPassword);
    await li.getByRole('button', { name: '开通并登录' }).click();
    await li.getByRole('heading', { name: '总览' }).waitFor();
  });

  it('reads the numbers that the city has published, and knows whose each is', async () => {
    const tale = told();
    const page = await tale.stage.open('zhou.min', '/sources?tab=import');
    const document = fileOf(tale.papers.document());
    await page.locator('input[type=file]').setInputFiles(document);
    await page.getByRole('link', { name: document.name }).click();
    await page.locator('mark').first().waitFor();
    await tale.stage.shoot(page, 'document');
    await page.getByRole('button', { name: '确认导入' }).click();
    await page.getByText('已导入', { exact: true }).waitFor();
    await page.goto(`${tale.city.address}/lines`);
    await page.getByText(tale.papers.shown('marriage')).waitFor();
    await tale.stage.shoot(page, 'lines');
    const { total, items } = await tale.admin.listLines({ query: { pageSize: 50 } });
    expect(total).toBe(14);
    expect(items.every(({ department }) => department !== null)).toBe(true);
  });

  it('asks the owners: one confirms, one corrects, on their telephones', async () => {
    const tale = told();
    const lineIds = [await tale.lineId('marriage'), await tale.lineId('divorce')];
    const keeper = { name: '王芳', telephone: '0899-8756 1331' };
    await tale.zhou.nameKeeper({ body: { lineIds, keeper } });
    const kept = await tale.admin.line({ params: { id: lineIds[0] ?? '' } });
    const keeperId = kept.line.keeper?.id ?? '';
    const made = await tale.zhou.makeOwnerLink({ body: { keeperId, send: false } });
    const wang = await tale.stage.stranger(`${tale.city.address}/confirm#${made.secret}`, 'phone');
    await wang.getByText(`王芳（${registry}）`).waitFor();
    for (const line of ['marriage', 'divorce'] as const) {
      await wang.getByRole('button', { name: `确认 ${tale.papers.shown(line)}` }).tap();
      await wang.getByRole('button', { name: `再次确认 ${tale.papers.shown(line)}` }).waitFor();
    }
    await tale.stage.shoot(wang, 'keeper');
    await expectNothingOverTheEdge(wang);

    const li = await tale.stage.open('li.na', '/own-lines', 'phone');
    await li.getByText('4 个待确认，共 4 个').waitFor();
    await li.getByRole('button', { name: `确认 ${tale.papers.shown('pension')}` }).tap();
    await li.getByText('3 个待确认，共 4 个').waitFor();
    await li.getByRole('button', { name: `有误 ${tale.papers.shown('graduates')}` }).tap();
    await li.getByText('服务时间不对').tap();
    await li.getByLabel('正确的服务时间').fill('周一至周五 9:00-12:00，13:30-17:00');
    await li.evaluate(
      `document.querySelector('.dispute-form').closest('.answer-card').scrollIntoView()`,
    );
    await tale.stage.shoot(li, 'owner');
    await expectNothingOverTheEdge(li);
    await li.getByRole('button', { name: '提交' }).tap();
    await li.getByText(/^周一至周五 9:00-12:00.13:30-17:00$/).waitFor();
  });

  it('gives the clearances in writing, without which nothing is called', async () => {
    const tale = told();
    const li = await tale.stage.open('li.na', '/own-lines', 'phone');
    await li.getByRole('button', { name: '允许测试' }).first().tap();
    const form = li.getByRole('dialog');
    await form.getByLabel('书面依据').fill('云人社函〔2026〕42号，2026-09-04');
    await tale.stage.shoot(li, 'clearance');
    await form.getByRole('button', { name: '允许测试' }).tap();
    await li.getByText('已登记测试许可').waitFor();
    const basis = '云政办函〔2026〕31号，2026-09-03';
    const page = await tale.stage.open('zhou.min', '/clearances');
    await page.getByRole('button', { name: '给出许可' }).click();
    const give = page.getByRole('dialog');
    await give.getByText('单位', { exact: true }).first().click();
    await chooseOffice(give, '单位', '云川市人民政府');
    await give.getByLabel('书面依据').fill(basis);
    await give.getByLabel('许可人').fill('云川市人民政府办公室');
    await give.getByRole('button', { name: '给出许可' }).click();
    await page.getByText('已许可 14 条线路').waitFor();
    await give.getByRole('button', { name: /^确\s*定$/ }).click();
    await give.waitFor({ state: 'detached' });
    await tale.stage.shoot(page, 'clearances');
  });
}
