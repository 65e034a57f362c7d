import { KnownSounds } from '../prints/known-sounds.ts';
import { SoundFollower } from '../prints/sound-follower.ts';
import type { Print } from '../prints/print.ts';
import { hear } from '../progress/test-sounds.ts';
import { decide, type Decision } from './probe-manners.ts';
import { probeLimits, type ProbeLimits } from './probe-request.ts';
import { situationOf } from './probe-situation.ts';

/** From the far end's mouth to the listener, and how long our words are. */
const delayMs = 60;
const wordsMs = 3500;

/** How a test call went; times count from the answer. */
interface Course {
  /** When our words began. */
  readonly spokeMs: readonly number[];
  /** Why and when the call ended; null and infinity when it was still going on at the sound's end. */
  readonly end: Decision | null;
  readonly endMs: number;
  /** The longest time for which what was heard last was named music. */
  readonly musicMs: number;
  /** The print of what was heard until the end, for a later call to know. */
  readonly print: Print;
}

/** For tests: follows a call that is answered with a sound's first sample, through the listener and the manners. */
export function courseOf(
  sound: Int16Array,
  limits: Partial<ProbeLimits> = {},
  earlier: readonly Print[] = [],
): Course {
  const known = new KnownSounds();
  for (const [n, print] of earlier.entries()) {
    const about = { id: `earlier-${String(n)}`, announcementId: null, label: null, heard: 1 };
    known.apply([{ kind: 'add', sound: about, print }]);
  }
  const follower = new SoundFollower(known);
  const spoke: { fromMs: number; toMs: number }[] = [];
  let end: Decision | null = null;
  let endMs = Infinity;
  let musicMs = 0;
  hear(sound, {
    answeredMs: 0,
    eachFrame: (listener, heardUntilMs) => {
      if (end !== null) return;
      const fromMs = heardUntilMs - 20;
      follower.push(sound.subarray(fromMs * 8, heardUntilMs * 8), fromMs);
      const nowMs = heardUntilMs + delayMs;
      const situation = situationOf(
        {
          ...{ nowMs, ringingSinceMs: null, answeredAtMs: 0, spoke: spoke.at(-1) ?? null },
          ...{ isScripted: false, scriptSoundedMs: null },
        },
        {
          ...{ listener, heardUntilMs, sounds: follower },
          lastSoundMs: heardUntilMs - (listener.silenceMs() ?? 0),
        },
      );
      const { tuneFromMs } = situation;
      if (tuneFromMs !== null) musicMs = Math.max(musicMs, heardUntilMs - tuneFromMs);
      const decision = decide(situation, { ...probeLimits, ...limits });
      if (decision === 'speak') {
        spoke.push({ fromMs: nowMs, toMs: nowMs + wordsMs });
        listener.spoke(nowMs, nowMs + wordsMs);
      } else if (decision !== 'go-on') {
        end = decision;
        endMs = nowMs;
      }
    },
  });
  const print = follower.printBetween(0, Math.min(endMs, sound.length / 8));
  return { spokeMs: spoke.map(({ fromMs }) => fromMs), end, endMs, musicMs, print };
}
