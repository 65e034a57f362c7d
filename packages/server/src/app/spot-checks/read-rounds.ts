import type { SpotRedraw, SpotRound } from '@everyline/contract';
import { drawSample } from '@everyline/domain';

import { authorise } from '../access/authorise.ts';
import type { AppContext } from '../context.ts';
import { withLots } from './round-frame.ts';
import { roundView } from './round-view.ts';
import { visibleRound } from './visible-round.ts';

/** Rounds of one's scope, the newest first. */
export async function listRounds(context: AppContext): Promise<SpotRound[]> {
  const scope = await authorise(context, 'spot_checks.see');
  const rounds = await context.store.spotRounds.all();
  return rounds
    .filter(
      ({ departmentId }) => scope === 'all' || (departmentId !== null && scope.has(departmentId)),
    )
    .map(roundView);
}

/** Draws again from what is on record: the same seed and frame give the same lines, or something was changed. */
export async function redrawRound(context: AppContext, id: string): Promise<SpotRedraw> {
  const round = await visibleRound(context, 'spot_checks.see', id);
  const frame = await context.store.spotRounds.frame(id);
  const { keys } = drawSample(await withLots(frame, round.seed), round.size);
  const now = new Set(keys);
  const then = new Set(frame.filter(({ drawn }) => drawn).map(({ numberKey }) => numberKey));
  const missing = keys.filter((key) => !then.has(key));
  const unexpected = [...then].filter((key) => !now.has(key));
  return {
    same: missing.length === 0 && unexpected.length === 0,
    seed: round.seed,
    population: frame.filter(({ outside }) => outside === null).length,
    sample: then.size,
    missing,
    unexpected,
  };
}

/** The frame as a table of text: what is needed to draw it again without this program. */
export async function roundFrame(context: AppContext, id: string): Promise<string> {
  await visibleRound(context, 'spot_checks.see', id);
  const frame = await context.store.spotRounds.frame(id);
  const rows = frame.map(({ numberKey, departmentId, department, tier, outside, drawn }) =>
    [numberKey, departmentId ?? '', tier, outside ?? '', drawn ? '1' : '', department ?? '']
      .map((cell) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell))
      .join(','),
  );
  return ['number,department_id,tier,outside,drawn,department', ...rows, ''].join('\r\n');
}
