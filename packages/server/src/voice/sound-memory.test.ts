import { KnownSounds, printOf, readPrint, writePrint } from '@everyline/telephony';
import { describe, expect, it } from 'vitest';

import { SoundMemory } from './sound-memory.ts';

/** Pulses through a filter that moves from one syllable to the next: enough like speech to have a print. */
function spoken(seed: number, lengthMs: number): Int16Array {
  let state = seed;
  const random = () => (state = (state * 16_807) % 2_147_483_647) / 2_147_483_647;
  const samples = new Int16Array(lengthMs * 8);
  let hz = 800;
  let pulse = 60;
  let a = 0;
  let b = 0;
  for (let at = 0; at < samples.length; at += 1) {
    if (at % 1_400 === 0) [hz, pulse] = [400 + 2_400 * random(), 35 + Math.floor(40 * random())];
    const y =
      (at % pulse === 0 ? 9_000 : 0) + 1.8 * Math.cos((2 * Math.PI * hz) / 8_000) * a - 0.81 * b;
    b = a;
    a = y;
    samples[at] = Math.max(-32_000, Math.min(32_000, y / 2)) * (at % 1_400 < 1_100 ? 1 : 0.1);
  }
  return samples;
}

/** A call in which a sound was heard, as the placer gives it, by one who knows what the memory has told. */
function callOf(
  samples: Int16Array,
  known: KnownSounds,
  change: { outcome?: 'busy' | 'unallocated' | 'answered_ivr'; answered?: boolean } = {},
) {
  const print = printOf(samples);
  const fromMs = 2_000;
  return {
    prints: [
      {
        fromMs,
        toMs: fromMs + samples.length / 8,
        kind: 'speech' as const,
        afterAnswer: change.answered ?? false,
        print: writePrint(print),
      },
    ],
    recognised: known.index.find(print).map((match) => ({
      soundId: match.id,
      fromMs: fromMs + match.fromMs,
      toMs: fromMs + match.toMs,
      coverage: (match.toMs - match.fromMs) / known.index.lengthMs(match.id),
    })),
    observation: {
      outcome: change.outcome ?? ('unallocated' as const),
      confidence: 0.9,
      decidedBy: 'cause' as const,
      timings: {
        postDialDelayMs: null,
        postDialDelayBy: null,
        ringMs: null,
        answerMs: change.answered === true ? 1_000 : null,
        endMs: 9_000,
      },
    },
  };
}

function follow(memory: SoundMemory): KnownSounds {
  const known = new KnownSounds();
  known.apply(memory.snapshot());
  memory.subscribe((changes) => known.apply(changes));
  return known;
}

describe('what persons say of recordings', () => {
  const memoryOfTwo = () => {
    const memory = new SoundMemory();
    const known = new KnownSounds();
    memory.subscribe((changes) => known.apply(changes));
    const first = spoken(7, 4_000);
    for (const samples of [first, first, spoken(8, 4_000)]) memory.take(callOf(samples, known));
    return { memory, known, first };
  };
  const labelsOf = (known: KnownSounds, samples: Int16Array) =>
    known.index.find(printOf(samples)).map(({ id }) => known.get(id)?.label ?? null);
  const announcementId = 'a';

  it('holds for the next call, in place of what signalling says', () => {
    const { memory, known, first } = memoryOfTwo();
    for (let n = 0; n < 3; n += 1) memory.take(callOf(first, known, { outcome: 'busy' }));
    const prints = [{ id: 'p', print: printOf(first) }];
    memory.teach([{ announcementId, label: 'suspended', prints }], []);
    expect(new Set(labelsOf(known, first))).toEqual(new Set(['suspended']));
    for (let n = 0; n < 9; n += 1) memory.take(callOf(first, known, { outcome: 'busy' }));
    expect(new Set(labelsOf(known, first))).toEqual(new Set(['suspended']));
    expect(labelsOf(known, spoken(8, 4_000))).toEqual([null]);
  });

  it('goes with the word, and another word takes its place', () => {
    const { memory, known, first } = memoryOfTwo();
    const prints = [{ id: 'p', print: printOf(first) }];
    memory.teach([{ announcementId, label: 'suspended', prints }], []);
    memory.teach([{ announcementId, label: null, prints }], []);
    expect(new Set(labelsOf(known, first))).toEqual(new Set([null]));
    memory.teach([], [announcementId]);
    expect(labelsOf(known, first)).toEqual([null]);
    const other = new KnownSounds();
    other.apply(memory.snapshot());
    expect(other.size).toBe(known.size);
  });
});

describe('the memory of sounds', () => {
  it('keeps a sound once however often it is heard, and counts', () => {
    const memory = new SoundMemory();
    const known = follow(memory);
    for (let n = 0; n < 3; n += 1) memory.take(callOf(spoken(1, 4_000), known));
    memory.take(callOf(spoken(2, 4_000), known));
    expect(known.size).toBe(2);
    expect(memory.snapshot()).toMatchObject([{ sound: { heard: 3 } }, { sound: { heard: 1 } }]);
  });

  it('remembers the longer hearing of a recording', () => {
    const memory = new SoundMemory();
    const known = follow(memory);
    const whole = spoken(3, 9_000);
    memory.take(callOf(whole.slice(0, 40_000), known, { answered: true }));
    memory.take(callOf(whole, known, { answered: true }));
    expect(known.size).toBe(1);
    expect(known.index.lengthMs('heard-1')).toBe(9_000);
  });

  it('names a recording after signalling only when several calls agree', () => {
    const memory = new SoundMemory();
    const known = follow(memory);
    for (let n = 0; n < 2; n += 1) memory.take(callOf(spoken(4, 4_000), known));
    expect(known.get('heard-1')?.label).toBeNull();
    memory.take(callOf(spoken(4, 4_000), known));
    expect(known.get('heard-1')?.label).toBe('unallocated');
    memory.take(callOf(spoken(4, 4_000), known, { outcome: 'busy' }));
    expect(known.get('heard-1')?.label).toBeNull();
  });

  it('names nothing that was heard after an answer', () => {
    const memory = new SoundMemory();
    const known = follow(memory);
    for (let n = 0; n < 4; n += 1) memory.take(callOf(spoken(5, 4_000), known, { answered: true }));
    expect(known.get('heard-1')?.label).toBeNull();
  });

  it('opens with what earlier runs have heard, names included', async () => {
    const nothing = new KnownSounds();
    const stored = [6, 6, 7, 6].map((seed, n) => {
      const { prints, observation } = callOf(spoken(seed, 4_000), nothing);
      return { ...prints[0]!, observation: { ...observation, id: String(n) } };
    });
    const memory = new SoundMemory();
    await memory.open({
      add: () => Promise.resolve(),
      newest: (limit, skip) => Promise.resolve(stored.slice(skip, skip + limit)),
    });
    const known = follow(memory);
    expect(known.size).toBe(2);
    expect(known.get('heard-1')).toMatchObject({ heard: 3, label: 'unallocated' });
    const again = readPrint(stored[0]!.print)!;
    expect(known.index.find(again).map(({ id }) => id)).toEqual(['heard-1']);
  });
});
