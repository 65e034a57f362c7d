import type { FastifyReply } from 'fastify';

/** Answers with a file that somebody attached: saved, never shown in place, since what strangers attach does not run on the console's own address. */
export function sendAttachment(
  reply: FastifyReply,
  { name, bytes }: { readonly name: string; readonly bytes: Uint8Array },
): FastifyReply {
  return reply
    .header('content-type', 'application/octet-stream')
    .header(
      'content-disposition',
      `attachment; filename*=UTF-8''${encodeURIComponent(name).replace(/['()*]/g, percentOf)}`,
    )
    .send(Buffer.from(bytes));
}

/** What `encodeURIComponent` leaves as it is, but the header does not take (RFC 8187). */
function percentOf(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
}
