import type { LiveEvent } from '@everyline/contract';

import { watchEvents } from '../../app/events/watch-events.ts';
import type { Handlers } from '../handler.ts';

/** How often an idle stream says that it lives, so that proxies keep it open. */
const heartbeatMs = 15_000;

/** A reader that lets so much pile up is gone or asleep; it is sent away and comes back by itself. */
const maxWaitingBytes = 1_000_000;

export const eventHandlers: Pick<Handlers, 'events'> = {
  events: async ({ context, query, request, reply }) => {
    const { raw } = reply;
    let end: () => void = () => undefined;
    const tell = (event: LiveEvent) => {
      if (raw.writableLength > maxWaitingBytes) end();
      else raw.write(`event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`);
    };
    const stopWatching = await watchEvents(context, query, tell);
    reply.hijack();
    raw.writeHead(200, {
      ...(reply.getHeaders() as Record<string, string>),
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
    });
    raw.write('retry: 2000\n\n');
    const stopHeartbeat = context.clock.every(heartbeatMs, () => void raw.write(': \n\n'));
    end = () => {
      stopWatching();
      stopHeartbeat();
      raw.end();
    };
    request.raw.once('close', end);
    return reply;
  },
};
