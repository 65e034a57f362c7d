import type { DecidedTone, Utterance, VoiceActivity } from '../progress/heard.ts';
import type { ProbeLimits } from './probe-request.ts';

/** What the probe has heard up to now; all times are call times in ms. */
export interface Situation {
  readonly nowMs: number;
  /** When the ring clock started: the first 180, ringback or sound before the answer; null before that. */
  readonly ringingSinceMs: number | null;
  readonly answeredAtMs: number | null;
  readonly tone: DecidedTone | null;
  /** Voice since the answer. */
  readonly voice: VoiceActivity | null;
  readonly faxHeard: boolean;
  /** A beep after a machine's speech. */
  readonly beepHeard: boolean;
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
  | 'machine';

/** Tones after which there is nothing more to hear. */
const finalTones: ReadonlySet<string> = new Set(['busy', 'congestion', 'vacant', 'dial']);
/** Speech without a pause for so long is no person's greeting. */
const machineSpeechMs = 5000;
/** A person is spoken to at the first pause of this length after this much voice, or at the latest after this time. */
const pauseMs = 300;
const enoughVoiceMs = 200;
const latestWordMs = 1500;
/** The voice began earlier than we heard it: the network, the play-out buffer and the notice take their time. */
const hearingDelayMs = 300;
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
  if (situation.beepHeard) return 'machine';
  const candidates = mayBePerson(situation.voice);
  const first = candidates[0];
  if (first !== undefined) return mannersToward(first, candidates, situation, limits);
  if (nowMs - answeredAtMs >= limits.machineMs) return 'machine';
  if (situation.lastSoundMs !== null && nowMs - situation.lastSoundMs >= limits.silenceMs)
    return 'silence';
  return 'go-on';
}

/** What was said since the last speech that no person would have held without a pause. */
function mayBePerson(voice: VoiceActivity | null): readonly Utterance[] {
  if (voice === null) return [];
  const machine = voice.utterances.findLastIndex(
    ({ fromMs, toMs }) => toMs - fromMs >= machineSpeechMs,
  );
  return voice.utterances.slice(machine + 1);
}

function mannersToward(
  first: Utterance,
  said: readonly Utterance[],
  situation: Situation,
  limits: ProbeLimits,
): Decision {
  const { nowMs, spoke, voice } = situation;
  const sinceOnsetMs = nowMs - first.fromMs;
  if (sinceOnsetMs >= limits.personMs - hearingDelayMs) return 'person';
  const spoken = spoke !== null && spoke.fromMs >= first.fromMs;
  if (!spoken) {
    const last = said.at(-1) ?? first;
    const voiceMs = said.reduce((sum, { fromMs, toMs }) => sum + toMs - fromMs, 0);
    const paused =
      voice?.speaking === false && nowMs - last.toMs >= pauseMs && voiceMs >= enoughVoiceMs;
    return paused || sinceOnsetMs >= latestWordMs ? 'speak' : 'go-on';
  }
  const firstBreath = voice?.speaking === true && said.length === 1;
  return nowMs >= spoke.toMs + replyMs && !firstBreath ? 'person' : 'go-on';
}
