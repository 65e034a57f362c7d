import type { FastifyReply, FastifyRequest } from 'fastify';

/** Sends bytes whole or the one range asked for (RFC 9110, section 14): players of audio seek by ranges. */
export function sendRange(
  request: FastifyRequest,
  reply: FastifyReply,
  bytes: Uint8Array,
): FastifyReply {
  reply.header('accept-ranges', 'bytes');
  const match = /^bytes=(\d*)-(\d*)$/.exec(request.headers.range ?? '');
  if (!match || (match[1] === '' && match[2] === '')) return reply.send(Buffer.from(bytes));
  const last = bytes.length - 1;
  const from = match[1] === '' ? Math.max(0, bytes.length - Number(match[2])) : Number(match[1]);
  const to = match[1] === '' || match[2] === '' ? last : Math.min(last, Number(match[2]));
  if (from > to) {
    return reply.status(416).header('content-range', `bytes */${bytes.length}`).send();
  }
  return reply
    .status(206)
    .header('content-range', `bytes ${from}-${to}/${bytes.length}`)
    .send(Buffer.from(bytes.subarray(from, to + 1)));
}
