import { musicBrokenAt } from './beside-music.ts';
import { holdMusicFrom, musicRuns, tuneFrom } from './hold-music.ts';
import type { ProbeEar } from './probe-ear.ts';
import { mayBeSaid, type Situation } from './probe-manners.ts';
import { besideRecordings, endsCalls, rulingAnnouncement } from './recordings-heard.ts';

/** A sound whose end lies less far back than this still goes on. */
const stillMs = 100;

/** What the driver of a call knows of it beside what the ear hears; call times in ms. */
export interface KnownOfCall {
  readonly nowMs: number;
  readonly ringingSinceMs: number | null;
  readonly answeredAtMs: number | null;
  readonly spoke: Situation['spoke'];
  readonly isScripted: boolean;
  /** Up to when a script has spoken or pressed keys; null where it has not. */
  readonly scriptSoundedMs: number | null;
}

/** What the ear of a probe has made of what it heard. */
type HeardByProbe = Pick<ProbeEar, 'listener' | 'sounds' | 'heardUntilMs' | 'lastSoundMs'>;

/** What the manners are told of a call: what was heard since the answer, and what of it may have been a person's. */
export function situationOf(call: KnownOfCall, ear: HeardByProbe): Situation {
  const { answeredAtMs: answered } = call;
  const { listener } = ear;
  if (answered === null) return unanswered(call, listener.tone());
  const afterAnswer = listener.heard().filter(({ toMs }) => toMs > answered);
  const voice = listener.voice();
  const recognised = ear.sounds.recognised();
  const announcement = rulingAnnouncement(recognised, answered, 'lasts');
  const runs = musicRuns(afterAnswer, answered, recognised);
  const holdMusicFromMs = holdMusicFrom(runs);
  const maySay = mayBeSaid(voice, afterAnswer, answered, runs);
  const said = besideRecordings(maySay, recognised, answered);
  return {
    ...call,
    tone: listener.tone(),
    said,
    voiceKnown: voice !== null,
    speaking: (said.at(-1)?.toMs ?? -Infinity) > ear.heardUntilMs - stillMs,
    faxHeard: afterAnswer.some(({ kind }) => kind === 'fax'),
    holdMusicFromMs,
    musicBrokenAtMs: musicBrokenAt(voice?.utterances ?? [], holdMusicFromMs, call.spoke),
    tuneFromMs: tuneFrom(runs),
    announcementEnds: announcement !== null && endsCalls(announcement),
    beepUntilMs: afterAnswer.findLast(({ kind }) => kind === 'beep')?.toMs ?? null,
    lastSoundMs: Math.max(answered, ear.lastSoundMs ?? 0, call.scriptSoundedMs ?? 0),
  };
}

/** Before the answer nothing that sounds is a person's. This is asked of every call at every tick. */
function unanswered(call: KnownOfCall, tone: Situation['tone']): Situation {
  return {
    nowMs: call.nowMs,
    ringingSinceMs: call.ringingSinceMs,
    answeredAtMs: null,
    spoke: call.spoke,
    isScripted: call.isScripted,
    tone,
    said: [],
    voiceKnown: false,
    speaking: false,
    faxHeard: false,
    holdMusicFromMs: null,
    musicBrokenAtMs: null,
    tuneFromMs: null,
    announcementEnds: false,
    beepUntilMs: null,
    lastSoundMs: null,
  };
}
