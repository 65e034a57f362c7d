import {
  CHINA,
  decodeALaw,
  KnownSounds,
  type CallObservation,
  type CallScript,
  type Heard,
} from '@everyline/telephony';
import { describe, expect, test } from 'vitest';
import type { MenuAnswers } from '../behaviours/behaviour.ts';
import { cityMenu } from '../city/city-menu.ts';
import { chanceOf } from '../city/chance.ts';
import { TableDialPlan } from '../dial-plan.ts';
import { testSounds, wednesdayTenMs } from '../test-caller.ts';
import { simulateCall } from './simulate-call.ts';

const announcement = decodeALaw(
  testSounds.voices.of('queue')[0]?.octets.slice(0, 16_000) ?? new Uint8Array(),
);
const listen = {
  do: 'listen',
  until: 'pause',
  pauseMs: 1500,
  atMostMs: 25_000,
  mark: null,
} as const;

function call(
  menu: MenuAnswers,
  keys: string,
  turn: number,
  knownSounds: KnownSounds,
): CallObservation {
  const script: CallScript = {
    name: keys,
    // Whoever is rung has four seconds of silence between two rings.
    steps: [
      ...[...keys].flatMap((key) => [listen, { do: 'press', keys: key } as const]),
      { ...listen, pauseMs: 6000 },
    ],
  };
  return simulateCall({
    number: '02861880001',
    dialPlan: new TableDialPlan([['02861880001', menu]], '028'),
    sounds: testSounds,
    areaCode: '028',
    startAtMs: wednesdayTenMs + turn * 3_600_000,
    seed: 'menus',
    impairments: { lossRate: 0, jitterMs: 5, delayMs: 15 },
    request: {
      trunk: { address: { host: '127.0.0.1', port: 5060 }, callerNumber: '02812345' },
      tonePlan: CHINA,
      announcement,
      limits: { machineMs: 75_000 },
      knownSounds,
      script: { script, audio: {} },
    },
  });
}

const isHeardOut = ({ endedBy }: CallObservation): boolean => endedBy !== 'person';

/** What was said after the last key and the ringing behind it. */
function greetingOf({ script }: CallObservation): Heard | undefined {
  const heard = script?.stretches.at(-1)?.heard ?? [];
  // One ring of a second behind a sentence sounds like a beep.
  const rang = heard.findLastIndex(({ kind }) => kind === 'tone' || kind === 'beep');
  return rang < 0 ? undefined : heard.slice(rang).find(({ kind }) => kind === 'speech');
}

/** Calls an hour apart that know what the earlier ones have heard, until all keys have been pressed and heard out. */
function walk(
  menu: MenuAnswers,
  keys: string,
  isThere: (observation: CallObservation) => boolean,
): CallObservation {
  const knownSounds = new KnownSounds();
  for (let turn = 0; turn < 12; turn += 1) {
    const observation = call(menu, keys, turn, knownSounds);
    if (observation.script?.stretches.at(-1)?.keys === keys && isThere(observation))
      return observation;
    knownSounds.apply(
      observation.sounds.map(({ print }, n) => ({
        kind: 'add',
        sound: { id: `${turn}/${n}`, announcementId: null, label: null, heard: 1 },
        print,
      })),
    );
  }
  throw new Error(`twelve calls did not reach ${keys}`);
}

/** How long something sounded after the last key, and how the call ended. */
function below({ script, endedBy }: CallObservation) {
  const last = script?.stretches.at(-1);
  const soundMs = last?.heard.reduce((sum, { fromMs, toMs }) => sum + toMs - fromMs, 0) ?? 0;
  return { keys: last?.keys, soundMs, endedBy };
}

describe('a menu that obeys keys', () => {
  for (const keysBy of ['events', 'tones'] as const) {
    const menu: MenuAnswers = { ...cityMenu(1500, chanceOf(0, 'menu', 'a')), keysBy };
    test(
      `is walked by ${keysBy}: down, to the end of the call, and round`,
      { timeout: 60_000 },
      () => {
        const guide = below(walk(menu, '11', isHeardOut));
        expect(guide.keys).toBe('11');
        expect(guide.soundMs).toBeGreaterThan(2000);
        expect(guide.endedBy).toBe('remote');
        const again = below(walk(menu, '#', isHeardOut));
        expect(again).toMatchObject({ keys: '#', endedBy: 'script' });
        expect(again.soundMs).toBeGreaterThan(6000);
      },
    );
  }

  test('has a person behind 0, who is told what this is and let go', { timeout: 120_000 }, () => {
    const direct = cityMenu(1500, chanceOf(0, 'menu', 'a'));
    const person = { to: 'person', ringMs: 3000 } as const;
    const top = { ...direct.places['top']!, keys: { ...direct.places['top']!.keys, '0': person } };
    const observation = walk(
      { ...direct, places: { ...direct.places, top } },
      '0',
      (one) => greetingOf(one) !== undefined,
    );
    const { spoke, timings, endedBy } = observation;
    const greeting = greetingOf(observation);
    expect(greeting).toBeDefined();
    expect(['person', 'remote']).toContain(endedBy);
    expect(spoke.at(-1)!.fromMs - greeting!.fromMs).toBeLessThanOrEqual(2000);
    expect(timings.endMs - greeting!.fromMs).toBeLessThanOrEqual(6000);
  });
});
