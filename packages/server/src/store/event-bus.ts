import type { LiveEvent } from '@everyline/contract';
import pg from 'pg';

import type { Clock } from '../app/ports/clock.ts';
import type { Events } from '../app/ports/events.ts';

const channel = 'everyline_events';

/** Postgres carries at most 8,000 bytes in a notification; what is larger stays in its own process. */
const maxBytes = 7900;
/** So many may wait to be told to the others; what comes beyond is told in the own process only. */
const mostWaiting = 1000;

/**
 * Events of all processes on one database: told at once in the own process and by NOTIFY to the
 * others. Nothing waits for it; while the database is away events are told in the own process only.
 */
export function eventBus(
  connection: pg.ClientConfig,
  own: { readonly id: string; readonly clock: Clock },
): Events & { close: () => Promise<void> } {
  const listeners = new Set<(event: LiveEvent) => void>();
  let client: pg.Client | null = null;
  let closed = false;

  const tell = (event: LiveEvent) => {
    for (const listener of listeners) listener(event);
  };
  const connect = async (): Promise<void> => {
    if (closed) return;
    const next = new pg.Client({ ...connection, application_name: 'everyline:events' });
    const again = () => {
      if (client === next) client = null;
      if (!closed) connecting = own.clock.wait(1000).then(connect);
    };
    next.on('error', () => undefined);
    next.once('end', again);
    next.on('notification', (note) => {
      const [from, text] = splitOnce(note.payload ?? '');
      if (from !== own.id && text !== '') tell(JSON.parse(text) as LiveEvent);
    });
    try {
      await next.connect();
      await next.query(`listen ${channel}`);
      // Closed while it was connecting: nobody else will end it.
      if (closed) await next.end();
      else client = next;
    } catch {
      // `end` follows a failed connection and asks for the next attempt.
      await next.end().catch(() => undefined);
    }
  };
  let connecting = connect();
  let sending: Promise<void> = Promise.resolve();
  let waiting = 0;

  return {
    publish: (event) => {
      tell(event);
      const payload = `${own.id} ${JSON.stringify(event)}`;
      if (client === null || waiting >= mostWaiting) return;
      if (new TextEncoder().encode(payload).length > maxBytes) return;
      waiting += 1;
      sending = sending.then(async () => {
        await client?.query('select pg_notify($1, $2)', [channel, payload]).catch(() => undefined);
        waiting -= 1;
      });
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: async () => {
      closed = true;
      listeners.clear();
      await connecting;
      await sending;
      await client?.end().catch(() => undefined);
    },
  };
}

function splitOnce(text: string): [string, string] {
  const at = text.indexOf(' ');
  return at === -1 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)];
}
