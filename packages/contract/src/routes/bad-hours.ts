import { Type } from 'typebox';

import * as badHours from '../bad-hours.ts';
import { ById, Done } from '../schema.ts';
import type { Route } from './route.ts';

/** Bad hours of trunks, and the control lines that tell a trunk's fault from a line's. */
export const badHourRoutes = {
  listBadHours: {
    method: 'GET',
    path: '/api/bad-hours',
    tag: 'trunks',
    summary: 'The latest bad hours of trunks, with their figures',
    permission: 'trunks.see',
    query: badHours.BadHourQuery,
    answer: 'json',
    response: Type.Array(badHours.BadHour),
  },
  setBadHour: {
    method: 'POST',
    path: '/api/trunks/:id/bad-hours',
    tag: 'trunks',
    summary: 'Say that a trunk was at fault; calls that failed in that way then do not count',
    permission: 'trunks.edit',
    params: ById,
    body: badHours.NewBadHour,
    answer: 'json',
    response: badHours.BadHour,
  },
  withdrawBadHour: {
    method: 'POST',
    path: '/api/bad-hours/:id/withdraw',
    tag: 'trunks',
    summary: 'Withdraw a bad hour; its calls count again',
    permission: 'trunks.edit',
    params: ById,
    body: badHours.WithdrawBadHour,
    answer: 'json',
    response: badHours.BadHour,
  },
  listControlLines: {
    method: 'GET',
    path: '/api/control-lines',
    tag: 'trunks',
    summary: 'Lines that are known to answer',
    permission: 'trunks.see',
    answer: 'json',
    response: Type.Array(badHours.ControlLine),
  },
  nameControlLine: {
    method: 'PUT',
    path: '/api/control-lines/:id',
    tag: 'trunks',
    summary: 'Name a line as one that is known to answer',
    permission: 'trunks.edit',
    params: ById,
    body: badHours.NameControlLine,
    answer: 'json',
    response: badHours.ControlLine,
  },
  dropControlLine: {
    method: 'DELETE',
    path: '/api/control-lines/:id',
    tag: 'trunks',
    summary: 'The line is no control line any more',
    permission: 'trunks.edit',
    params: ById,
    answer: 'json',
    response: Done,
  },
} as const satisfies Readonly<Record<string, Route>>;
