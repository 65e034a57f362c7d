import type { LineCapacity } from '@everyline/contract';

import type { AppContext } from '../context.ts';
import { visibleLine } from '../lines/visible-line.ts';
import { needView } from './need-view.ts';
import { gapsOf, metBy, PLAN_LEVEL, planOf, USUAL_TARGET } from './plan-lines.ts';

/** The load on a line and what it needs, from all its test calls; without a proposal, why there is none. */
export async function readLineCapacity(context: AppContext, lineId: string): Promise<LineCapacity> {
  const line = await visibleLine(context, 'verdicts.see', lineId);
  const calls = await context.store.probes.observationsByLine([line.id]);
  const observations = calls.get(line.id) ?? [];
  const plan = planOf(line, observations, USUAL_TARGET);
  const { lines, probes, busy } = plan ?? metBy(line, observations);
  return {
    lineId: line.id,
    lines,
    probes,
    busy,
    level: PLAN_LEVEL,
    target: USUAL_TARGET,
    cases:
      plan?.cases?.map((one) => ({
        lines: one.lines,
        chance: one.chance,
        erlangs: one.erlangs,
        callsAnHour: one.callsAnHour,
        needed: needView(one.needed),
        busyThen: one.needed.middle.busy,
      })) ?? null,
    cannotTell: gapsOf({ lines, probes, busy }),
  };
}
