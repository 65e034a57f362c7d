/** The process whose memory `bench memory` measures while calls are in progress: a phone and nothing else. */
import { CHINA } from '@everyline/telephony';

import type { StoredTrunk } from '../packages/server/src/app/ports/store/trunks.ts';
import { probeAnnouncement } from '../packages/server/src/bindings/announcement.ts';
import { machine } from '../packages/server/src/bindings/machine.ts';
import { LivePlacer } from '../packages/server/src/voice/live/live-placer.ts';

const [host = '', port = '', count = '', number = ''] = process.argv.slice(2);
const MB = 1024 * 1024;

const trunk: StoredTrunk = {
  id: 'memory',
  name: 'memory',
  host,
  port: Number(port),
  transport: 'udp',
  loopback: true,
  simulated: true,
  registeredNumber: '+8689960000000',
  presentedNumber: '+8689960000000',
  channels: Number(count),
  state: { kind: 'ready' },
  username: null,
  passwordSealed: null,
  registration: null,
  clientCertificate: null,
  webSocketPath: '/',
  authorities: [],
  watchedSinceMs: 0,
  perDay: 10_000,
  codecs: ['PCMA'],
};
const phone = await LivePlacer.start(
  {
    localHost: '127.0.0.1',
    sipPort: 0,
    rtpPorts: { from: 20_000, to: 29_998 },
    tls: null,
    announcement: await probeAnnouncement('/nonexistent', 'zh-CN'),
    country: CHINA.id,
    clockOffsetMs: 0,
  },
  { seal: (plain) => plain, open: (sealed) => sealed },
);
const place = (calls: number) =>
  Array.from({ length: calls }, (_, n) =>
    phone.place({
      probeId: `${calls}-${n}`,
      dialled: number,
      trunk,
      ringLimitMs: 25_000,
    }),
  );
// A first few calls load everything that every call needs.
await Promise.all(place(4));
globalThis.gc?.();
const beforeMb = process.memoryUsage.rss() / MB;
const calls = place(Number(count));
await machine.clock.wait(20_000);
const duringMb = process.memoryUsage.rss() / MB;
await Promise.all(calls);
console.log(
  JSON.stringify({
    calls: Number(count),
    beforeMb: Math.round(beforeMb),
    duringMb: Math.round(duringMb),
    perCallMb: Math.round(((duringMb - beforeMb) / Number(count)) * 100) / 100,
  }),
);
await phone.close();
