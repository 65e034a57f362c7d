import type { RandomSource } from '@everyline/telephony';
import type { Carrier } from '../audio/carrier.ts';
import type { SoundName } from '../audio/sound-library.ts';
import type { Voice, VoiceLibrary, VoicePurpose } from '../audio/voices.ts';
import type { Step } from './call-plan.ts';

/** What a plan depends on beside the behaviour. */
export interface PlanContext {
  readonly carrier: Carrier;
  /** The carrier's number: its recordings have one voice. */
  readonly carrierIndex: number;
  /** Stands for the line: the same line has the same tune, recording and manner at every call. */
  readonly variety: number;
  readonly voices: VoiceLibrary;
  /** Varies from call to call. */
  readonly random: RandomSource;
}

/** Each carrier's recordings have one voice. */
const carrierVoices = ['chulo', 'f2', 'm3'] as const;

export function play(sound: SoundName, forMs: number | null = null): Step {
  return { kind: 'play', sound, forMs, fromMs: 0 };
}

export const idle: SoundName = { kind: 'idle' };

/** The recording with which this carrier, or this office, says something. */
function recordingFor(purpose: VoicePurpose, context: PlanContext): Voice {
  const all = context.voices.of(purpose);
  const own = all.filter(
    (voice) => voice.voice === carrierVoices[context.carrierIndex % carrierVoices.length],
  );
  const list = own.length > 0 ? own : all;
  const voice = list[context.variety % list.length];
  if (voice === undefined) throw new RangeError(`no recording for ${purpose}`);
  return voice;
}

/** A recording played several times with pauses; a carrier that joins midway starts somewhere within it. */
export function recorded(purpose: VoicePurpose, times: number, context: PlanContext): Step[] {
  const voice = recordingFor(purpose, context);
  const sound: SoundName = { kind: 'voice', id: voice.id };
  const pauseMs = 700 + (context.variety % 8) * 200;
  const midway = context.carrier.joinsRecordingsMidway
    ? Math.floor(context.random() * voice.durationMs * 0.6)
    : 0;
  const steps: Step[] = [];
  for (let time = 0; time < times; time += 1) {
    if (time > 0) steps.push(play(idle, pauseMs));
    steps.push({ kind: 'play', sound, forMs: null, fromMs: time === 0 ? midway : 0 });
  }
  return steps;
}
