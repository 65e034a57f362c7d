import { buildLine, buildObservation, buildProbe, testId } from '../../../../testkit/src/index.ts';
import { announcementLabels, type AnnouncementWord, type Observation } from '@everyline/domain';
import { ANNOUNCEMENT_LABELS } from '@everyline/telephony';
import { describe, expect, it } from 'vitest';

import { rereadObservation } from './reread-observation.ts';

const probe = buildProbe(1, buildLine(1), testId(900));
const person = buildObservation(2, probe);
const unanswered: Observation = {
  ...person,
  outcome: 'announcement_unknown',
  confidence: 0.85,
  decidedBy: 'announcement',
  readings: {
    announcement: { outcome: 'announcement_unknown', confidence: 0.85 },
    status: { outcome: 'unreachable', confidence: 0.4 },
  },
  timings: { ...person.timings, answerMs: null },
  timeToPersonMs: null,
};
const stretch = (word: AnnouncementWord, fromMs = 1_000, toMs = 5_000) => ({
  announcementId: testId(50),
  word,
  fromMs,
  toMs,
  bitErrorRate: 0.1,
});

describe('reading a call anew', () => {
  it('knows the same labels as the hearing does', () => {
    expect([...announcementLabels]).toEqual([...ANNOUNCEMENT_LABELS]);
  });

  it('puts the announcement’s word before status and cause, and keeps the other readings', () => {
    expect(rereadObservation(unanswered, [stretch('powered_off')], [], null)).toMatchObject({
      outcome: 'powered_off',
      decidedBy: 'announcement',
      readings: { status: { outcome: 'unreachable' } },
      announcementId: testId(50),
    });
  });

  it('leaves a call as it was first read where nothing in it has a label', () => {
    expect(rereadObservation(unanswered, [], [], null)).toBeNull();
    expect(rereadObservation(unanswered, [stretch('no_announcement')], [], null)).toBeNull();
    expect(
      rereadObservation({ ...unanswered, outcome: 'interrupted' }, [stretch('busy')], [], null),
    ).toBeNull();
  });

  it('takes a voicemail for no person, and a menu before a person for nothing', () => {
    const greeting = rereadObservation(person, [stretch('voicemail', 5_400, 7_900)], [], null);
    expect(greeting).toMatchObject({
      outcome: 'answered_voicemail',
      timeToPersonMs: null,
      keptMs: 2_700,
    });
    expect(rereadObservation(person, [stretch('menu', 5_300, 5_800)], [], null)).toBeNull();
  });

  it('does not judge an answered call by what sounded before the answer', () => {
    expect(rereadObservation(person, [stretch('no_answer', 1_000, 5_000)], [], null)).toBeNull();
  });

  it('takes a recording that others hear unanswered for the network’s: nobody was put through', () => {
    const answered: Observation = { ...person, outcome: 'answered_ivr', timeToPersonMs: null };
    const { answerMs, endMs } = answered.timings;
    const voice = (unansweredNumbers: number, toMs = endMs) => ({
      ...{ observationId: answered.id, announcementId: testId(51), unansweredNumbers },
      ...{ fromMs: (answerMs ?? 0) + 200, toMs },
    });
    expect(rereadObservation(answered, [], [voice(2)], null)).toMatchObject({
      outcome: 'announcement_unknown',
      decidedBy: 'announcement',
      readings: answered.readings,
      keptMs: endMs - (answerMs ?? 0),
      announcementId: testId(51),
    });
    expect(rereadObservation(answered, [], [voice(1)], null)).toBeNull();
    expect(rereadObservation(answered, [], [voice(9, answerMs ?? 0)], null)).toBeNull();
    const queue = { ...person.heard[0]!, fromMs: endMs + 200, toMs: endMs + 9_000 };
    const queued = {
      ...answered,
      heard: [...answered.heard, { ...queue, kind: 'music' as const }],
    };
    expect(rereadObservation(queued, [], [voice(9)], null)).toBeNull();
    const menu = stretch('menu', (answerMs ?? 0) + 200, endMs);
    expect(rereadObservation(answered, [menu], [voice(9)], null)?.outcome).toBe('answered_ivr');
  });

  it('leaves a call in which a person spoke after the network’s voice', () => {
    const { answerMs } = person.timings;
    const spokeAtMs = (answerMs ?? 0) + (person.timeToPersonMs ?? 0);
    const voice = (toMs: number) => ({
      ...{ observationId: person.id, announcementId: testId(51), unansweredNumbers: 5 },
      ...{ fromMs: answerMs ?? 0, toMs },
    });
    expect(rereadObservation(person, [], [voice(spokeAtMs)], null)).toBeNull();
    expect(rereadObservation(person, [], [voice(spokeAtMs + 2_000)], null)).toMatchObject({
      outcome: 'announcement_unknown',
      timeToPersonMs: null,
    });
  });

  it('takes back what was recognised during the call once its label is gone', () => {
    const recognised: Observation = {
      ...unanswered,
      outcome: 'suspended',
      readings: {
        ...unanswered.readings,
        announcement: { outcome: 'suspended', confidence: 0.95 },
      },
      announcementId: testId(50),
      heard: [
        {
          fromMs: 900,
          toMs: 5_000,
          kind: 'speech',
          label: 'speech',
          levelDbm0: -18,
          confidence: 1,
        },
      ],
    };
    expect(rereadObservation(recognised, [stretch('suspended')], [], 'suspended')).toBeNull();
    expect(rereadObservation(recognised, [], [], null)).toMatchObject({
      outcome: 'announcement_unknown',
      announcementId: null,
    });
    expect(rereadObservation(recognised, [stretch('busy')], [], 'busy')).toMatchObject({
      outcome: 'busy',
    });
  });
});
