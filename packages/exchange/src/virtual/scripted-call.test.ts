import {
  CHINA,
  decodeALaw,
  KnownSounds,
  type CallObservation,
  type CallScript,
  type GivenScript,
  type ScriptStep,
} from '@everyline/telephony';
import { describe, expect, test } from 'vitest';
import type { Behaviour } from '../behaviours/behaviour.ts';
import { TableDialPlan } from '../dial-plan.ts';
import { testSounds, wednesdayTenMs } from '../test-caller.ts';
import { simulateCall } from './simulate-call.ts';

const announcement = decodeALaw(
  testSounds.voices.of('queue')[0]?.octets.slice(0, 16_000) ?? new Uint8Array(),
);
const sentence = decodeALaw(testSounds.voices.of('reaction')[0]?.octets ?? new Uint8Array());

function call(
  behaviour: Behaviour,
  script: CallScript | null,
  options: { readonly startAtMs?: number; readonly knownSounds?: KnownSounds } = {},
): CallObservation {
  const { startAtMs = wednesdayTenMs, knownSounds } = options;
  const given: GivenScript | null = script && { script, audio: { sentence } };
  return simulateCall({
    number: '02861880001',
    dialPlan: new TableDialPlan([['02861880001', behaviour]], '028'),
    sounds: testSounds,
    areaCode: '028',
    startAtMs,
    seed: 'scripted',
    impairments: { lossRate: 0.01, jitterMs: 10, delayMs: 15 },
    request: {
      trunk: { address: { host: '127.0.0.1', port: 5060 }, callerNumber: '02812345' },
      tonePlan: CHINA,
      announcement,
      limits: { machineMs: 75_000 },
      ...(given && { script: given }),
      ...(knownSounds && { knownSounds }),
    },
  });
}

/** Calls an hour apart, each of which knows what the earlier ones have heard. */
function learning(behaviour: Behaviour, script: CallScript, turns: number): CallObservation[] {
  const knownSounds = new KnownSounds();
  return Array.from({ length: turns }, (_, turn) => {
    const startAtMs = wednesdayTenMs + turn * 3_600_000;
    const observation = call(behaviour, script, { startAtMs, knownSounds });
    knownSounds.apply(
      observation.sounds.map(({ print }, n) => ({
        kind: 'add',
        sound: { id: `${turn}/${n}`, announcementId: null, label: null, heard: 1 },
        print,
      })),
    );
    return observation;
  });
}

const listen = {
  do: 'listen',
  until: 'pause',
  pauseMs: 1500,
  atMostMs: 20_000,
  mark: null,
} as const satisfies ScriptStep;
const eager: CallScript = {
  name: 'eager',
  steps: [
    { ...listen, until: 'voice' },
    { do: 'press', keys: '10#' },
    { do: 'say', audio: 'sentence' },
    { do: 'record', ms: 60_000, mark: 'all of it' },
  ],
};

describe('a call with a script', () => {
  test(
    'treats a person exactly as a call without one: told what this is, let go, no key, no word more',
    { timeout: 60_000 },
    () => {
      for (const greeting of ['plain', 'office', 'other_office'] as const) {
        for (let turn = 0; turn < 4; turn += 1) {
          const person = { kind: 'person', ringMs: 3000, greeting } as const;
          const startAtMs = wednesdayTenMs + turn * 3_600_000;
          const plain = call(person, null, { startAtMs });
          const scripted = call(person, eager, { startAtMs });
          expect(scripted.spoke).toEqual(plain.spoke);
          expect(scripted.timings).toEqual(plain.timings);
          expect(scripted.endedBy).toBe(plain.endedBy);
          expect(scripted.classification).toEqual(plain.classification);
          expect(scripted.script?.steps.map((step) => step.do)).toEqual(['listen']);
          expect(scripted.script?.isComplete).toBe(false);
        }
      }
    },
  );

  test('never exceeds the limits of the call: silence ends it, whatever the script still wants', () => {
    const wait: CallScript = { name: 'wait', steps: [{ do: 'wait', ms: 60_000 }] };
    const { endedBy, timings, script } = call({ kind: 'dead_air', ringMs: 1000 }, wait);
    expect(endedBy).toBe('silence');
    expect(timings.endMs - (timings.answerMs ?? 0)).toBeLessThan(8500);
    expect(script).toMatchObject({
      isComplete: false,
      steps: [{ do: 'wait', endedBy: 'call_end' }],
    });
  });

  test('speaks after the beep of a machine that it knows, and takes down what follows', () => {
    const voicemail = { kind: 'voicemail', ringMs: 2000 } as const;
    const word: CallScript = {
      name: 'leave word',
      steps: [
        { ...listen, until: 'beep' },
        { do: 'say', audio: 'sentence' },
        { do: 'record', ms: 2000, mark: 'after our word' },
      ],
    };
    const observation = learning(voicemail, word, 3).at(-1)!;
    const { script, endedBy, classification } = observation;
    expect(classification.outcome).toBe('answered_voicemail');
    expect(endedBy).toBe('script');
    expect(script?.isComplete).toBe(true);
    expect(script?.steps.map(({ endedBy: by }) => by)).toEqual(['beep', 'done', 'time']);
    const [beep, said, after] = script?.steps ?? [];
    expect(said!.fromMs - beep!.toMs).toBeLessThan(4000);
    expect(said!.toMs - said!.fromMs).toBeGreaterThanOrEqual(sentence.length / 8 - 20);
    expect(after).toMatchObject({ do: 'record', what: 'after our word' });
  });

  test('presses keys where earlier calls know the voice as a recording, and not before', () => {
    const ivr = { kind: 'ivr', ringMs: 1500, then: 'hangs_up' } as const;
    const press: CallScript = {
      name: 'press',
      steps: [listen, { do: 'press', keys: '1' }, { ...listen, mark: 'below' }],
    };
    const courses = learning(ivr, press, 4);
    const [first] = courses;
    expect(first?.script?.stretches.map(({ keys }) => keys)).toEqual(['']);
    const last = courses.at(-1);
    expect(last?.endedBy).toBe('script');
    expect(last?.script?.stretches.map(({ keys }) => keys)).toEqual(['', '1']);
    const [prompt] = last?.script?.stretches ?? [];
    expect(prompt?.heard.some(({ kind }) => kind === 'speech')).toBe(true);
    expect(prompt?.print).not.toBeNull();
    expect(last?.classification.outcome).toBe('answered_ivr');
  });

  test('is refused when it says what was not given', () => {
    const script: CallScript = { name: 'x', steps: [{ do: 'say', audio: 'nothing' }] };
    expect(() => call({ kind: 'dead_air', ringMs: 1 }, script)).toThrow('script_audio_missing');
  });
});
