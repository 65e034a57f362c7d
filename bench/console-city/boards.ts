import {
  addDays,
  chinaCalendar,
  localTime,
  type Department,
  type Indicator,
} from '@everyline/domain';
import { oneOf, seededRandom } from '@everyline/exchange';

import type { AccountContext } from '../../packages/server/src/app/accounts/account-context.ts';
import { newId } from '../../packages/server/src/app/new-id.ts';
import { drawRound } from '../../packages/server/src/app/spot-checks/draw-round.ts';
import { writeEntries } from './entries.ts';
import type { PaperSetting } from './papers.ts';

const dayMs = 86_400_000;
const categories = ['畅通热线', '规范服务', '优化布局', '督查问效', '数字赋能'];
const works = [
  '号码清查',
  '线路扩容',
  '话务培训',
  '知识库建设',
  '整改回访',
  '号码归并',
  '公示更新',
];
const units = ['条', '个', '次', '人'];

/** What offices work by: programmes with their measures, rounds of spot checks, and entries of knowledge. */
export async function fillBoards(context: AccountContext, seed: number): Promise<void> {
  const random = seededRandom(`boards/${String(seed)}`);
  const bytes = (length: number) => Uint8Array.from({ length }, () => Math.floor(random() * 256));
  const setting: PaperSetting = {
    random,
    idAt: (atMs) => newId({ clock: { nowMs: () => atMs }, random: { bytes } }),
    fromMs: context.clock.nowMs() - 182 * dayMs,
  };
  const offices = await context.store.departments.all();
  await writeProgrammes(context, offices, { programmes: 20, measures: 60 }, setting);
  await drawRounds(context, { rounds: 3, size: 600 }, setting);
  await writeEntries(context, offices, 5_000, setting);
}

/** Programmes of some measures each, with indicators typed and read live, and what offices said of them. */
async function writeProgrammes(
  { store }: AccountContext,
  offices: readonly Department[],
  { programmes, measures }: { readonly programmes: number; readonly measures: number },
  setting: PaperSetting,
): Promise<void> {
  const { random, idAt, fromMs } = setting;
  for (let at = 0; at < programmes; at += 1) {
    const createdAtMs = fromMs + at * dayMs;
    const id = idAt(createdAtMs);
    await store.transaction(async (within) => {
      await within.programmes.insert({
        id,
        name: `政务服务便民热线提升行动方案之${String(at + 1)}`,
        description: '',
        departmentId: at % 2 === 0 ? null : oneOf(offices, random).id,
        state: at % 5 === 4 ? 'closed' : 'running',
        createdAtMs,
        createdBy: 'city_admin:admin',
      });
      for (let n = 0; n < measures; n += 1) {
        await writeMeasure(within, { programmeId: id, atMs: createdAtMs, offices }, setting);
      }
    });
  }
}

async function writeMeasure(
  { programmes }: Pick<AccountContext['store'], 'programmes'>,
  of: {
    readonly programmeId: string;
    readonly atMs: number;
    readonly offices: readonly Department[];
  },
  { random, idAt }: PaperSetting,
): Promise<void> {
  const { programmeId, atMs, offices } = of;
  const id = idAt(atMs);
  const work = oneOf(works, random);
  const typed = Array.from({ length: 1 + Math.floor(random() * 2) }, (): Indicator => ({
    id: idAt(atMs),
    name: `${work}数`,
    unit: oneOf(units, random),
    planned: 10 + Math.floor(random() * 200),
    actual: null,
    live: null,
  }));
  const live: Indicator = {
    id: idAt(atMs),
    name: '有效接通线路占比',
    unit: '%',
    planned: 90,
    actual: null,
    live: { figure: 'healthy_share', of: random() < 0.5 ? 'offices' : 'programme' },
  };
  const { day } = localTime(chinaCalendar, atMs);
  await programmes.addMeasure({
    id,
    programmeId,
    title: `开展${work}，提升群众来电办理质效`,
    category: oneOf(categories, random),
    leadOfficeId: oneOf(offices, random).id,
    jointOfficeIds: [...new Set([oneOf(offices, random).id, oneOf(offices, random).id])],
    deadline: addDays(day, 60 + Math.floor(random() * 240)),
    quote: `组织各单位${work}，年底前全面完成。`,
    documentId: null,
    createdAtMs: atMs,
    indicators: random() < 0.3 ? [...typed, live] : typed,
  });
  const reports = Math.floor(random() * 6);
  for (let n = 0; n < reports; n += 1) {
    const saidAtMs = atMs + (n + 1) * 20 * dayMs;
    await programmes.addReport({
      id: idAt(saidAtMs),
      measureId: id,
      atMs: saidAtMs,
      by: 'campaign_manager:manager',
      text: `已完成${work}的第${String(n + 1)}阶段，正按计划推进下一步工作。`,
      actuals: typed.map((one) => ({
        indicatorId: one.id,
        name: one.name,
        unit: one.unit,
        value: Math.floor(((one.planned ?? 0) * (n + 1)) / 5),
      })),
      done: n === 5,
    });
  }
}

/** Rounds of spot checks over the whole city, most of whose lines have been called. */
async function drawRounds(
  context: AccountContext,
  { rounds, size }: { readonly rounds: number; readonly size: number },
  { random, idAt }: PaperSetting,
): Promise<void> {
  const { store } = context;
  for (let at = 0; at < rounds; at += 1) {
    const { id, drawnAtMs } = await drawRound(context, {
      name: `第${String(at + 1)}轮人工抽查`,
      level: 2,
      size,
      seed: `bench-${String(at)}`,
    });
    await store.transaction(async (within) => {
      for (const task of await within.spotRounds.free('all', Math.floor(size * 0.8))) {
        if (task.round.id !== id) continue;
        const check = {
          id: idAt(drawnAtMs),
          lineId: task.lineId,
          campaignId: null,
          checkedAtMs: drawnAtMs,
          tester: 'wang',
          code: random() < 0.8 ? ('11' as const) : ('21' as const),
          answerRight: random() < 0.85,
          note: '',
        };
        await within.spotChecks.insert(check);
        await within.spotRounds.finish(task.id, check.id);
      }
    });
    if (at < rounds - 1) await store.spotRounds.close(id, drawnAtMs);
  }
}
