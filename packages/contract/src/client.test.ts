import { describe, expect, expectTypeOf, it } from 'vitest';

import type { LinePage } from './lines.ts';
import { addressOf, createClient, RequestFault } from './client.ts';
import { PERMISSIONS } from './permissions.ts';
import type { Route } from './routes/route.ts';
import { routes } from './routes.ts';

function clientAnswering(answer: () => Response | Promise<Response>) {
  const asked: { url: string; init: RequestInit | undefined }[] = [];
  const client = createClient({
    fetch: async (url, init) => {
      asked.push({ url: url as string, init });
      return answer();
    },
    language: () => 'en',
  });
  return { client, asked };
}

describe('the client', () => {
  it('puts parameters and repeated filters into the address', () => {
    expect(
      addressOf('listLines', { query: { verdict: ['busy', 'zombie'], q: '028 6188', page: 2 } }),
    ).toBe('/api/lines?verdict=busy&verdict=zombie&q=028+6188&page=2');
    expect(addressOf('probeAudio', { params: { id: 'a/b' } })).toBe('/api/probes/a%2Fb/audio');
  });

  it('sends JSON with the language and answers by the type of the route', async () => {
    const { client, asked } = clientAnswering(() =>
      Response.json({ items: [], total: 0, page: 1, pageSize: 50 }),
    );
    const page = await client.listLines({ query: { page: 1 } });
    expectTypeOf(page).toEqualTypeOf<LinePage>();
    expect(page.total).toBe(0);
    expect(asked[0]?.init?.headers).toMatchObject({ 'accept-language': 'en' });
  });

  it('throws the fault that the server told', async () => {
    const fault = {
      code: 'not_found',
      message: 'No such line.',
      place: null,
      wayOut: null,
      requestId: 'r',
    };
    const { client } = clientAnswering(() => Response.json(fault, { status: 404 }));
    await expect(client.line({ params: { id: 'x' } })).rejects.toMatchObject({
      status: 404,
      fault,
    });
  });

  it('says in one sentence that the server cannot be reached', async () => {
    const { client } = clientAnswering(() => Promise.reject(new TypeError('fetch failed')));
    const thrown: unknown = await client.settings().catch((cause: unknown) => cause);
    expect(thrown).toBeInstanceOf(RequestFault);
    expect((thrown as RequestFault).fault.code).toBe('network');
  });
});

describe('the table of routes', () => {
  const all = Object.entries(routes) as [string, Route][];

  it('gives every operation an address of its own', () => {
    const addresses = all.map(([, route]) => `${route.method} ${route.path}`);
    expect(new Set(addresses).size).toBe(addresses.length);
  });

  it('declares every parameter of a path', () => {
    for (const [name, route] of all) {
      const inPath = [...route.path.matchAll(/:([A-Za-z]+)/g)].map((match) => match[1]);
      const declared = Object.keys(
        (route.params as { properties?: Record<string, unknown> } | undefined)?.properties ?? {},
      );
      expect(declared, name).toEqual(inPath);
    }
  });

  it('uses every permission but those of doors beside the API', () => {
    const used = new Set(all.map(([, route]) => route.permission));
    expect(PERMISSIONS.filter((permission) => !used.has(permission))).toEqual(['metrics.see']);
  });
});
