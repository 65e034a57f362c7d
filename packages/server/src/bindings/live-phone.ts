import { CHINA } from '@everyline/telephony';
import type { TlsSettings } from '@everyline/telephony/node';

import type { AppContext } from '../app/context.ts';
import { LivePlacer } from '../voice/live/live-placer.ts';
import { probeAnnouncement } from './announcement.ts';

/** Even ports for RTP of test calls; above the usual ephemeral range's start, below its end. */
const rtpPorts = { from: 20_000, to: 29_998 };

/** A phone on real sockets; on loopback it reaches loopback only. */
export async function livePhone(
  context: AppContext,
  data: string,
  localHost: string,
  tls: TlsSettings | null,
): Promise<LivePlacer> {
  const city = await context.store.settings.city();
  return LivePlacer.start(
    {
      localHost,
      sipPort: 0,
      rtpPorts,
      tls,
      announcement: await probeAnnouncement(data, city?.language ?? 'zh-CN'),
      country: CHINA.id,
      clockOffsetMs: 0,
    },
    context.secrets,
  );
}
