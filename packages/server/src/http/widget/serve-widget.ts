import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import type { FastifyInstance } from 'fastify';

import { isWidgetOn } from '../../app/channels/widget-origins.ts';
import type { AppContext } from '../../app/context.ts';
import { AppFault } from '../../app/faults.ts';
import { entityTag, sendUnlessKnown } from '../send-unless-known.ts';

/** The chat window for pages of others, as one script: `/widget.js`, while a widget is on. */
export async function serveWidget(
  server: FastifyInstance,
  context: Pick<AppContext, 'store'>,
): Promise<void> {
  const script = await readFile(join(import.meta.dirname, 'widget.js'), 'utf8');
  const tag = entityTag(script);
  server.get('/widget.js', async (request, reply) => {
    if (!(await isWidgetOn(context))) throw new AppFault('no_such_address');
    reply.header('cross-origin-resource-policy', 'cross-origin');
    const type = 'text/javascript; charset=utf-8';
    const sent = { body: script, type, cache: 'public, max-age=3600' };
    return sendUnlessKnown(request, reply, sent, tag);
  });
}
