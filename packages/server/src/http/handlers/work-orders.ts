import type { FastifyRequest } from 'fastify';

import type { AppContext } from '../../app/context.ts';
import {
  changeCaseSystem,
  createCaseSystem,
  deleteCaseSystem,
  listCaseSystems,
} from '../../app/work-orders/case-systems.ts';
import { readWorkOrder, receiveWorkOrder } from '../../app/work-orders/receive-work-order.ts';
import { updateWorkOrder } from '../../app/work-orders/update-work-order.ts';
import { verifyRequest, type BySystem } from '../../app/work-orders/verify-request.ts';
import type { Handlers } from '../handler.ts';
import type { RawBodyOf } from '../raw-bodies.ts';

type WorkOrderRoutes =
  | 'receiveWorkOrder'
  | 'workOrder'
  | 'updateWorkOrder'
  | 'listCaseSystems'
  | 'createCaseSystem'
  | 'changeCaseSystem'
  | 'deleteCaseSystem';

export function workOrderHandlers(rawBodyOf: RawBodyOf): Pick<Handlers, WorkOrderRoutes> {
  const verified = (context: AppContext, request: FastifyRequest): Promise<BySystem> =>
    verifyRequest(context, {
      method: request.method,
      path: request.url,
      header: (name) => [request.headers[name]].flat()[0],
      body: rawBodyOf(request),
    });
  return {
    receiveWorkOrder: async ({ context, body, request }) =>
      receiveWorkOrder(await verified(context, request), body),
    workOrder: async ({ context, params, query, request }) =>
      readWorkOrder(await verified(context, request), params.number, query),
    updateWorkOrder: async ({ context, params, query, body, request }) =>
      updateWorkOrder(await verified(context, request), params.number, query, body),
    listCaseSystems: ({ context }) => listCaseSystems(context),
    createCaseSystem: ({ context, body }) => createCaseSystem(context, body),
    changeCaseSystem: ({ context, params, body }) => changeCaseSystem(context, params.id, body),
    deleteCaseSystem: async ({ context, params }) => {
      await deleteCaseSystem(context, params.id);
      return { done: true };
    },
  };
}
