import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import {
  announcementLabels,
  announcementState,
  announcementWords,
  labelRefusal,
  mayExport,
} from './announcement.ts';
import { isBetterSample } from './best-sample.ts';
import { placeRecording, type KnownAnnouncement, type RecordingMatch } from './place-recording.ts';
import {
  recognitionConfidence,
  rulingAnnouncement,
  type RecognisedStretch,
} from './ruling-announcement.ts';

const known = (...all: [string, KnownAnnouncement['word']][]) =>
  new Map(all.map(([id, word]) => [id, { id, word }]));
const apart = () => false;
const match = (announcementId: string, change: Partial<RecordingMatch> = {}): RecordingMatch => ({
  announcementId,
  alikeMs: 5_000,
  stretchMs: 6_000,
  printMs: 5_000,
  bitErrorRate: 0.1,
  ...change,
});

describe('who may label and export an announcement', () => {
  it('keeps what was heard once from labels and from every export, because it may be live speech', () => {
    const once = { calls: 1, imported: false };
    for (const label of announcementLabels) {
      expect(labelRefusal(label, once)).toBe('heard_once');
      expect(mayExport({ word: label }, once)).toBe(false);
    }
    expect(labelRefusal('no_announcement', once)).toBeNull();
  });

  it('exports a confirmed announcement only: no unlabelled, no dismissed one', () => {
    fc.assert(
      fc.property(
        fc.option(fc.constantFrom(...announcementWords)),
        fc.record({ calls: fc.nat(9), imported: fc.boolean() }),
        (word, heard) => {
          const state = announcementState({ word, proposal: null }, heard);
          if (mayExport({ word }, heard)) expect(state).toBe('labelled');
          else expect(state !== 'labelled' || heard.calls < 2).toBe(true);
        },
      ),
    );
  });

  it('calls another city’s word a proposal until a person here has confirmed it', () => {
    const proposal = { label: 'suspended', origin: '邻市' } as const;
    const heard = { calls: 0, imported: true };
    expect(announcementState({ word: null, proposal }, heard)).toBe('proposed');
    expect(mayExport({ word: null }, heard)).toBe(false);
    expect(announcementState({ word: 'suspended', proposal }, heard)).toBe('labelled');
  });
});

describe('placing a stretch of speech', () => {
  it('makes a new announcement of what is alike to none', () => {
    expect(placeRecording([], known(['a', null]), apart)).toEqual({ kind: 'new' });
  });

  it('does not take a shared piece for the same recording', () => {
    const piece = match('a', { alikeMs: 2_000, stretchMs: 7_000, printMs: 6_000 });
    expect(placeRecording([piece], known(['a', null]), apart)).toEqual({ kind: 'new' });
  });

  it('knows a short prompt by all of it, and takes it for no beginning of another', () => {
    const short = match('a', { alikeMs: 900, stretchMs: 1_100, printMs: 1_000 });
    expect(placeRecording([short], known(['a', null]), apart)).toMatchObject({ into: 'a' });
    for (const change of [{ stretchMs: 1_400 }, { printMs: 4_000 }, { alikeMs: 700 }]) {
      const piece = { ...short, ...change };
      expect(placeRecording([piece], known(['a', null]), apart)).toEqual({ kind: 'new' });
    }
  });

  it('joins a cut-off stretch and one that repeats', () => {
    const cut = match('a', { alikeMs: 1_900, stretchMs: 2_000, printMs: 9_000 });
    const repeating = match('a', { alikeMs: 5_000, stretchMs: 20_000 });
    for (const one of [cut, repeating]) {
      expect(placeRecording([one], known(['a', null]), apart)).toMatchObject({ into: 'a' });
    }
  });

  it('joins two halves by a stretch that is alike to both; a named one stays, else the oldest', () => {
    const both = [match('b', { bitErrorRate: 0.05 }), match('a', { bitErrorRate: 0.2 })];
    expect(placeRecording(both, known(['a', null], ['b', null]), apart)).toMatchObject({
      into: 'a',
      absorbed: ['b'],
    });
    expect(placeRecording(both, known(['a', null], ['b', 'busy']), apart)).toMatchObject({
      into: 'b',
      absorbed: ['a'],
    });
  });

  it('never joins announcements with different words or that a person keeps apart', () => {
    const both = [match('a', { bitErrorRate: 0.05 }), match('b')];
    const different = known(['a', 'busy'], ['b', 'suspended']);
    expect(placeRecording(both, different, apart)).toMatchObject({ into: 'a', absorbed: [] });
    expect(placeRecording(both, known(['a', null], ['b', null]), () => true)).toMatchObject({
      into: 'a',
      absorbed: [],
    });
  });

  it('does not depend on the order in which matches come', () => {
    const some = fc.array(
      fc.record({
        announcementId: fc.constantFrom('a', 'b', 'c', 'd'),
        alikeMs: fc.integer({ min: 0, max: 9_000 }),
        stretchMs: fc.constant(9_000),
        printMs: fc.integer({ min: 1_000, max: 9_000 }),
        bitErrorRate: fc.integer({ min: 0, max: 35 }).map((one) => one / 100),
      }),
    );
    const groups = known(['a', null], ['b', 'busy'], ['c', null], ['d', 'suspended']);
    fc.assert(
      fc.property(some, (matches) => {
        expect(placeRecording(matches.toReversed(), groups, apart)).toEqual(
          placeRecording(matches, groups, apart),
        );
      }),
    );
  });
});

describe('the announcement that rules a call', () => {
  const stretch = (
    label: RecognisedStretch['label'],
    fromMs: number,
    toMs = fromMs + 4_000,
  ): RecognisedStretch => ({ announcementId: label, label, fromMs, toMs, bitErrorRate: 0.1 });

  it('is the last that is no introduction', () => {
    const heard = [stretch('no_answer', 9_000), stretch('menu', 20_000), stretch('please_hold', 0)];
    expect(rulingAnnouncement(heard, null)?.label).toBe('no_answer');
  });

  it('is none where a person spoke after a menu or a queue', () => {
    const heard = [stretch('menu', 1_000), stretch('please_hold', 8_000)];
    expect(rulingAnnouncement(heard, 15_000)).toBeNull();
    expect(rulingAnnouncement(heard, null)?.label).toBe('please_hold');
    expect(rulingAnnouncement([], null)).toBeNull();
  });

  it('is surer the fewer bits differ, and never surer than certain', () => {
    expect(recognitionConfidence(0)).toBeGreaterThan(recognitionConfidence(0.3));
    expect(recognitionConfidence(0.25)).toBeGreaterThan(0.8);
    expect(recognitionConfidence(0)).toBeLessThan(1);
  });
});

describe('the sample that is played', () => {
  it('is the cleanest, and among clean ones the longest', () => {
    const clean = { lengthMs: 6_000, lossShare: 0 };
    expect(isBetterSample(clean, null)).toBe(true);
    expect(isBetterSample({ lengthMs: 9_000, lossShare: 0.05 }, clean)).toBe(false);
    expect(isBetterSample({ lengthMs: 5_500, lossShare: 0 }, { ...clean, lossShare: 0.05 })).toBe(
      true,
    );
    expect(isBetterSample({ lengthMs: 9_000, lossShare: 0 }, clean)).toBe(true);
    expect(isBetterSample({ lengthMs: 6_100, lossShare: 0 }, clean)).toBe(false);
    expect(isBetterSample({ lengthMs: 60_000, lossShare: 0 }, { ...clean, lengthMs: 20_000 })).toBe(
      false,
    );
  });
});
