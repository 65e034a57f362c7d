import { LiveEvent as LiveEventSchema, type LiveEvent } from '@everyline/contract';
import { useEffect, useRef } from 'react';

const types = LiveEventSchema.anyOf.map((one) => one.properties.type.const);

/**
 * Listens to what happens while the page is open; the browser reconnects by itself. The listener may
 * change between renders; the connection stays.
 */
export function useLiveEvents(listener: (event: LiveEvent) => void, campaignId?: string): void {
  const latest = useRef(listener);
  useEffect(() => {
    latest.current = listener;
  });
  useEffect(() => {
    const query = campaignId === undefined ? '' : `?campaignId=${encodeURIComponent(campaignId)}`;
    const source = new EventSource(`/api/events${query}`);
    const receive = (message: MessageEvent<string>) =>
      latest.current(JSON.parse(message.data) as LiveEvent);
    for (const type of types) source.addEventListener(type, receive);
    return () => source.close();
  }, [campaignId]);
}
