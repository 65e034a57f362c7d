import type { LineCapacity } from '@everyline/contract';

import type { AppContext } from '../context.ts';
import { visibleLine } from '../lines/visible-line.ts';
import { needView } from './need-view.ts';
import { casesOf, gapsOf, metBy, PLAN_LEVEL } from './plan-lines.ts';
import { USUAL_TARGET } from './plan-target.ts';

/** The load on a line and what it needs, from all its test calls; without a proposal, why there is none. */
export async function readLineCapacity(context: AppContext, lineId: string): Promise<LineCapacity> {
  const line = await visibleLine(context, 'verdicts.see', lineId);
  const calls = await context.store.probes.observationsByLine([line.id]);
  const met = metBy(line, calls.get(line.id) ?? []);
  const { lines, probes, busy } = met;
  return {
    lineId: line.id,
    lines,
    probes,
    busy,
    level: PLAN_LEVEL,
    target: USUAL_TARGET,
    cases:
      casesOf(met, USUAL_TARGET)?.map((one) => ({
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
