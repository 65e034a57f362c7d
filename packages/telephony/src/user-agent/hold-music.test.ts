import { describe, expect, it } from 'vitest';
import type { Heard } from '../progress/heard.ts';
import { besideMusic, musicBrokenAt } from './beside-music.ts';
import { holdMusicFrom, musicOfPersons, musicRuns, tuneFrom } from './hold-music.ts';

const answeredAtMs = 2000;
const heard = (kind: Heard['kind'], fromMs: number, toMs: number): Heard => ({
  ...{ kind, fromMs, toMs, label: kind, confidence: 1 },
  levelDbm0: kind === 'silence' ? -90 : -20,
});
const queueFrom = (
  timeline: readonly Heard[],
  recognised: readonly { fromMs: number; toMs: number }[],
): number | null => holdMusicFrom(musicRuns(timeline, answeredAtMs, recognised));

describe('music after the answer', () => {
  const music = heard('music', 2500, 7000);

  it("is a queue's where earlier calls have heard it or the recording before it, and nowhere else", () => {
    expect(queueFrom([music], [])).toBeNull();
    expect(queueFrom([heard('speech', 2100, 5900), heard('music', 5900, 9000)], [])).toBeNull();
    expect(queueFrom([music], [{ fromMs: 2600, toMs: 4200 }])).toBe(2500);
    expect(queueFrom([music], [{ fromMs: 2600, toMs: 3900 }])).toBe(2500);
    expect(queueFrom([heard('music', 6000, 9000)], [{ fromMs: 2100, toMs: 3500 }])).toBe(6000);
    expect(queueFrom([heard('music', 7000, 9000)], [{ fromMs: 2100, toMs: 3500 }])).toBeNull();
    expect(queueFrom([music], [{ fromMs: 0, toMs: 1900 }])).toBeNull();
  });

  it("is a queue's where it goes on after such music, in pieces, and not before a bar of it has played", () => {
    const known = [{ fromMs: 2500, toMs: 7000 }];
    const pieces = [music, heard('silence', 7000, 9000), heard('music', 9000, 11_000)];
    expect(queueFrom(pieces, known)).toBe(9000);
    expect(
      queueFrom([music, heard('silence', 7000, 9000), heard('music', 9000, 9900)], known),
    ).toBe(2500);
    const rest = [heard('music', 2500, 4300), heard('silence', 4300, 5000)];
    expect(queueFrom([...rest, heard('music', 5000, 8000)], known)).toBe(2500);
  });

  it('may otherwise be somebody with a tune behind him', () => {
    const runs = musicRuns([music], answeredAtMs, []);
    expect(musicOfPersons(runs)).toEqual([music]);
    expect(musicOfPersons(musicRuns([music], answeredAtMs, [music]))).toEqual([]);
  });

  it('plays until it rests for longer than a bar', () => {
    const ended = [music, heard('silence', 7000, 8100)];
    expect(tuneFrom(musicRuns([music], answeredAtMs, []))).toBe(2500);
    expect(tuneFrom(musicRuns(ended, answeredAtMs, []))).toBeNull();
  });
});

describe('what is said beside hold music', () => {
  const timeline = [
    heard('speech', 2500, 5700),
    heard('music', 5700, 9500),
    heard('noise', 9500, 9700),
    heard('music', 9700, 15_000),
    heard('speech', 15_000, 16_200),
  ];
  const recording = { fromMs: 2500, toMs: 5900 };
  const tune = { fromMs: 9400, toMs: 11_000 };

  it("is no tune, and a voice over its end is no tune's", () => {
    const person = { fromMs: 15_000, toMs: 16_200 };
    expect(besideMusic([recording, tune, person], timeline, 5700)).toEqual([recording, person]);
    expect(besideMusic([tune], timeline, null)).toEqual([tune]);
  });

  it('begins where the music ends, when both were one sound to the listener', () => {
    const both = { fromMs: 11_200, toMs: 16_200 };
    expect(besideMusic([recording, tune, both], timeline, 5700)).toEqual([
      recording,
      { fromMs: 15_000, toMs: 16_200 },
    ]);
  });

  it('begins where it began anew after a pause, although the listener named it music until later', () => {
    const anew = { fromMs: 14_300, toMs: 14_900 };
    const spoke = { fromMs: 10_900, toMs: 14_400 };
    expect(besideMusic([recording, tune, anew], timeline, 5700)).toEqual([recording, anew]);
    expect(musicBrokenAt([recording, tune, anew], 5700, spoke)).toBe(14_300);
    expect(musicBrokenAt([recording, tune, anew], 5700, null)).toBe(tune.fromMs);
    expect(musicBrokenAt([recording, tune, anew], null, spoke)).toBeNull();
  });
});
