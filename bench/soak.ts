import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

import { CHINA } from '@everyline/telephony';
import { UdpPhone } from '@everyline/telephony/node';

import { machine } from '../packages/server/src/bindings/machine.ts';
import type { BenchOptions } from './main.ts';
import { FarEnd } from './media-far-end.ts';

const MB = 1024 * 1024;
/** How long each call rings before it is given up. */
const RING_MS = 4000;
/** What the heap may grow from the end of the first quarter on: less than a leak of 1 KB a call, or 2 MB at all. */
const MOST_KB_EACH_CALL = 1;
const SLACK_MB = 2;

/** One look at the memory of this process, after a collection. */
interface Look {
  readonly second: number;
  readonly heapMb: number;
  readonly rssMb: number;
  readonly callsEnded: number;
}

function collector(): () => void {
  setFlagsFromString('--expose_gc');
  return runInNewContext('gc') as () => void;
}

/**
 * Test calls one after another on some channels, each set up, heard with all detectors and given up while it rings, for
 * as long as is asked: does memory stay flat, and is nothing left at the end? `--seconds 40 --channels 20`; two hours
 * are `--seconds 7200`. Loopback only.
 */
export async function run(options: BenchOptions): Promise<object> {
  const seconds = Number(options.flags['seconds'] ?? '40');
  const channels = Number(options.flags['channels'] ?? '20');
  const collect = collector();
  const farEnd = await FarEnd.start();
  const phone = await UdpPhone.open({
    local: { host: '127.0.0.1', port: 0 },
    rtpPorts: { from: 20_000, to: 29_998 },
    clock: { nowMs: () => performance.now() },
    random: Math.random,
  });
  const beganMs = performance.now();
  const elapsed = () => (performance.now() - beganMs) / 1000;
  let callsEnded = 0;
  let unheard = 0;
  const channel = async (n: number): Promise<void> => {
    for (let call = 0; elapsed() < seconds; call += 1) {
      const observation = await phone.placeCall({
        dialled: `${n}${call}`,
        trunk: { address: { host: '127.0.0.1', port: farEnd.sipPort }, callerNumber: '1000' },
        tonePlan: CHINA,
        announcement: new Int16Array(8000),
        limits: { ringMs: RING_MS },
      });
      callsEnded += 1;
      if (observation.media.packets === 0) unheard += 1;
    }
  };
  const looks: Look[] = [];
  const look = (): void => {
    collect();
    const { heapUsed, rss } = process.memoryUsage();
    looks.push({
      second: Math.round(elapsed()),
      heapMb: round(heapUsed / MB),
      rssMb: round(rss / MB),
      callsEnded,
    });
  };
  const all = Promise.all(Array.from({ length: channels }, (_, n) => channel(n)));
  const every = Math.max(2, seconds / 40);
  while (elapsed() < seconds) {
    await machine.clock.wait(1000 * Math.min(every, Math.max(0.1, seconds - elapsed())));
    look();
  }
  await all;
  // The last transactions of the signalling have their 32 seconds (RFC 3261 timer B and its like).
  for (let waited = 0; waited < 40 && phone.counts().calls > 0; waited += 1)
    await machine.clock.wait(1000);
  look();
  const left = phone.counts();
  await phone.close();
  farEnd.close();
  const settled = looks.filter(({ second }) => second >= seconds / 4);
  const half = Math.ceil(settled.length / 2);
  const mean = (some: readonly Look[], pick: (one: Look) => number) =>
    some.reduce((sum, one) => sum + pick(one), 0) / Math.max(1, some.length);
  const early = settled.slice(0, half);
  const late = settled.slice(half, -1);
  const grownMb = round(mean(late, (one) => one.heapMb) - mean(early, (one) => one.heapMb));
  const calls = mean(late, (one) => one.callsEnded) - mean(early, (one) => one.callsEnded);
  const kbEachCall = round((1024 * grownMb) / Math.max(1, calls));
  const isFlat = grownMb <= SLACK_MB || kbEachCall <= MOST_KB_EACH_CALL;
  return {
    ok: isFlat && left.calls === 0 && left.transactions === 0 && unheard === 0,
    seconds,
    channels,
    callsEnded,
    callsWithoutMedia: unheard,
    heapGrownMb: grownMb,
    heapGrownKbEachCall: kbEachCall,
    left,
    looks,
  };
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
