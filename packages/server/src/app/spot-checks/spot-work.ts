import type { SpotTask, SpotWork } from '@everyline/contract';
import {
  addDays,
  hoursOfLine,
  localTime,
  momentOf,
  outsideFrame,
  spansOfDay,
  type Line,
} from '@everyline/domain';

import type { AccountContext } from '../accounts/account-context.ts';
import type { Actor } from '../access/actor.ts';
import { authorise } from '../access/authorise.ts';
import type { Scope } from '../access/scope.ts';
import { recordAudit } from '../audit/record-audit.ts';
import type { AppContext } from '../context.ts';
import { AppFault } from '../faults.ts';
import { displayNumber } from '../lines/display-number.ts';
import type { SpotTaskRow, Tester } from '../ports/store/spot-rounds.ts';
import { cityCalendar } from '../settings/city-calendar.ts';

/** What a telephone is given at once: enough to go on for a while without a network. */
const mostTasks = 12;
/** Lines that a tester takes ahead of the calls; more would keep them from others. */
const takenAhead = 3;
/** How many free lines are looked at for some that are open now. */
const looked = 40;
/** Opening hours are told for so many days, today included. */
const daysTold = 8;

/** The lines that the one who asks has to call, those that are open now first. */
export async function readSpotWork(context: AppContext): Promise<SpotWork> {
  const { tester, scope } = await asTester(context);
  return workOf(context, tester, scope);
}

/** Takes lines that nobody has, open ones first, so that the tester can go on; the same line goes to one person only. */
export async function takeSpotWork(context: AccountContext): Promise<SpotWork> {
  const { tester: actor, scope } = await asTester(context);
  // Rounds show testers by the name that people know them by.
  const name = (await context.accounts.byId(actor.id))?.displayName ?? actor.name;
  const tester: Tester = { id: actor.id, name };
  const { spotRounds } = context.store;
  let missing = takenAhead - (await spotRounds.ofTester(tester.id, takenAhead)).length;
  if (missing > 0) {
    const free = await ringable(context, await spotRounds.free(scope, looked));
    const nowMs = context.clock.nowMs();
    for (const { task, line } of openFirst(free, nowMs)) {
      if (missing === 0) break;
      if (!(await spotRounds.take(task.id, tester, nowMs))) continue;
      missing -= 1;
      const subject = { kind: 'line', id: line.id };
      const about = { roundId: task.round.id, taskId: task.id };
      await recordAudit(context, context.store, 'spot_checks.take', subject, about);
    }
  }
  return workOf(context, tester, scope);
}

/** The person who asks, as a tester; the program itself calls nobody by hand. */
export async function asTester(context: AppContext): Promise<{ tester: Tester; scope: Scope }> {
  const scope = await authorise(context, 'spot_checks.work');
  const actor: Actor = context.actor;
  if (actor.kind !== 'person') throw new AppFault('forbidden', { permission: 'spot_checks.work' });
  return { tester: { id: actor.id, name: actor.name }, scope };
}

async function workOf(context: AppContext, tester: Tester, scope: Scope): Promise<SpotWork> {
  const { spotRounds } = context.store;
  const nowMs = context.clock.nowMs();
  const mine = await ringable(context, await spotRounds.ofTester(tester.id, looked));
  const within = mine.filter(
    ({ line: { departmentId } }) =>
      scope === 'all' || (departmentId !== null && scope.has(departmentId)),
  );
  const names = new Map((await context.store.departments.all()).map(({ id, name }) => [id, name]));
  return {
    atMs: nowMs,
    tasks: openFirst(within, nowMs)
      .slice(0, mostTasks)
      .map(({ task, line }) => taskView(task, line, names.get(line.departmentId ?? ''), nowMs)),
    ...(await spotRounds.counts(tester.id, scope)),
  };
}

interface LineTask {
  readonly task: SpotTaskRow;
  readonly line: Line;
}

/** Tasks whose lines may still be rung; the others drop out of their rounds with the reason. */
async function ringable(context: AppContext, tasks: readonly SpotTaskRow[]): Promise<LineTask[]> {
  const { store, clock } = context;
  const lineIds = tasks.map(({ lineId }) => lineId);
  const standings = new Map(
    (await store.lines.standings({ lineIds }, clock.nowMs())).map((one) => [one.line.id, one]),
  );
  const kept: LineTask[] = [];
  for (const task of tasks) {
    const standing = standings.get(task.lineId);
    if (!standing) continue;
    const reason = outsideFrame(standing.line, standing);
    if (reason === null) kept.push({ task, line: standing.line });
    else {
      await store.transaction(async (within) => {
        await within.spotRounds.drop(task.id, reason);
        const subject = { kind: 'spot_round', id: task.round.id };
        const about = { lineId: task.lineId, reason };
        await recordAudit(context, within, 'spot_checks.drop', subject, about);
      });
    }
  }
  return kept;
}

function openFirst(tasks: readonly LineTask[], nowMs: number): LineTask[] {
  const isOpen = ({ line }: LineTask): boolean =>
    openTimes(line, nowMs).some(({ fromMs, toMs }) => fromMs <= nowMs && nowMs < toMs);
  return [...tasks.filter(isOpen), ...tasks.filter((task) => !isOpen(task))];
}

/** When a line is open by its published hours, from today on. */
function openTimes(line: Line, nowMs: number): { fromMs: number; toMs: number }[] {
  const calendar = cityCalendar();
  const { hours } = hoursOfLine(line);
  const { day: today } = localTime(calendar, nowMs);
  return Array.from({ length: daysTold }, (_, index) => addDays(today, index))
    .flatMap((day) =>
      spansOfDay(hours, calendar, day).map(({ fromMinute, toMinute }) => ({
        fromMs: momentOf(calendar, day, fromMinute),
        toMs: momentOf(calendar, day, toMinute),
      })),
    )
    .filter(({ toMs }) => toMs > nowMs);
}

function taskView(
  task: SpotTaskRow,
  line: Line,
  department: string | undefined,
  nowMs: number,
): SpotTask {
  return {
    id: task.id,
    roundId: task.round.id,
    roundName: task.round.name,
    lineId: line.id,
    display: displayNumber(line.number),
    dial: line.sample ? null : line.number.dialled,
    department: department ?? line.owner,
    services: [...line.services],
    purpose: line.purpose,
    publishedHours: line.hours,
    hoursStated: hoursOfLine(line).stated,
    open: openTimes(line, nowMs),
    question:
      task.question === null
        ? null
        : { text: task.question.question, expected: task.question.expected },
  };
}
