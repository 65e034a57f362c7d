import type { DecidedTone, Heard, VoiceActivity } from '../progress/heard.ts';
import { besideMusic } from './beside-music.ts';
import { holdMusicFrom, musicOfPersons, type MusicRun } from './hold-music.ts';
import type { ProbeLimits } from './probe-request.ts';

/** A stretch of sound that may be a voice. */
export interface Said {
  readonly fromMs: number;
  readonly toMs: number;
  /** The longest utterance in it without a pause; 0 while it is not known as a voice. */
  readonly breathMs: number;
}

/** Sound of this level may be a voice that is not counted as one yet; a room is quieter. */
const loudDbm0 = -36;
const shortestMs = 160;
/** Such sound shows when a voice may have begun; how it goes on, the listener knows by then. */
const onsetMs = 1200;
const sameBreathMs = 200;

/**
 * What may have been said since the answer: utterances, and the beginnings of loud speech or noise that are not
 * counted as utterances, and of music that is not known as a queue's, behind which or as which somebody may speak; less
 * what is itself the hold music. The promise to persons must not wait until the listener is sure.
 */
export function mayBeSaid(
  voice: VoiceActivity | null,
  heard: readonly Heard[],
  answeredAtMs: number,
  runs: readonly MusicRun[],
): Said[] {
  const sounds = heard.filter(({ kind }) => kind === 'noise' || kind === 'speech');
  const onsets = [...sounds, ...musicOfPersons(runs)]
    .filter(({ levelDbm0 }) => levelDbm0 >= loudDbm0)
    .map(({ fromMs, toMs }) => ({ fromMs: Math.max(fromMs, answeredAtMs), toMs }))
    .filter(({ fromMs, toMs }) => toMs - fromMs >= shortestMs)
    .map(({ fromMs, toMs }) => ({ fromMs, toMs: Math.min(toMs, fromMs + onsetMs), breathMs: 0 }));
  const utterances = besideMusic(voice?.utterances ?? [], heard, holdMusicFrom(runs)).map(
    ({ fromMs, toMs }) => ({ fromMs, toMs, breathMs: toMs - fromMs }),
  );
  const merged: { fromMs: number; toMs: number; breathMs: number }[] = [];
  for (const { fromMs, toMs, breathMs } of [...utterances, ...onsets].sort(
    (a, b) => a.fromMs - b.fromMs,
  )) {
    const last = merged.at(-1);
    if (last !== undefined && fromMs - last.toMs < sameBreathMs) {
      last.toMs = Math.max(last.toMs, toMs);
      last.breathMs = Math.max(last.breathMs, breathMs);
    } else merged.push({ fromMs, toMs, breathMs });
  }
  return merged;
}

/** What the probe has heard up to now; all times are call times in ms. */
export interface Situation {
  readonly nowMs: number;
  /** When the ring clock started: the first 180, ringback or sound before the answer; null before that. */
  readonly ringingSinceMs: number | null;
  readonly answeredAtMs: number | null;
  readonly tone: DecidedTone | null;
  /** What may have been said since the answer, in order, and whether the last of it goes on. */
  readonly said: readonly Said[];
  readonly speaking: boolean;
  /** Whether the listener has counted an utterance. */
  readonly voiceKnown: boolean;
  readonly faxHeard: boolean;
  /** When the latest hold music of the call began; null while there was none. */
  readonly holdMusicFromMs: number | null;
  /** When somebody may have begun to speak within the hold music, the last time; null while nobody did. */
  readonly musicBrokenAtMs: number | null;
  /** When the music that plays now began, of a queue or what only sounds like it; null while none plays. */
  readonly tuneFromMs: number | null;
  /** A recording that is known says that nobody will come to the telephone. */
  readonly announcementEnds: boolean;
  /** When the last beep after the answer ended, which is a machine's; null while there was none. */
  readonly beepUntilMs: number | null;
  /** Whether a script is being followed: beeps and recordings do not end the call then, persons and limits do. */
  readonly isScripted: boolean;
  /** When something was last heard since the answer; the answer itself when nothing was. */
  readonly lastSoundMs: number | null;
  /** When our announcement was spoken, the last time; `toMs` lies ahead while it still sounds. */
  readonly spoke: { readonly fromMs: number; readonly toMs: number } | null;
}

export type Decision =
  | 'go-on'
  | 'speak'
  | 'ring_limit'
  | 'total_limit'
  | 'tone'
  | 'fax'
  | 'silence'
  | 'person'
  | 'machine'
  | 'announcement';

/** Tones after which there is nothing more to hear. */
const finalTones: ReadonlySet<string> = new Set(['busy', 'congestion', 'vacant', 'dial']);
/** A person is spoken to at the first pause of this length after this much voice, or at the latest after this time. */
const pauseMs = 300;
const enoughVoiceMs = 200;
const latestWordMs = 1500;
/**
 * The voice began earlier than we heard it (the network, the play-out buffer and the notice take their time), and a BYE
 * that is lost is sent again after 500 ms (RFC 3261 timer T1).
 */
const delaysMs = 300 + 500;
/** Where the music of a queue gives way to a voice, its beginning is known so late. */
const outOfMusicMs = 500;
/** After our words we listen for a reply no longer than this. */
const replyMs = 1000;

/**
 * The probe's manners (DESIGN.md, promise 1): whoever may be a person hears within 2 s of his voice what this is,
 * and is let go within 6 s; a machine may be heard out up to a limit; nothing is held without need.
 */
export function decide(situation: Situation, limits: ProbeLimits): Decision {
  const { nowMs, answeredAtMs, tone } = situation;
  if (nowMs >= limits.totalMs) return 'total_limit';
  if (tone !== null && finalTones.has(tone.label)) return 'tone';
  if (answeredAtMs === null) {
    const since = situation.ringingSinceMs;
    return since !== null && nowMs - since >= limits.ringMs ? 'ring_limit' : 'go-on';
  }
  if (situation.faxHeard) return 'fax';
  if (!situation.isScripted) {
    if (situation.beepUntilMs !== null) return 'machine';
    if (situation.announcementEnds) return 'announcement';
  }
  if (isUnspokenTune(situation)) return 'speak';
  const candidates = mayBePerson(situation);
  const first = candidates[0];
  if (first !== undefined) return mannersToward(first, candidates, situation, limits);
  if (isUnspokenBreak(situation)) return 'speak';
  if (nowMs - answeredAtMs >= limits.machineMs) return 'machine';
  if (situation.lastSoundMs !== null && nowMs - situation.lastSoundMs >= limits.silenceMs)
    return 'silence';
  return 'go-on';
}

/**
 * Whether something has sounded like music for so long that, were it a voice, it must be spoken to now. Words in
 * hold music disturb nobody.
 */
function isUnspokenTune({ nowMs, tuneFromMs, spoke }: Situation): boolean {
  if (tuneFromMs === null || nowMs - tuneFromMs < latestWordMs) return false;
  return spoke === null || spoke.toMs < tuneFromMs;
}

/** Whether hold music gave way to a voice, as it seems, for so long that it must be spoken to now. */
function isUnspokenBreak({ nowMs, musicBrokenAtMs, spoke }: Situation): boolean {
  if (musicBrokenAtMs === null || nowMs - musicBrokenAtMs < latestWordMs) return false;
  return spoke === null || spoke.fromMs < musicBrokenAtMs;
}

/**
 * What may have been said by a person: what was said since the queue's music began, for what spoke before it put the
 * caller on hold; and since a beep, for what asked for a message was a machine. A beep before our words proves nothing
 * yet: whoever spoke before it is told what this is all the same.
 */
export function mayBePerson({
  said,
  holdMusicFromMs,
  beepUntilMs,
  spoke,
}: Pick<Situation, 'said' | 'holdMusicFromMs' | 'beepUntilMs' | 'spoke'>): readonly Said[] {
  const beepMs = spoke === null ? null : beepUntilMs;
  const sinceMs = Math.max(holdMusicFromMs ?? -Infinity, beepMs ?? -Infinity);
  return said.filter(({ fromMs }) => fromMs > sinceMs);
}

function mannersToward(
  first: Said,
  said: readonly Said[],
  situation: Situation,
  limits: ProbeLimits,
): Decision {
  const { nowMs, spoke, speaking, holdMusicFromMs } = situation;
  const unsureMs = holdMusicFromMs === null ? 0 : outOfMusicMs;
  const sinceOnsetMs = nowMs - first.fromMs + unsureMs;
  if (sinceOnsetMs >= limits.personMs - delaysMs) return 'person';
  const spoken = spoke !== null && spoke.fromMs >= first.fromMs;
  if (!spoken) {
    const last = said.at(-1) ?? first;
    const voiceMs = said.reduce((sum, { fromMs, toMs }) => sum + toMs - fromMs, 0);
    const paused = !speaking && nowMs - last.toMs >= pauseMs && voiceMs >= enoughVoiceMs;
    return paused || sinceOnsetMs >= latestWordMs ? 'speak' : 'go-on';
  }
  const firstBreath = speaking && said.length === 1;
  return situation.voiceKnown && nowMs >= spoke.toMs + replyMs && !firstBreath ? 'person' : 'go-on';
}
