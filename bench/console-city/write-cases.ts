import {
  caseMoves,
  chinaCalendar,
  defaultCasePolicy,
  moveCase,
  newCase,
  type Case,
  type CaseMove,
  type Line,
} from '@everyline/domain';
import { oneOf } from '@everyline/exchange';

import { sealContact } from '../../packages/server/src/app/cases/case-contact.ts';
import type { AppContext } from '../../packages/server/src/app/context.ts';
import type { Repositories } from '../../packages/server/src/app/ports/store.ts';
import type { City } from '../../packages/server/src/bindings/open-city.ts';
import type { PaperSetting } from './papers.ts';

const dayMs = 86_400_000;
const demands = [
  '中山路12号门口路灯连续三天不亮，夜间出行不便',
  '小区内垃圾桶满溢，保洁一周未清运',
  '咨询医保异地就医备案需要哪些材料',
  '工地夜间施工噪声扰民，影响休息',
  '公交线路调整后换乘不便，建议增设站点',
  '办事大厅电话始终无人接听，请尽快处理',
];
const way: readonly CaseMove[] = ['dispatch', 'accept', 'start', 'answer', 'visit', 'close'];

/** Cases that are written in one transaction. */
const portion = 200;

/** Demands of half a year, each so far on its way as its age lets expect. */
export async function writeCases(
  { context }: City,
  lines: readonly Line[],
  count: number,
  setting: PaperSetting,
): Promise<void> {
  for (let from = 0; from < count; from += portion) {
    await context.store.transaction((within) =>
      writePortion(context, within, lines, { from, to: Math.min(count, from + portion) }, setting),
    );
  }
}

async function writePortion(
  context: AppContext,
  store: Repositories,
  lines: readonly Line[],
  { from, to }: { readonly from: number; readonly to: number },
  { random, idAt, fromMs }: PaperSetting,
): Promise<void> {
  const nowMs = context.clock.nowMs();
  for (let at = from; at < to; at += 1) {
    const line = oneOf(lines, random);
    const atMs = fromMs + Math.floor(random() * 181) * dayMs;
    const begun = newCase(
      {
        id: idAt(atMs),
        demand: `${oneOf(demands, random)}（第 ${String(at + 1)} 件）`,
        category: oneOf(defaultCasePolicy.categories, random).code,
        place: `中山路 ${String(at % 400)} 号`,
        channel: oneOf(['telephone', 'telephone', 'web', 'counter'] as const, random),
        lineId: random() < 0.3 ? line.id : null,
        departmentId: null,
        atMs,
      },
      defaultCasePolicy,
      chinaCalendar,
    );
    const contact = sealContact(context, { name: '李小明', telephone: '13800138025' });
    await store.cases.insert(begun, contact, {
      atMs,
      by: 'agent:li',
      kind: 'received',
      to: 'received',
    });
    const old = nowMs - atMs > 21 * dayMs;
    const steps = way.slice(0, old && random() < 0.96 ? way.length : Math.floor(random() * 5));
    let now: Case = begun;
    for (const [step, move] of steps.entries()) {
      const stepMs = Math.min(nowMs, atMs + (step + 1) * 20 * 3_600_000);
      const wanted = {
        move,
        version: now.version,
        ...(line.departmentId !== null && { departmentId: line.departmentId }),
        answer: '已安排人员处理完毕。',
        satisfaction: random() < 0.9 ? ('satisfied' as const) : ('not_satisfied' as const),
        reason: '已电话说明',
      };
      const rules = { policy: defaultCasePolicy, calendar: chinaCalendar, nowMs: stepMs };
      const moved = moveCase(now, wanted, rules);
      if (!moved.ok) break;
      await store.cases.save(moved.case, {
        atMs: stepMs,
        by: caseMoves[move].by === 'office' ? 'department_manager:keeper' : 'agent:li',
        kind: move,
        from: now.state,
        to: moved.case.state,
      });
      now = moved.case;
    }
  }
}
