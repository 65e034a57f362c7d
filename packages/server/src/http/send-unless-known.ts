import { createHash } from 'node:crypto';

import type { FastifyReply, FastifyRequest } from 'fastify';

/** What is asked for again and again, and how long caches may keep it (a `cache-control`). */
export interface Revisited {
  readonly body: string | Uint8Array;
  readonly type: string;
  readonly cache: string;
}

/** Sends what somebody asks for, and nothing but that it is the same to who has it already (RFC 9110, section 13). */
export function sendUnlessKnown(
  request: FastifyRequest,
  reply: FastifyReply,
  { body, type, cache }: Revisited,
  tag: string = entityTag(body),
): FastifyReply {
  reply.header('etag', tag).header('cache-control', cache);
  const known = (request.headers['if-none-match'] ?? '').split(',').map((one) => one.trim());
  if (known.some((one) => one === '*' || one === tag || one === `W/${tag}`)) {
    return reply.status(304).send();
  }
  return reply.type(type).send(body);
}

/** The entity tag of content: the same for the same octets. */
export function entityTag(body: string | Uint8Array): string {
  return `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`;
}
