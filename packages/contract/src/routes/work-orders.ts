import { Type } from 'typebox';

import { ById, Done } from '../schema.ts';
import * as orders from '../work-orders.ts';
import type { Route } from './route.ts';

/** The interface with work-order systems of others; their requests are signed, see docs/reference/work-orders.md. */
export const workOrderRoutes = {
  receiveWorkOrder: {
    method: 'POST',
    path: '/api/work-orders/cases',
    tag: 'work orders',
    summary: 'A case of another system; its number counts once, however often it is sent',
    permission: 'signed_by_system',
    body: orders.WorkOrderIn,
    answer: 'json',
    response: orders.WorkOrderReceived,
  },
  workOrder: {
    method: 'GET',
    path: '/api/work-orders/cases/:number',
    tag: 'work orders',
    summary: 'How a case stands, for the system that sent it or has it',
    permission: 'signed_by_system',
    params: orders.ByWorkOrder,
    query: orders.WorkOrderQuery,
    answer: 'json',
    response: orders.WorkOrder,
  },
  updateWorkOrder: {
    method: 'POST',
    path: '/api/work-orders/cases/:number/updates',
    tag: 'work orders',
    summary: 'A move or a comment of another system; an update is done once',
    permission: 'signed_by_system',
    params: orders.ByWorkOrder,
    query: orders.WorkOrderQuery,
    body: orders.WorkOrderUpdate,
    answer: 'json',
    response: orders.WorkOrderUpdated,
  },
  listCaseSystems: {
    method: 'GET',
    path: '/api/case-systems',
    tag: 'work orders',
    summary: 'Work-order systems of others, with which cases are exchanged',
    permission: 'settings.see',
    answer: 'json',
    response: Type.Array(orders.CaseSystem),
  },
  createCaseSystem: {
    method: 'POST',
    path: '/api/case-systems',
    tag: 'work orders',
    summary: 'Add a work-order system; its secret is answered once',
    permission: 'settings.edit',
    body: orders.NewCaseSystem,
    answer: 'json',
    response: orders.CaseSystemSaved,
  },
  changeCaseSystem: {
    method: 'PATCH',
    path: '/api/case-systems/:id',
    tag: 'work orders',
    summary: 'Change a work-order system, or renew its secret',
    permission: 'settings.edit',
    params: ById,
    body: orders.CaseSystemChange,
    answer: 'json',
    response: orders.CaseSystemSaved,
  },
  deleteCaseSystem: {
    method: 'DELETE',
    path: '/api/case-systems/:id',
    tag: 'work orders',
    summary: 'Remove a work-order system; its cases stay',
    permission: 'settings.edit',
    params: ById,
    answer: 'json',
    response: Done,
  },
} as const satisfies Readonly<Record<string, Route>>;
