import type { AppContext } from '../context.ts';
import { renewLine } from './renew-line.ts';

const portion = 50;

/**
 * Renews the verdicts of lines whose calls are read differently now, oldest request first; gives back
 * how many. What a killed process left due is done by the next.
 */
export async function renewDueVerdicts(context: AppContext): Promise<number> {
  let renewed = 0;
  for (;;) {
    const due = await context.store.rereadings.dueVerdicts(portion);
    if (due.length === 0) return renewed;
    for (const { lineId, askedAtMs } of due) {
      const line = await context.store.lines.byId(lineId);
      if (line?.state === 'active') await renewLine(context, line);
      await context.store.rereadings.settleVerdict(lineId, askedAtMs);
      renewed += 1;
    }
  }
}
