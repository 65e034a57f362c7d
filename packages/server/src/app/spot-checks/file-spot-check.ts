import { saidByPerson, type Line, type SpotCheck } from '@everyline/domain';

import { recordAudit } from '../audit/record-audit.ts';
import type { AppContext } from '../context.ts';
import type { Repositories } from '../ports/store.ts';
import { followSpotCheck } from '../tickets/follow-spot-check.ts';
import { tellSettled, type SettledTicket } from '../tickets/settle-tickets.ts';
import { renewLine } from '../verdicts/renew-line.ts';

/** Stores a person's test call in the transaction given, with what follows for tickets and for citizens' reports. */
export async function fileSpotCheck(
  context: AppContext,
  within: Repositories,
  check: SpotCheck,
  clientKey?: string,
): Promise<SettledTicket[]> {
  await within.spotChecks.insert(check, clientKey);
  await recordAudit(
    context,
    within,
    'spot_checks.record',
    { kind: 'line', id: check.lineId },
    { code: check.code, answerRight: check.answerRight },
  );
  const said = saidByPerson(check.code);
  if (said !== null) {
    await within.lineReports.settleForPeople(check.lineId, said, check.checkedAtMs);
  }
  return followSpotCheck(context, within, check);
}

/** What follows once the transaction has ended: screens are told, and the line is judged anew. */
export async function followFiled(
  context: AppContext,
  line: Line,
  settled: readonly SettledTicket[],
): Promise<void> {
  tellSettled(context, settled);
  await renewLine(context, line);
}
