import {
  isAnnouncementLabel,
  isNetworkVoice,
  recognitionConfidence,
  rulingAnnouncement,
  type AnnouncementWord,
  type Observation,
  type RecognisedStretch,
} from '@everyline/domain';
import { announcedOutcome, decideOutcome, type Classification } from '@everyline/telephony';

import type { Hearing } from '../ports/store/announcement-groups.ts';
import type { HeardUnanswered, Reread } from '../ports/store/rereadings.ts';

/** A voice of the network after the answer: nobody was put through, and why is open until somebody labels it. */
const networkReading = { outcome: 'announcement_unknown', confidence: 0.85 } as const;

/** Speech before the answer counts as a recording from this length on, as where the call was classified. */
const recordingMs = 1_500;

/**
 * How an observation is read with the words that announcements in it have now; null where that is what
 * was read first. The observation itself stays as it was made.
 *
 * @param unanswered recordings without a word among what was heard, with how many other calls heard them unanswered
 * @param firstWord the word now on the announcement that was recognised during the call, if one was
 */
export function rereadObservation(
  raw: Observation,
  labelled: readonly (Pick<Hearing, 'announcementId' | 'fromMs' | 'toMs' | 'bitErrorRate'> & {
    readonly word: AnnouncementWord;
  })[],
  unanswered: readonly HeardUnanswered[],
  firstWord: AnnouncementWord | null,
): Reread | null {
  // A call that was cut off tells nothing, whatever was heard until then.
  if (raw.outcome === 'interrupted') return null;
  const { answerMs, endMs } = raw.timings;
  const personAtMs =
    raw.timeToPersonMs === null || answerMs === null ? null : answerMs + raw.timeToPersonMs;
  const recognised = labelled.flatMap((one): RecognisedStretch[] =>
    // What sounded before an answer says nothing of what came of it: a ringing tune, a greeting of the network.
    isAnnouncementLabel(one.word) && (answerMs === null || one.toMs > answerMs)
      ? [{ ...one, label: one.word }]
      : [],
  );
  const ruling = rulingAnnouncement(recognised, personAtMs);
  const network = ruling === null ? networkVoice(raw, unanswered, personAtMs) : null;
  const isAsFirst = raw.announcementId === null || isAnnouncementLabel(firstWord);
  if (ruling === null && network === null && isAsFirst) return null;
  const { announcement: _first, ...others } = raw.readings;
  const announcementId = (ruling ?? network)?.announcementId ?? null;
  const reading =
    ruling === null
      ? unlabelledReading(raw, network)
      : {
          outcome: announcedOutcome(ruling.label),
          confidence: recognitionConfidence(ruling.bitErrorRate),
        };
  const readings = { ...(reading && { announcement: reading }), ...others };
  const decided = decideOutcome(readings as Classification['readings'], answerMs !== null);
  if (decided.outcome === raw.outcome && announcementId === raw.announcementId) {
    return null;
  }
  const person = decided.outcome === 'answered_person';
  return {
    outcome: decided.outcome,
    confidence: decided.confidence,
    decidedBy: decided.by,
    readings: decided.readings,
    timeToPersonMs: person ? raw.timeToPersonMs : null,
    keptMs: answerMs === null || person ? raw.keptMs : Math.round(endMs - answerMs),
    announcementId,
  };
}

/** What sounds so long after a voice of the network is no echo of it: the call went on. */
const wentOnMs = 1_000;

/** The recording of the network that an answered call heard last: after it came no person, no queue and no menu. */
function networkVoice(
  raw: Observation,
  unanswered: readonly HeardUnanswered[],
  personAtMs: number | null,
): HeardUnanswered | null {
  const { answerMs } = raw.timings;
  if (answerMs === null || raw.announcementId !== null) return null;
  const voices = unanswered.filter(
    ({ toMs, unansweredNumbers }) => toMs > answerMs && isNetworkVoice(unansweredNumbers),
  );
  const last = voices.at(-1);
  if (last === undefined || (personAtMs !== null && personAtMs >= last.toMs)) return null;
  const wentOn = raw.heard.some(
    ({ kind, toMs }) => (kind === 'speech' || kind === 'music') && toMs > last.toMs + wentOnMs,
  );
  return wentOn ? null : last;
}

/** What an announcement without a word says: before the answer that it was one, after it nothing but of the network's. */
function unlabelledReading(
  raw: Observation,
  network: HeardUnanswered | null,
): Observation['readings']['announcement'] {
  if (network !== null) return networkReading;
  if (raw.timings.answerMs !== null) return undefined;
  let speechMs = 0;
  for (const { kind, fromMs, toMs } of raw.heard) if (kind === 'speech') speechMs += toMs - fromMs;
  if (speechMs < recordingMs) return undefined;
  return { outcome: 'announcement_unknown', confidence: speechMs >= 2 * recordingMs ? 0.85 : 0.7 };
}
