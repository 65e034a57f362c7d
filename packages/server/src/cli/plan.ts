import { parseArgs } from 'node:util';

import type { Language } from '@everyline/contract';

import type { AppContext } from '../app/context.ts';
import { gapsOf, PLAN_LEVEL, planLines, type LinePlan } from '../app/capacity/plan-lines.ts';
import { USUAL_TARGET, type PlanTarget } from '../app/capacity/plan-target.ts';
import { AppFault } from '../app/faults.ts';
import { displayNumber } from '../app/lines/display-number.ts';
import type { CommandIo, ExitStatus } from './main.ts';
import { caseText, closingText, headText, whyText } from './plan-text.ts';
import { wrongArguments } from './wrong-arguments.ts';

export interface PlanArguments {
  readonly campaign: string | null;
  /** A record of calls to plan from; null for the test calls on record. */
  readonly calls: string | null;
  /** The share of those rostered that is away. */
  readonly shrinkage: number;
  readonly json: boolean;
  readonly target: PlanTarget;
}

/**
 * `everyline plan [--campaign ID] [--busy 0.05] [--answered 0.8] [--within 15] [--handling 180] [--patience 120] [--json]`:
 * the lines and people that each number needs, from its test calls alone. Returns 0, or 1 when a number needs more lines.
 */
export async function run(
  args: readonly string[],
  io: CommandIo & { readonly context: AppContext },
): Promise<ExitStatus> {
  const { campaign, json, target } = readPlanArguments(args);
  let neverBusy = 0;
  let planned = 0;
  let isShort = false;
  for await (const plan of planLines(io.context, campaign, target)) {
    if (needsMore(plan)) isShort = true;
    if (json) await io.out(JSON.stringify(planObject(plan, target)));
    else if (plan.busy === 0) neverBusy += 1;
    else {
      planned += 1;
      for (const text of planText(plan, target, io.language)) await io.out(text);
    }
  }
  if (!json) {
    for (const text of closingText({ planned, neverBusy, target }, io.language)) await io.out(text);
  }
  return isShort ? 1 : 0;
}

/** Whatever number of lines it has, it needs more of them. */
function needsMore({ cases }: LinePlan): boolean {
  return cases !== null && cases.every(({ lines, needed }) => needed.middle.lines > lines);
}

function planText(plan: LinePlan, target: PlanTarget, language: Language): string[] {
  const { line, lines, cases } = plan;
  const isKnown = lines !== null;
  return [
    headText(displayNumber(line.number), plan, language),
    ...(cases === null ? [`  ${whyText(plan, language)}`] : []),
    ...(cases ?? []).map((one) => `  ${caseText(one, { isKnown, target }, language)}`),
  ];
}

function planObject(plan: LinePlan, target: PlanTarget): object {
  const { line, lines: known, probes, busy, cases } = plan;
  return {
    number: line.number.dialled,
    areaCode: line.number.areaCode,
    extension: line.number.extension,
    owner: line.owner,
    lines: known,
    probes,
    busy,
    busyRate: busy / probes,
    level: PLAN_LEVEL,
    cases:
      cases?.map(({ lines, chance, erlangs, callsAnHour, needed: { low, middle, high } }) => ({
        lines,
        chance,
        erlangs,
        callsAnHour,
        needed: {
          lines: { low: low.lines, middle: middle.lines, high: high.lines },
          people: { low: low.people, middle: middle.people, high: high.people },
        },
      })) ?? null,
    target,
    cannotTell: gapsOf(plan),
  };
}

/** Reads the arguments; throws `wrong_usage` before anything is opened. */
export function readPlanArguments(args: readonly string[]): PlanArguments {
  const values = parsed(args);
  const wrong = (zh: string, en: string): never => {
    throw new AppFault('wrong_usage', { detail: { zh, en }, command: 'plan' });
  };
  const share = (option: 'busy' | 'answered' | 'shrinkage', otherwise: number): number => {
    const text = values[option];
    if (text === undefined) return otherwise;
    const value = text.endsWith('%') ? Number(text.slice(0, -1)) / 100 : Number(text);
    if (!(value > 0 && value < 1) || text.trim() === '') {
      wrong(
        `--${option} 应在 0 与 1 之间（如 0.05 或 5%），而不是 ${text}`,
        `--${option} must lie between 0 and 1, like 0.05 or 5%, not ${text}`,
      );
    }
    return value;
  };
  const seconds = (option: 'within' | 'handling' | 'patience', otherwise: number): number => {
    const text = values[option];
    if (text === undefined) return otherwise;
    const value = Number(text);
    if (!(value >= 1 && value <= 36_000)) {
      wrong(
        `--${option} 是 1 到 36000 的秒数，而不是 ${text}`,
        `--${option} is seconds, 1 to 36000, not ${text}`,
      );
    }
    return value;
  };
  const campaign = values.campaign ?? null;
  if (campaign !== null && !/^[0-9a-f-]{36}$/i.test(campaign)) {
    wrong(
      `--campaign 应为行动编号，而不是 ${campaign}`,
      `--campaign is the id of a campaign, not ${campaign}`,
    );
  }
  return {
    campaign,
    calls: values.calls ?? null,
    shrinkage: share('shrinkage', 0.15),
    json: values.json ?? false,
    target: {
      busyAtMost: share('busy', USUAL_TARGET.busyAtMost),
      share: share('answered', USUAL_TARGET.share),
      withinS: seconds('within', USUAL_TARGET.withinS),
      handlingS: seconds('handling', USUAL_TARGET.handlingS),
      patienceS: seconds('patience', USUAL_TARGET.patienceS),
    },
  };
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        campaign: { type: 'string' },
        calls: { type: 'string' },
        shrinkage: { type: 'string' },
        busy: { type: 'string' },
        answered: { type: 'string' },
        within: { type: 'string' },
        handling: { type: 'string' },
        patience: { type: 'string' },
        json: { type: 'boolean' },
      },
    }).values;
  } catch (cause) {
    throw new AppFault('wrong_usage', { detail: wrongArguments(cause), command: 'plan' });
  }
}
