import {
  dropControlLine,
  listControlLines,
  nameControlLine,
} from '../../app/bad-hours/control-lines.ts';
import { listBadHours } from '../../app/bad-hours/list-bad-hours.ts';
import { setBadHour } from '../../app/bad-hours/set-bad-hour.ts';
import { withdrawBadHour } from '../../app/bad-hours/withdraw-bad-hour.ts';
import type { Handlers } from '../handler.ts';

type BadHourRoutes =
  | 'listBadHours'
  | 'setBadHour'
  | 'withdrawBadHour'
  | 'listControlLines'
  | 'nameControlLine'
  | 'dropControlLine';

export const badHourHandlers: Pick<Handlers, BadHourRoutes> = {
  listBadHours: ({ context, query }) => listBadHours(context, query),
  setBadHour: ({ context, params, body }) => setBadHour(context, params.id, body),
  withdrawBadHour: ({ context, params, body }) => withdrawBadHour(context, params.id, body.note),
  listControlLines: ({ context }) => listControlLines(context),
  nameControlLine: ({ context, params, body }) => nameControlLine(context, params.id, body.note),
  dropControlLine: ({ context, params }) => dropControlLine(context, params.id),
};
