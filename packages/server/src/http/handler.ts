import type { CallAnswer, RouteName, Routes } from '@everyline/contract';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Static, TSchema } from 'typebox';

import type { AccountContext } from '../app/accounts/account-context.ts';
import { addressHeader } from '../app/ports/accounts.ts';

type Part<R, K extends string> =
  R extends Readonly<Record<K, infer S>> ? (S extends TSchema ? Static<S> : undefined) : undefined;

/** What a handler gets: the context of the one who asks, and the checked parts of the request. */
export interface Asked<N extends RouteName> {
  readonly context: AccountContext;
  readonly params: Part<Routes[N], 'params'>;
  readonly query: Part<Routes[N], 'query'>;
  readonly body: Part<Routes[N], 'body'>;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

/** A route's way into its verb. Files and events write to the reply themselves and answer nothing. */
export type Handler<N extends RouteName> = (
  asked: Asked<N>,
) => Promise<Routes[N]['answer'] extends 'json' ? CallAnswer<N> : FastifyReply>;

export type Handlers = { readonly [N in RouteName]: Handler<N> };

/** The headers of a request as the web's own type, with the address of the one who asks. */
export function headersOf(request: FastifyRequest): Headers {
  const headers = new Headers();
  for (const [name, value] of Object.entries(request.headers)) {
    for (const one of [value].flat()) if (one !== undefined) headers.append(name, one);
  }
  headers.set(addressHeader, request.ip);
  return headers;
}
