import { Fault, routes, type Route, type RouteName } from '@everyline/contract';
import type { FastifyInstance, FastifyReply, FastifyRequest, FastifySchema } from 'fastify';

import type { AccountContext } from '../app/accounts/account-context.ts';
import { AppFault } from '../app/faults.ts';
import { namePeople } from '../app/people/name-people.ts';
import type { Asked, Handlers } from './handler.ts';
import { namePeopleIn, whoPaths } from './name-people-in.ts';

/** Who asks and how: null when nobody is signed in. */
export type ContextOf = (request: FastifyRequest) => Promise<AccountContext | null>;

type AnyHandler = (asked: Asked<RouteName>) => Promise<unknown>;

/** Registers every route of the contract with its handler. */
export function registerRoutes(
  server: FastifyInstance,
  options: {
    readonly handlers: Handlers;
    readonly contextOf: ContextOf;
    /** The context of requests that nobody need be signed in for. */
    readonly publicContext: (request: FastifyRequest) => AccountContext;
  },
): void {
  for (const [name, route] of Object.entries(routes) as [RouteName, Route][]) {
    const handler = options.handlers[name] as AnyHandler;
    const who = route.answer === 'json' ? whoPaths(route.response) : [];
    server.route({
      method: route.method,
      url: route.path,
      schema: schemaOf(name, route),
      handler: async (request, reply) => {
        const context =
          route.permission === 'public' || route.permission === 'signed_by_system'
            ? options.publicContext(request)
            : await options.contextOf(request);
        if (!context) throw new AppFault('not_signed_in');
        const answer = await handler(askedOf(context, request, reply));
        if (route.answer !== 'json') return reply;
        return reply.send(who.length === 0 ? answer : await withNames(context, answer, who));
      },
    });
  }
}

async function withNames(
  context: AccountContext,
  answer: unknown,
  who: ReturnType<typeof whoPaths>,
): Promise<unknown> {
  const people = await namePeople(context.store);
  const word = context.language === 'en' ? 'en' : 'zh';
  return namePeopleIn(answer, who, (by) => people(by)[word]);
}

function askedOf(
  context: AccountContext,
  request: FastifyRequest,
  reply: FastifyReply,
): Asked<RouteName> {
  return {
    context,
    params: request.params,
    query: request.query,
    body: request.body,
    request,
    reply,
  } as Asked<RouteName>;
}

function schemaOf(name: string, route: Route): FastifySchema {
  const media =
    route.answer === 'events'
      ? 'text/event-stream'
      : route.answer === 'file'
        ? 'application/octet-stream'
        : 'application/json';
  return {
    operationId: name,
    summary: route.summary,
    tags: [route.tag],
    description: permissionText(route),
    ...(route.permission === 'public'
      ? { security: [] }
      : route.permission === 'signed_by_system'
        ? { security: [{ signature: [] }] }
        : { security: [{ session: [] }, { token: [] }] }),
    ...(route.params && { params: route.params }),
    ...(route.query && { querystring: route.query }),
    ...(route.body && { body: route.body }),
    ...(route.upload && { consumes: ['multipart/form-data'] }),
    response: {
      200: { description: 'Done', content: { [media]: { schema: route.response } } },
      '4xx': { description: 'Refused', content: { 'application/json': { schema: Fault } } },
    },
  };
}

function permissionText(route: Route): string {
  if (route.permission === 'public') return 'Needs no sign-in.';
  if (route.permission === 'signed_by_system') {
    return 'Signed by a work-order system: see docs/reference/work-orders.md.';
  }
  return route.permission === 'signed_in'
    ? 'For everyone who is signed in.'
    : `Needs \`${route.permission}\`.`;
}
