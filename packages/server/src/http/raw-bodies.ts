import { Readable } from 'node:stream';

import type { FastifyInstance, FastifyRequest } from 'fastify';

import { AppFault } from '../app/faults.ts';

/** Bodies of signed requests are small. */
const mostBytes = 1024 ** 2;

/** The bytes of a request as they came. */
export type RawBodyOf = (request: FastifyRequest) => Uint8Array;

/** Keeps the bodies of requests under a path as they came, because their signature is over these bytes. */
export function keepRawBodies(server: FastifyInstance, path: string): RawBodyOf {
  const bodies = new WeakMap<FastifyRequest, Uint8Array>();
  server.addHook('preParsing', async (request, _reply, payload) => {
    if (!request.url.startsWith(path) || request.method === 'GET') return payload;
    const chunks: Uint8Array[] = [];
    let bytes = 0;
    for await (const chunk of payload as AsyncIterable<Uint8Array>) {
      bytes += chunk.length;
      if (bytes > mostBytes) throw new AppFault('too_large', { limit: '1 MB' });
      chunks.push(chunk);
    }
    const whole = Buffer.concat(chunks);
    bodies.set(request, whole);
    return Object.assign(Readable.from([whole]), { receivedEncodedLength: bytes });
  });
  return (request) => bodies.get(request) ?? new Uint8Array();
}
