import { describe, expect, it } from 'vitest';
import type { Heard, VoiceActivity } from '../progress/heard.ts';
import type { RecognisedSound } from '../prints/sound-follower.ts';
import { rulingAnnouncement, voiceBeside } from './recordings-heard.ts';

/** A sound of `lengthMs`, heard from its beginning between two call times. */
function sound(
  label: RecognisedSound['label'],
  [fromMs, toMs]: readonly [number, number],
  lengthMs: number,
  more: Partial<RecognisedSound> = {},
): RecognisedSound {
  return {
    soundId: `sound-${label ?? 'unlabelled'}`,
    announcementId: null,
    label,
    fromMs,
    toMs,
    offsetMs: 0,
    lengthMs,
    coverage: (toMs - fromMs) / lengthMs,
    bitErrorRate: 0.08,
    isPiece: false,
    recognisedAtMs: fromMs + 1700,
    ...more,
  };
}

const beginning = [
  sound('suspended', [1000, 2480], 2130),
  sound('busy', [1000, 2500], 4000),
] as const;

describe('the announcement that decides', () => {
  it('waits while two that begin alike agree as well, and takes the one that goes on', () => {
    expect(rulingAnnouncement(beginning, null, 'lasts')).toBeNull();
    const later = [beginning[0], sound('busy', [1000, 4900], 4000)];
    expect(rulingAnnouncement(later, null, 'lasts')?.label).toBe('busy');
    expect(rulingAnnouncement(later.toReversed(), null, 'is over')?.label).toBe('busy');
  });

  it('decides as soon as all of it was heard, although a longer one begins alike and has stopped', () => {
    const heard = [
      sound('suspended', [1000, 3100], 2130, { bitErrorRate: 0.02 }),
      sound('busy', [1000, 2400], 4000),
    ];
    expect(rulingAnnouncement(heard, null, 'lasts')?.label).toBe('suspended');
  });

  it('is the one with fewer errors where two differ in a word', () => {
    const pair = [
      sound('no_answer', [1000, 4480], 3500, { bitErrorRate: 0.1 }),
      sound('unreachable', [1000, 4360], 3500, { bitErrorRate: 0.18 }),
    ];
    for (const heard of [pair, pair.toReversed()]) {
      expect(rulingAnnouncement(heard, null, 'lasts')?.label).toBe('no_answer');
      expect(rulingAnnouncement(heard, null, 'is over')?.label).toBe('no_answer');
    }
  });

  it('is none of which the call went on otherwise', () => {
    const piece = sound('suspended', [1000, 2480], 2130, { isPiece: true });
    expect(rulingAnnouncement([piece], null, 'is over')).toBeNull();
    expect(rulingAnnouncement([{ ...piece, isPiece: false }], null, 'is over')).not.toBeNull();
  });

  it('does not end a call by part of a short one, of which the rest may be another', () => {
    const part = sound('suspended', [1000, 2480], 2130);
    expect(rulingAnnouncement([part], 900, 'lasts')).toBeNull();
    expect(rulingAnnouncement([part], 900, 'is over')?.label).toBe('suspended');
  });
});

describe('the voice beside a recording', () => {
  const hold = sound('please_hold', [1000, 4000], 3000);
  const voiceOf = (...parts: readonly (readonly [number, number])[]): VoiceActivity => ({
    sinceMs: parts[0]?.[0] ?? 0,
    noticedAtMs: parts[0]?.[0] ?? 0,
    utterances: parts.map(([fromMs, toMs]) => ({ fromMs, toMs, levelDbm0: -20 })),
    longestMs: 0,
    totalMs: 0,
    isRepeated: false,
    backgroundDbm0: -60,
    speaking: false,
  });
  const heardOf = (...parts: readonly (readonly [Heard['kind'], number, number])[]): Heard[] =>
    parts.map(([kind, fromMs, toMs]) => ({
      ...{ kind, fromMs, toMs, label: kind },
      ...{ levelDbm0: -20, confidence: 0.9 },
    }));

  it('leaves out notes of the tune that follows', () => {
    const heard = heardOf(
      ['speech', 1000, 4000],
      ['music', 4000, 6000],
      ['speech', 6000, 6500],
      ['music', 6500, 9000],
    );
    const voice = voiceOf([1000, 4000], [4900, 5600], [6000, 6500]);
    expect(voiceBeside(voice, [hold], heard, 900)).toBeNull();
  });

  it('takes what spoke before a recording, and while it lasts, for one too', () => {
    const heard = heardOf(['speech', 1000, 12_000]);
    const later = sound(null, [5000, 7000], 4000);
    const voice = voiceOf([1000, 2800], [5000, 7000], [7400, 8700]);
    expect(voiceBeside(voice, [later], heard, 900)).toBeNull();
    const taken = voiceBeside(voice, [{ ...later, isPiece: true }], heard, 900);
    expect(taken?.sinceMs).toBe(7400);
  });

  it('keeps who takes the call when the tune has stopped, and lets a click go', () => {
    const heard = heardOf(
      ['speech', 1000, 4000],
      ['music', 4000, 7000],
      ['silence', 7000, 7400],
      ['speech', 7400, 8600],
    );
    const taken = voiceBeside(voiceOf([1000, 4000], [7400, 8600]), [hold], heard, 900);
    expect(taken?.sinceMs).toBe(7400);
    expect(taken?.totalMs).toBe(1200);
    expect(voiceBeside(voiceOf([1000, 4000], [7400, 7600]), [hold], heard, 900)).toBeNull();
  });
});
