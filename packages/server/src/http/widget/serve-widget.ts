import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import type { FastifyInstance } from 'fastify';

import { isWidgetOn } from '../../app/channels/widget-origins.ts';
import type { AppContext } from '../../app/context.ts';
import { AppFault } from '../../app/faults.ts';
import { sha256Hex } from '../../app/sha256-hex.ts';

/** The chat window for pages of others, as one script: `/widget.js`, while a widget is on. */
export async function serveWidget(
  server: FastifyInstance,
  context: Pick<AppContext, 'store'>,
): Promise<void> {
  const script = await readFile(join(import.meta.dirname, 'widget.js'), 'utf8');
  const etag = `"${(await sha256Hex(script)).slice(0, 16)}"`;
  server.get('/widget.js', { schema: { hide: true } }, async (request, reply) => {
    if (!(await isWidgetOn(context))) throw new AppFault('no_such_address');
    reply.headers({
      'cache-control': 'public, max-age=3600',
      'cross-origin-resource-policy': 'cross-origin',
      etag,
    });
    if (request.headers['if-none-match'] === etag) return reply.status(304).send();
    return reply.type('text/javascript; charset=utf-8').send(script);
  });
}
