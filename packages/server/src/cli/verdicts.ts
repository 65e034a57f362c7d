import { parseArgs } from 'node:util';

import { explainVerdict } from '@everyline/domain';

import type { AppContext } from '../app/context.ts';
import { AppFault } from '../app/faults.ts';
import { displayNumber } from '../app/lines/display-number.ts';
import { recomputeVerdicts } from '../app/verdicts/recompute-verdicts.ts';
import type { CommandIo, ExitStatus } from './main.ts';

/**
 * `everyline verdicts [--campaign ID] [--json]`: every line's verdict, recomputed from the outcomes on
 * record. Returns 0, or 1 when a line is faulty.
 */
export async function run(
  args: readonly string[],
  io: CommandIo & { readonly context: AppContext },
): Promise<ExitStatus> {
  const { campaign, json } = readVerdictArguments(args);
  let faulty = false;
  for await (const { line, verdict } of recomputeVerdicts(io.context, campaign)) {
    if (verdict.kind !== 'healthy' && verdict.kind !== 'undetermined') faulty = true;
    await io.out(
      json
        ? JSON.stringify({
            number: line.number.dialled,
            areaCode: line.number.areaCode,
            extension: line.number.extension,
            verdict: verdict.kind,
            confidence: verdict.confidence,
            attempts: verdict.attempts,
            reachRate: verdict.reachRate,
            interval: verdict.interval,
            evidence: verdict.evidence,
          })
        : `${displayNumber(line.number)}  ${explainVerdict(verdict, io.language)}`,
    );
  }
  return faulty ? 1 : 0;
}

/** Reads the arguments; throws `wrong_usage` before anything is opened. */
export function readVerdictArguments(args: readonly string[]): {
  campaign: string | null;
  json: boolean;
} {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: { campaign: { type: 'string' }, json: { type: 'boolean' } },
    });
    const campaign = values.campaign ?? null;
    if (campaign !== null && !/^[0-9a-f-]{36}$/i.test(campaign))
      throw new Error('--campaign: UUID');
    return { campaign, json: values.json ?? false };
  } catch (cause) {
    const detail = cause instanceof Error ? cause.message : '';
    throw new AppFault('wrong_usage', { detail, command: 'verdicts' });
  }
}
