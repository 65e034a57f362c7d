import { giveClearance } from '../../app/clearances/give-clearance.ts';
import { listClearances } from '../../app/clearances/list-clearances.ts';
import { listObjections } from '../../app/clearances/list-objections.ts';
import { recordObjection } from '../../app/clearances/record-objection.ts';
import { withdrawClearance } from '../../app/clearances/withdraw-clearance.ts';
import { withdrawObjection } from '../../app/clearances/withdraw-objection.ts';
import { changeLine } from '../../app/lines/change-line.ts';
import { createLine } from '../../app/lines/create-line.ts';
import { exportLines } from '../../app/lines/export-lines.ts';
import { listLines } from '../../app/lines/list-lines.ts';
import { readLine } from '../../app/lines/read-line.ts';
import { listMenus } from '../../app/menus/list-menus.ts';
import { listenToPrompt } from '../../app/menus/listen-to-prompt.ts';
import { listSpotChecks } from '../../app/spot-checks/list-spot-checks.ts';
import { recordSpotCheck } from '../../app/spot-checks/record-spot-check.ts';
import { listKeeperChoices, nameKeeper } from '../../app/owners/name-keeper.ts';
import { readVerdict } from '../../app/verdicts/read-verdict.ts';
import type { Handlers } from '../handler.ts';
import { lineWorkbook } from '../line-workbook.ts';
import { sendRange } from '../send-range.ts';
import { sendWorkbook } from '../send-workbook.ts';

type LineRoutes =
  | 'listLines'
  | 'exportLines'
  | 'line'
  | 'createLine'
  | 'changeLine'
  | 'departmentKeepers'
  | 'nameKeeper'
  | 'lineVerdict'
  | 'lineMenus'
  | 'menuAudio'
  | 'listClearances'
  | 'giveClearance'
  | 'withdrawClearance'
  | 'listObjections'
  | 'recordObjection'
  | 'withdrawObjection'
  | 'listSpotChecks'
  | 'recordSpotCheck';

export const lineHandlers: Pick<Handlers, LineRoutes> = {
  listLines: ({ context, query }) => listLines(context, query),
  exportLines: async ({ context, query, reply }) => {
    const language = query.language ?? context.language;
    const workbook = await lineWorkbook(exportLines(context, query), language);
    return sendWorkbook(reply, 'everyline-lines', workbook);
  },
  line: ({ context, params }) => readLine(context, params.id),
  createLine: ({ context, body }) => createLine(context, body),
  changeLine: ({ context, params, body }) => changeLine(context, params.id, body),
  departmentKeepers: ({ context, params }) => listKeeperChoices(context, params.id),
  nameKeeper: ({ context, body }) => nameKeeper(context, body),
  lineVerdict: ({ context, params, query }) =>
    readVerdict(context, params.id, query.campaignId ?? null),
  lineMenus: ({ context, params }) => listMenus(context, params.id),
  menuAudio: async ({ context, params, query, request, reply }) => {
    const { walk, path = '' } = query;
    const wav = await listenToPrompt(context, params.id, { walk, path });
    return sendRange(request, reply.type('audio/wav'), wav);
  },
  listClearances: ({ context, query }) => listClearances(context, query),
  giveClearance: ({ context, body }) => giveClearance(context, body),
  withdrawClearance: ({ context, params, body }) =>
    withdrawClearance(context, params.id, body.reason),
  listObjections: ({ context, query }) => listObjections(context, query),
  withdrawObjection: ({ context, params }) => withdrawObjection(context, params.id),
  recordObjection: ({ context, body }) => recordObjection(context, body),
  listSpotChecks: ({ context, query }) => listSpotChecks(context, query),
  recordSpotCheck: ({ context, body }) => recordSpotCheck(context, body),
};
