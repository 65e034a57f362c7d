import * as capacity from '../capacity.ts';
import { ById, File } from '../schema.ts';
import * as staffing from '../staffing.ts';
import type { Route } from './route.ts';

/** How many lines and people numbers need, from test calls alone. */
export const capacityRoutes = {
  lineCapacity: {
    method: 'GET',
    path: '/api/lines/:id/capacity',
    tag: 'capacity',
    summary: 'The load on a line and the lines and people it needs, with intervals',
    permission: 'verdicts.see',
    params: ById,
    answer: 'json',
    response: capacity.LineCapacity,
  },
  capacityPlan: {
    method: 'GET',
    path: '/api/capacity',
    tag: 'capacity',
    summary: 'Lines and people needed against lines there are, those that need most first',
    permission: 'verdicts.see',
    query: capacity.CapacityQuery,
    answer: 'json',
    response: capacity.CapacityPlan,
  },
  staffCalls: {
    method: 'POST',
    path: '/api/staffing',
    tag: 'capacity',
    summary: 'Staff the week after a record of calls (csv), simulated; the file is not kept',
    permission: 'staffing.plan',
    query: staffing.StaffingQuery,
    upload: true,
    answer: 'json',
    response: staffing.StaffingWeek,
  },
  exportCapacity: {
    method: 'GET',
    path: '/api/capacity.xlsx',
    tag: 'capacity',
    summary: 'The plan as an Excel file',
    permission: 'lines.export',
    query: capacity.CapacityExportQuery,
    answer: 'file',
    response: File,
  },
} as const satisfies Readonly<Record<string, Route>>;
