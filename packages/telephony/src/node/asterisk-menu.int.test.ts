import {
  requireAsterisk,
  seededRandom,
  startAsterisk,
  type RunningAsterisk,
} from '@everyline/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { KnownSounds } from '../prints/known-sounds.ts';
import { CHINA } from '../progress/tone-plans.ts';
import type { CallObservation } from '../user-agent/probe-observation.ts';
import { MenuWalk, scriptFor } from '../user-agent/script/menu-walk.ts';
import { UdpPhone } from './udp-phone.ts';

const folder = await requireAsterisk();
const clock = { nowMs: () => performance.timeOrigin + performance.now() };
/** Recorded prompts of the Asterisk project, as its packages bring them. */
const sounds = '/usr/share/asterisk/sounds/en_US_f_Allison';

/** A menu as its administrators write one: a prompt, a place below, an end, a wrong key. */
const dialPlan = [
  'exten => menu,1,Answer()',
  ' same => n,Wait(0.5)',
  ' same => n,Goto(top,s,1)',
  '[top]',
  `exten => s,1,Background(${sounds}/vm-enter-num-to-call)`,
  ' same => n,WaitExten(8)',
  ' same => n,Hangup()',
  'exten => 1,1,Goto(below,s,1)',
  `exten => 2,1,Playback(${sounds}/vm-goodbye)`,
  ' same => n,Hangup()',
  `exten => i,1,Playback(${sounds}/pbx-invalid)`,
  ' same => n,Goto(top,s,1)',
  '[below]',
  `exten => s,1,Background(${sounds}/queue-youarenext)`,
  ' same => n,WaitExten(8)',
  ' same => n,Hangup()',
] as const;

describe.skipIf(folder === null)('a menu of Asterisk', () => {
  let asterisk: RunningAsterisk;
  let phone: UdpPhone;
  const knownSounds = new KnownSounds();
  let calls = 0;

  beforeAll(async () => {
    asterisk = await startAsterisk(folder ?? '', {
      dialPlan,
      modules: ['codec_gsm', 'format_gsm'],
    });
    phone = await UdpPhone.open({
      local: { host: '127.0.0.1', port: 0 },
      rtpPorts: { from: 44_300, to: 44_400 },
      clock,
      random: seededRandom(4),
    });
  }, 120_000);
  afterAll(async () => {
    await phone.close();
    await asterisk.stop();
  });

  /** Calls the menu by a path, and learns what was said. */
  async function callBy(path: string): Promise<CallObservation> {
    const observation = await phone.placeCall({
      dialled: 'menu',
      trunk: { address: { host: '127.0.0.1', port: asterisk.port }, callerNumber: '02812345' },
      tonePlan: CHINA,
      announcement: new Int16Array(8000),
      limits: { machineMs: 60_000 },
      knownSounds,
      script: { script: scriptFor(path), audio: {} },
    });
    calls += 1;
    knownSounds.apply(
      observation.sounds.map(({ print }, n) => ({
        kind: 'add',
        sound: { id: `${calls}/${n}`, announcementId: null, label: null, heard: 1 },
        print,
      })),
    );
    return observation;
  }

  it(
    'is walked by telephone events: the place below, the end, and the key that it refuses (RFC 4733 2.5)',
    { timeout: 400_000 },
    async () => {
      const walk = new MenuWalk({ depth: 1, calls: 16, keys: '123' });
      for (let path = walk.nextPath(); path !== null; path = walk.nextPath()) {
        const { callId, endedBy, script } = await callBy(path);
        walk.take(path, { call: callId, endedBy, stretches: script?.stretches ?? [] });
      }
      const found = walk.places().map(({ path, kind, sameAs }) => [path, kind, sameAs]);
      expect(found).toEqual([
        ['', 'menu', null],
        ['1', 'menu', null],
        ['2', 'hang_up', null],
        // It says that the key is none, and begins again.
        ['3', 'same', ''],
      ]);
    },
  );
});
