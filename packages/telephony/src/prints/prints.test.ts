import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeALaw, decodeMuLaw, encodeALaw, encodeMuLaw } from '../audio/g711.ts';
import { synthesizeCadence, synthesizeTones } from '../audio/synthesis.ts';
import {
  atLevel,
  joined,
  lossy,
  mixed,
  seeded,
  syntheticVoice,
  tune,
  whiteNoise,
} from '../progress/test-sounds.ts';
import { KnownSounds } from './known-sounds.ts';
import { PrintIndex } from './print-index.ts';
import { PrintMaker, printOf } from './print-maker.ts';
import { readPrint, slicePrint, writePrint } from './print.ts';
import { SoundFollower } from './sound-follower.ts';

function sentence(seed: number): Int16Array {
  const random = seeded(seed);
  const phrases = [
    { syllables: 6 + Math.floor(5 * random()), pauseMs: 250 },
    { syllables: 9 + Math.floor(5 * random()), pauseMs: 200 },
  ];
  return syntheticVoice(phrases, random, 110 + 120 * random());
}

/** Played at another speed, as by a clock that runs fast or slow. */
function atSpeed(sound: Int16Array, speed: number): Int16Array {
  return Int16Array.from({ length: Math.floor((sound.length - 1) / speed) }, (_, n) => {
    const at = Math.floor(n * speed);
    const first = sound[at]!;
    return first + (sound[at + 1]! - first) * (n * speed - at);
  });
}

const library = new PrintIndex();
const sounds = Array.from({ length: 40 }, (_, n) => sentence(n + 1));
for (const [n, sound] of sounds.entries()) library.add(`s${n}`, printOf(sound));

describe('a print', () => {
  it('is the same whether made at once or while the sound comes in', () => {
    const maker = new PrintMaker();
    const sound = sounds[0]!;
    const whole = printOf(sound);
    for (let at = 0; at + 160 <= sound.length; at += 160) maker.push(sound.slice(at, at + 160));
    const early = maker.print();
    expect(early.words).toEqual(whole.words.subarray(0, early.words.length));
    maker.end();
    expect(maker.print().words).toEqual(whole.words);
    expect(whole.words.length).toBe(Math.floor(sound.length / 160));
  });

  it('says nothing of silence, idle noise of G.711, steady tones and cadences', () => {
    const idle = decodeALaw(encodeALaw(new Int16Array(32_000)));
    const steady = synthesizeTones([{ durationMs: 4000, frequenciesHz: [450] }]);
    const pair = synthesizeTones([{ durationMs: 4000, frequenciesHz: [350, 440] }]);
    const busy = synthesizeCadence(
      [{ durationMs: 350, frequenciesHz: [450] }, { durationMs: 350 }],
      6000,
    );
    const sit = synthesizeTones(
      [950, 1400, 1800].map((hz) => ({ durationMs: 330, frequenciesHz: [hz] })),
    );
    const quiet = new PrintIndex();
    for (const sound of [idle, steady, pair, busy, sit]) {
      quiet.add('tone', printOf(sound));
      expect(quiet.find(printOf(decodeALaw(encodeALaw(sound))))).toEqual([]);
      const { words } = printOf(decodeALaw(encodeALaw(sound)));
      const said = words.slice(20, -20).filter((word) => word !== 0).length;
      expect(said / words.length).toBeLessThan(0.15);
    }
  });

  it('comes back from its bytes, and nothing else comes out of any bytes (property)', () => {
    const print = printOf(sounds[1]!);
    expect(readPrint(writePrint(print))).toEqual(print);
    const bare = { words: print.words, hopMs: 20 };
    expect(readPrint(writePrint(bare))).toEqual(bare);
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        const read = readPrint(bytes);
        return read === null || writePrint(read).every((octet, n) => octet === bytes[n]);
      }),
    );
    const bytes = writePrint(print);
    expect(readPrint(bytes.subarray(0, -1))).toBeNull();
    const overfull = writePrint({ ...print, weakest: print.weakest!.map(() => 0xffff_ffff) });
    expect(readPrint(overfull)).toBeNull();
    bytes[2] = 9;
    expect(readPrint(bytes)).toBeNull();
  });
});

describe('one who follows a call', () => {
  /** What is recognised of a call that plays these sounds one after the other. */
  function followed(known: KnownSounds, ...played: readonly Int16Array[]) {
    const follower = new SoundFollower(known);
    const call = decodeALaw(encodeALaw(joined(new Int16Array(4000), ...played)));
    for (let at = 0; at + 160 <= call.length; at += 160) {
      follower.push(call.subarray(at, at + 160), at / 8);
    }
    follower.end();
    return follower.recognised();
  }

  it('notices that a sound only has a piece in common with the call', () => {
    const piece = sounds[7]!.subarray(0, 8 * 1900);
    const known = new KnownSounds();
    const print = printOf(joined(piece, sounds[8]!.subarray(0, 8 * 1500)));
    const facts = { announcementId: 'a', label: 'suspended', heard: 2 } as const;
    known.apply([{ kind: 'add', sound: { id: 'known', ...facts }, print }]);
    const whole = followed(known, piece, sounds[8]!.subarray(0, 8 * 1500));
    expect(whole).toMatchObject([{ soundId: 'known', isPiece: false }]);
    expect(whole[0]!.coverage).toBeGreaterThan(0.9);
    const other = followed(known, piece, sounds[9]!.subarray(0, 8 * 2500));
    expect(other).toMatchObject([{ soundId: 'known', isPiece: true }]);
    const cut = followed(known, piece, new Int16Array(8 * 2500));
    expect(cut).toMatchObject([{ soundId: 'known', isPiece: false }]);
  });

  it('knows a short beginning of what the call has played before, and of nothing else', () => {
    const known = new KnownSounds();
    const facts = { announcementId: null, label: null, heard: 2 } as const;
    known.apply([{ kind: 'add', sound: { id: 'known', ...facts }, print: printOf(sounds[10]!) }]);
    const beginning = sounds[10]!.subarray(0, 8 * 1100);
    const gap = new Int16Array(8 * 900);
    expect(followed(known, beginning)).toEqual([]);
    expect(followed(known, sounds[10]!, gap, beginning)).toHaveLength(2);
    expect(followed(known, sounds[10]!, gap, sounds[11]!.subarray(0, 8 * 1100))).toHaveLength(1);
  });
});

describe('the index of prints', () => {
  it(
    'finds a recording from anywhere within it through noise, loss, gain and either law, or drift (seed 5)',
    { timeout: 60_000 },
    () => {
      const random = seeded(5);
      for (const [n, sound] of sounds.entries()) {
        const from = Math.floor(random() * 4000);
        const part = sound.subarray(from, from + 24_000);
        const level = -30 + 20 * random();
        const speed = [1, 1.01, 0.99][n % 3]!;
        const hard = speed === 1;
        const noisy = mixed(
          atLevel(atSpeed(part, speed), level),
          whiteNoise(Math.floor(part.length / 8 / speed), level - (hard ? 15 : 25), random),
        );
        const coded = n % 2 === 0 ? decodeALaw(encodeALaw(noisy)) : decodeMuLaw(encodeMuLaw(noisy));
        const found = library.find(printOf(lossy(coded, hard ? 0.05 : 0, random)));
        expect(found.map(({ id }) => id)).toEqual([`s${n}`]);
        const match = found[0]!;
        expect(Math.abs(match.offsetMs - match.fromMs * speed - from / 8)).toBeLessThan(100);
        expect(match.toMs - match.fromMs).toBeGreaterThanOrEqual(1500);
      }
    },
  );

  it('does not find other sentences, music, noise or tones', { timeout: 60_000 }, () => {
    const random = seeded(6);
    const strangers = [
      ...Array.from({ length: 40 }, (_, n) => sentence(1000 + n)),
      ...Array.from({ length: 4 }, () => tune(4000, random)),
      whiteNoise(4000, -20, random),
      synthesizeCadence([{ durationMs: 350, frequenciesHz: [450] }, { durationMs: 350 }], 6000),
    ];
    for (const sound of strangers) expect(library.find(printOf(sound))).toEqual([]);
  });

  it('names each of several recordings in one call with its place', () => {
    const first = sounds[3]!;
    const second = sounds[4]!;
    const pauseMs = 1000;
    const call = joined(first, new Int16Array(pauseMs * 8), second);
    const found = library.find(printOf(call)).toSorted((a, b) => a.fromMs - b.fromMs);
    expect(found.map(({ id }) => id)).toEqual(['s3', 's4']);
    expect(
      Math.abs(found[1]!.fromMs - found[1]!.offsetMs - first.length / 8 - pauseMs),
    ).toBeLessThan(40);
  });

  it('knows a prompt of a second by all of it, and not by its beginning or within another (seed 8)', () => {
    const random = seeded(8);
    const prompts = Array.from({ length: 30 }, () =>
      syntheticVoice([{ syllables: 5, pauseMs: 0 }], random, 110 + 120 * random()),
    );
    const index = new PrintIndex();
    const gap = new Int16Array(8 * 120);
    for (const [n, prompt] of prompts.entries())
      index.add(`p${n}`, printOf(joined(gap, prompt, gap)));
    const heard = (sound: Int16Array) => {
      const level = -25 + 15 * random();
      const worn = mixed(
        atLevel(joined(new Int16Array(8 * 600), sound, new Int16Array(8 * 600)), level),
        whiteNoise(Math.floor(sound.length / 8) + 1200, level - 30, random),
      );
      return index.find(printOf(decodeALaw(encodeALaw(worn)))).map(({ id }) => id);
    };
    for (const [n, prompt] of prompts.entries()) {
      expect(prompt.length / 8).toBeLessThan(1250);
      expect(heard(prompt)).toEqual([`p${n}`]);
      expect(heard(prompt.subarray(0, prompt.length / 2))).toEqual([]);
    }
    for (let n = 0; n < 60; n += 1) expect(heard(sentence(2000 + n))).toEqual([]);
  });

  it('does not take a stretch of which only 1 s is known for known', () => {
    const print = printOf(sounds[5]!);
    expect(library.find(slicePrint(print, 300, 1300))).toEqual([]);
    expect(library.find(slicePrint(print, 300, 2300)).map(({ id }) => id)).toEqual(['s5']);
  });

  it('forgets what was removed, keeps the rest, and replaces what is added again', () => {
    const index = new PrintIndex();
    for (const [n, sound] of sounds.entries()) index.add(`s${n}`, printOf(sound));
    for (let n = 0; n < 35; n += 1) index.remove(`s${n}`);
    index.add('s36', printOf(sounds[0]!));
    expect(index.size).toBe(5);
    expect(index.find(printOf(sounds[0]!)).map(({ id }) => id)).toEqual(['s36']);
    expect(index.find(printOf(sounds[36]!))).toEqual([]);
    expect(index.find(printOf(sounds[38]!)).map(({ id }) => id)).toEqual(['s38']);
    expect(index.printOf('s38')?.words).toEqual(printOf(sounds[38]!).words);
    expect(index.printOf('s1')).toBeNull();
  });
});
