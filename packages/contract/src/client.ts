import type { Static, TSchema } from 'typebox';

import type { Fault } from './faults.ts';
import { routes, type RouteName, type Routes } from './routes.ts';

type Part<R, K extends string> =
  R extends Readonly<Record<K, infer S>> ? (S extends TSchema ? Static<S> : never) : undefined;

type Needs<K extends string, T> = T extends undefined
  ? Partial<Record<K, undefined>>
  : Partial<T> extends T
    ? Partial<Record<K, T>>
    : Record<K, T>;

type Files<R> = R extends { readonly upload: true } ? { files: readonly File[] } : unknown;

/** What a call takes: path parameters, query and body, each only where the route has it. */
export type CallInput<N extends RouteName> = Needs<'params', Part<Routes[N], 'params'>> &
  Needs<'query', Part<Routes[N], 'query'>> &
  Needs<'body', Part<Routes[N], 'body'>> &
  Files<Routes[N]> & { signal?: AbortSignal };

/** What a call answers: JSON by the schema of the route; the bare `Response` of a file. */
export type CallAnswer<N extends RouteName> = Routes[N]['answer'] extends 'json'
  ? Static<Routes[N]['response']>
  : Response;

type Call<N extends RouteName> =
  Partial<CallInput<N>> extends CallInput<N>
    ? (input?: CallInput<N>) => Promise<CallAnswer<N>>
    : (input: CallInput<N>) => Promise<CallAnswer<N>>;

export type Client = { readonly [N in RouteName]: Call<N> };

/** A request that the server refused, or that did not reach it (`code` = `network`, `status` = 0). */
export class RequestFault extends Error {
  readonly status: number;
  readonly fault: Fault;

  constructor(status: number, fault: Fault) {
    super(fault.message);
    this.name = 'RequestFault';
    this.status = status;
    this.fault = fault;
  }
}

interface AnyInput {
  params?: Record<string, unknown>;
  query?: Record<string, unknown>;
  body?: unknown;
  files?: readonly File[];
  signal?: AbortSignal;
}

/** The address of a call, with its parameters in place; also for links and `<audio>`. */
export function addressOf(name: RouteName, input: Pick<AnyInput, 'params' | 'query'> = {}): string {
  const path = routes[name].path.replace(/:([A-Za-z]+)/g, (_whole, key: string) =>
    encodeURIComponent(asText(input.params?.[key])),
  );
  const search = new URLSearchParams();
  for (const [key, value] of Object.entries(input.query ?? {})) {
    for (const one of Array.isArray(value) ? (value as unknown[]) : [value]) {
      if (one !== undefined && one !== null && one !== '') search.append(key, asText(one));
    }
  }
  const text = search.toString();
  return text === '' ? path : `${path}?${text}`;
}

function asText(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? String(value)
    : '';
}

/** The typed client of the whole API: one method for each route, throwing `RequestFault`. */
export function createClient(options: {
  fetch: typeof fetch;
  baseUrl?: string;
  language: () => string;
  headers?: Readonly<Record<string, string>>;
}): Client {
  const call = async (name: RouteName, input: AnyInput = {}): Promise<unknown> => {
    const route = routes[name];
    const headers: Record<string, string> = {
      accept: 'application/json',
      'accept-language': options.language(),
      ...options.headers,
    };
    const init: RequestInit = { method: route.method, headers, credentials: 'same-origin' };
    if (input.signal) init.signal = input.signal;
    if (input.files) {
      const form = new FormData();
      for (const one of input.files) form.append('file', one, one.name);
      init.body = form;
    } else if (input.body !== undefined) {
      headers['content-type'] = 'application/json';
      init.body = JSON.stringify(input.body);
    }
    let response: Response;
    try {
      response = await options.fetch(`${options.baseUrl ?? ''}${addressOf(name, input)}`, init);
    } catch (cause) {
      if (cause instanceof Error && cause.name === 'AbortError') throw cause;
      throw new RequestFault(0, unreachable(options.language()));
    }
    if (!response.ok)
      throw new RequestFault(response.status, await faultOf(response, options.language()));
    return route.answer === 'json' ? response.json() : response;
  };
  return Object.fromEntries(
    Object.keys(routes).map((name) => [name, (input?: AnyInput) => call(name as RouteName, input)]),
  ) as unknown as Client;
}

async function faultOf(response: Response, language: string): Promise<Fault> {
  try {
    const body: unknown = await response.json();
    if (typeof body === 'object' && body !== null && 'code' in body && 'message' in body) {
      return body as Fault;
    }
  } catch {
    // Not our JSON: something between the browser and the server answered.
  }
  return { ...unreachable(language), code: `http_${response.status}` };
}

function unreachable(language: string): Fault {
  const zh = language.startsWith('zh');
  return {
    code: 'network',
    message: zh ? '无法连接服务器。' : 'The server cannot be reached.',
    place: null,
    wayOut: zh ? '请检查网络后重试。' : 'Check the connection and try again.',
    requestId: '',
  };
}
