import type { ProgrammeBoard } from '@everyline/contract';

import { recordAudit } from '../audit/record-audit.ts';
import type { AppContext } from '../context.ts';
import { readBoard } from './read-programmes.ts';

/** The board for a file; that it was taken out is on record. */
export async function exportBoard(context: AppContext, id: string): Promise<ProgrammeBoard> {
  const board = await readBoard(context, id);
  await recordAudit(context, context.store, 'programmes.export', { kind: 'programme', id });
  return board;
}
