import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  ANNOUNCEMENT_LABELS,
  CALL_OUTCOMES,
  type CallEnd,
  type CallEvidence,
  type CallOutcome,
} from './call-evidence.ts';
import { classifyCall } from './classify.ts';
import type { Heard, HeardKind, VoiceActivity } from './heard.ts';

const nothing: CallEvidence = {
  end: 'failed',
  endedAtMs: 10_000,
  status: null,
  q850: [],
  ringingAtMs: null,
  answeredAtMs: null,
  heard: [],
  voice: null,
};

function sounds(...parts: readonly [HeardKind, string, number, number][]): Heard[] {
  return parts.map(([kind, label, fromMs, toMs]) => ({
    ...{ kind, label, fromMs, toMs },
    levelDbm0: -12,
    confidence: 0.9,
  }));
}

function voiceOf(
  utterances: readonly (readonly [number, number])[],
  more: Partial<VoiceActivity> = {},
): VoiceActivity {
  const lengths = utterances.map(([fromMs, toMs]) => toMs - fromMs);
  return {
    sinceMs: utterances[0]?.[0] ?? 0,
    noticedAtMs: (utterances[0]?.[0] ?? 0) + 120,
    utterances: utterances.map(([fromMs, toMs]) => ({ fromMs, toMs, levelDbm0: -18 })),
    longestMs: Math.max(...lengths),
    totalMs: lengths.reduce((sum, length) => sum + length, 0),
    isRepeated: false,
    backgroundDbm0: -60,
    speaking: false,
    ...more,
  };
}

const failed = (status: number, ...causes: number[]): CallEvidence => ({
  ...nothing,
  status,
  q850: causes.map((cause) => ({ cause })),
});

describe('signalling alone', () => {
  const rows: readonly [number, readonly number[], CallOutcome][] = [
    [404, [], 'unallocated'],
    [604, [], 'unallocated'],
    [485, [], 'unallocated'],
    [500, [1], 'unallocated'],
    [500, [26], 'unallocated'],
    [500, [2], 'unallocated'],
    [500, [3], 'unallocated'],
    [410, [], 'number_changed'],
    [500, [22], 'number_changed'],
    [484, [], 'invalid_format'],
    [400, [28], 'invalid_format'],
    [486, [], 'busy'],
    [600, [], 'busy'],
    [480, [17], 'busy'],
    [480, [20], 'powered_off'],
    [480, [19], 'no_answer'],
    [480, [18], 'unreachable'],
    [480, [31], 'unreachable'],
    [480, [], 'unreachable'],
    [408, [], 'unreachable'],
    [403, [], 'rejected'],
    [603, [21], 'rejected'],
    [403, [55], 'barred'],
    [380, [], 'rejected'],
    [502, [27], 'unreachable'],
    [502, [38], 'unreachable'],
    [503, [], 'network_congestion'],
    [500, [], 'network_congestion'],
    [503, [34], 'network_congestion'],
    [503, [41], 'network_congestion'],
    [503, [42], 'network_congestion'],
    [503, [47], 'network_congestion'],
    [401, [], 'trunk_fault'],
    [407, [], 'trunk_fault'],
    [488, [], 'trunk_fault'],
  ];
  for (const [status, causes, outcome] of rows) {
    it(`${status}${causes.length > 0 ? ` with cause ${causes.join()}` : ''} is ${outcome}`, () => {
      const classification = classifyCall(failed(status, ...causes));
      expect(classification).toMatchObject({ outcome, by: causes.length > 0 ? 'cause' : 'status' });
      expect(classification.readings.status).toBeDefined();
    });
  }

  it('says little with little confidence', () => {
    expect(classifyCall(failed(408)).confidence).toBeLessThan(0.5);
    expect(classifyCall(failed(480)).confidence).toBeLessThan(0.5);
    expect(classifyCall(failed(404, 1)).confidence).toBeGreaterThan(0.9);
  });

  it('the cause is believed before the status, and both are kept', () => {
    const { outcome, by, readings } = classifyCall(failed(503, 17));
    expect({ outcome, by }).toEqual({ outcome: 'busy', by: 'cause' });
    expect(readings.status?.outcome).toBe('network_congestion');
  });

  it('a call that rang for long and was ended by the network was not answered', () => {
    for (const status of [408, 480, 487]) {
      const rang = { ...failed(status), ringingAtMs: 2000, endedAtMs: 62_000 };
      expect(classifyCall(rang).outcome).toBe('no_answer');
    }
  });

  it('timer B and a broken transport are the trunk’s fault, stop-all interrupts', () => {
    const outcomeOf = (end: CallEnd) => classifyCall({ ...nothing, end }).outcome;
    expect(outcomeOf('no_response')).toBe('trunk_fault');
    expect(outcomeOf('transport')).toBe('trunk_fault');
    expect(outcomeOf('interrupted')).toBe('interrupted');
  });
});

describe('before the answer', () => {
  const speech = sounds(['silence', 'silence', 0, 900], ['speech', 'speech', 900, 6000]);

  it('our own CANCEL after ringing is no answer, by signalling, tone or a tune', () => {
    const cancelled = { ...nothing, end: 'cancelled', endedAtMs: 61_000, status: 487 } as const;
    expect(classifyCall({ ...cancelled, ringingAtMs: 900 })).toMatchObject({
      outcome: 'no_answer',
      by: 'status',
    });
    const ringback = sounds(['tone', 'ringback', 1000, 60_000]);
    expect(classifyCall({ ...cancelled, heard: ringback })).toMatchObject({
      outcome: 'no_answer',
      by: 'tone',
    });
    const colour = sounds(['music', 'music', 1000, 60_000]);
    expect(classifyCall({ ...cancelled, heard: colour })).toMatchObject({
      outcome: 'no_answer',
      by: 'media',
    });
    const loop = sounds(['speech', 'speech', 1000, 60_000]);
    expect(classifyCall({ ...cancelled, heard: loop }).outcome).toBe('announcement_unknown');
  });

  it('an unlabelled recording is unknown where the signalling is vague', () => {
    for (const evidence of [
      failed(480),
      failed(403),
      failed(480, 31),
      failed(603, 21),
      failed(503),
    ]) {
      const classification = classifyCall({ ...evidence, heard: speech });
      expect(classification).toMatchObject({ outcome: 'announcement_unknown', by: 'announcement' });
    }
  });

  it('and named by a clear cause or status, while its own reading stays', () => {
    for (const [evidence, outcome, by] of [
      [failed(404), 'unallocated', 'status'],
      [failed(404, 1), 'unallocated', 'cause'],
      [failed(480, 20), 'powered_off', 'cause'],
      [failed(486, 17), 'busy', 'cause'],
      [failed(503, 34), 'network_congestion', 'cause'],
    ] as const) {
      const classification = classifyCall({ ...evidence, heard: speech });
      expect(classification).toMatchObject({ outcome, by });
      expect(classification.readings.announcement?.outcome).toBe('announcement_unknown');
    }
  });

  it('a recognised announcement is believed before everything', () => {
    const heard = [...speech, ...sounds(['tone', 'busy', 6000, 9000])];
    const announcement = { label: 'suspended', confidence: 0.95 } as const;
    const { outcome, by, readings } = classifyCall({ ...failed(404, 1), heard, announcement });
    expect({ outcome, by }).toEqual({ outcome: 'suspended', by: 'announcement' });
    expect(readings.tone?.outcome).toBe('busy');
    expect(readings.cause?.outcome).toBe('unallocated');
    expect(readings.status?.outcome).toBe('unallocated');
  });

  it('a tone is believed before cause and status', () => {
    for (const [label, outcome] of [
      ['busy', 'busy'],
      ['congestion', 'network_congestion'],
      ['vacant', 'unallocated'],
      ['dial', 'trunk_fault'],
    ] as const) {
      const evidence = { ...failed(480, 31), heard: sounds(['tone', label, 800, 5000]) };
      expect(classifyCall(evidence)).toMatchObject({ outcome, by: 'tone' });
    }
    const sit = sounds(['sit', 'sit', 500, 1500], ['speech', 'speech', 1600, 6000]);
    expect(classifyCall({ ...failed(500), heard: sit })).toMatchObject({
      outcome: 'unallocated',
      by: 'tone',
    });
    for (const [label, outcome] of [
      ['sit_vacant', 'unallocated'],
      ['sit_reorder', 'network_congestion'],
      ['sit_no_circuit', 'network_congestion'],
    ] as const) {
      const coded = { ...failed(500), heard: sounds(['sit', label, 500, 1500]) };
      expect(classifyCall(coded)).toMatchObject({ outcome, by: 'tone' });
    }
    const waiting = sounds(['tone', 'call_waiting', 800, 9000]);
    expect(classifyCall({ ...failed(486), heard: waiting }).by).toBe('status');
  });

  it('evidence that agrees makes surer, evidence that contradicts less sure', () => {
    const alone = classifyCall({ ...failed(480), heard: sounds(['tone', 'busy', 800, 5000]) });
    const agreed = classifyCall({ ...failed(486, 17), heard: sounds(['tone', 'busy', 800, 5000]) });
    const denied = classifyCall({ ...failed(404, 1), heard: sounds(['tone', 'busy', 800, 5000]) });
    expect(agreed.confidence).toBeGreaterThan(alone.confidence);
    expect(denied.confidence).toBeLessThan(alone.confidence);
  });
});

describe('after the answer', () => {
  const answered: CallEvidence = {
    ...nothing,
    end: 'local_bye',
    status: 200,
    ringingAtMs: 500,
    answeredAtMs: 5000,
    endedAtMs: 10_000,
  };

  it('busy, congestion and vacant tone mean that nobody answered', () => {
    for (const [label, outcome] of [
      ['busy', 'busy'],
      ['congestion', 'network_congestion'],
      ['vacant', 'unallocated'],
    ] as const) {
      const heard = sounds(['tone', label, 5200, 8000]);
      expect(classifyCall({ ...answered, heard })).toMatchObject({ outcome, by: 'tone' });
    }
  });

  it('a busy tone after a person’s words is his handset on the hook', () => {
    const heard = sounds(['speech', 'speech', 5600, 6900], ['tone', 'busy', 8500, 10_000]);
    const voice = voiceOf([[5600, 6900]]);
    expect(classifyCall({ ...answered, heard, voice }).outcome).toBe('answered_person');
  });

  it('a short greeting that waits is a person, speech without end a machine', () => {
    const person = voiceOf([[5700, 6900]]);
    expect(classifyCall({ ...answered, voice: person })).toMatchObject({
      outcome: 'answered_person',
      by: 'media',
    });
    const spoke = { fromMs: 6500, toMs: 9500 };
    const machine = voiceOf([[5300, 9900]], { speaking: true, backgroundDbm0: -66 });
    expect(classifyCall({ ...answered, voice: machine, spoke }).outcome).toBe('answered_ivr');
    const again = voiceOf(
      [
        [5300, 7400],
        [8600, 10_000],
      ],
      { isRepeated: true, backgroundDbm0: -66 },
    );
    expect(classifyCall({ ...answered, voice: again }).outcome).toBe('answered_ivr');
  });

  it('speech and then a beep is voicemail, fax tones are fax', () => {
    const mail = sounds(['speech', 'speech', 5400, 9000], ['beep', 'beep', 9300, 9700]);
    expect(classifyCall({ ...answered, heard: mail, voice: voiceOf([[5400, 9000]]) }).outcome).toBe(
      'answered_voicemail',
    );
    for (const label of ['ced', 'cng']) {
      const heard = sounds(['fax', label, 6000, 8000]);
      expect(classifyCall({ ...answered, heard }).outcome).toBe('answered_fax');
    }
  });

  it('no sound is silence, an immediate BYE is dropped, too short a listen is unknown', () => {
    const quiet = sounds(['silence', 'silence', 5000, 13_000]);
    const silent = { ...answered, endedAtMs: 13_000, heard: quiet };
    expect(classifyCall(silent).outcome).toBe('answered_silent');
    const dropped = { ...answered, end: 'remote_bye', endedAtMs: 5900 } as const;
    expect(classifyCall(dropped).outcome).toBe('answered_dropped');
    expect(classifyCall({ ...answered, endedAtMs: 5900 }).outcome).toBe('answered_unknown');
  });

  it('a recogniser’s words count: they name announcements, and a short one is no person', () => {
    const voice = voiceOf([[5600, 7600]]);
    expect(classifyCall({ ...answered, voice }).outcome).toBe('answered_person');
    const said = (text: string) => ({ text, confidence: 0.9 });
    const off = said('您拨打的用户已关机');
    expect(classifyCall({ ...answered, voice, transcript: off })).toMatchObject({
      outcome: 'powered_off',
      by: 'announcement',
    });
    const recorded = said('欢迎致电，请稍后再拨');
    expect(classifyCall({ ...answered, voice, transcript: recorded }).outcome).toBe('answered_ivr');
    const long = voiceOf([[5600, 8700]]);
    expect(classifyCall({ ...answered, voice: long }).outcome).toBe('answered_ivr');
    const greeting = said('您好，交通局办公室，请讲');
    expect(classifyCall({ ...answered, voice: long, transcript: greeting }).outcome).toBe(
      'answered_person',
    );
    expect(classifyCall({ ...answered, voice, transcript: null }).outcome).toBe('answered_person');
  });

  it('closed is only said where an announcement says it', () => {
    const announcement = { label: 'after_hours', confidence: 0.9 } as const;
    const voice = voiceOf([[5200, 9800]], { backgroundDbm0: -66 });
    expect(classifyCall({ ...answered, voice, announcement }).outcome).toBe('answered_after_hours');
    expect(classifyCall({ ...answered, voice }).outcome).toBe('answered_ivr');
  });
});

describe('any evidence', () => {
  const kinds = [
    'silence',
    'tone',
    'sit',
    'speech',
    'music',
    'fax',
    'beep',
    'noise',
    'dtmf',
  ] as const;
  const heard = fc.array(
    fc.record({
      kind: fc.constantFrom(...kinds),
      label: fc.constantFrom('busy', 'vacant', 'ringback', 'dial', 'ced', 'speech'),
      fromMs: fc.nat(60_000),
      toMs: fc.nat(60_000),
      levelDbm0: fc.constant(-10),
      confidence: fc.double({ min: 0, max: 1, noNaN: true }),
    }),
  );
  const evidence = fc.record({
    end: fc.constantFrom<CallEnd>(
      ...(['failed', 'cancelled', 'no_response', 'transport', 'local_bye', 'remote_bye'] as const),
    ),
    endedAtMs: fc.nat(120_000),
    status: fc.option(fc.integer({ min: 100, max: 699 })),
    q850: fc.array(fc.record({ cause: fc.nat(127) })),
    ringingAtMs: fc.option(fc.nat(60_000)),
    answeredAtMs: fc.option(fc.nat(60_000)),
    heard,
    voice: fc.constantFrom(null, voiceOf([[6000, 7000]])),
    announcement: fc.option(
      fc.record({ label: fc.constantFrom(...ANNOUNCEMENT_LABELS), confidence: fc.constant(0.8) }),
    ),
  });

  it('gives an outcome of the closed list with a confidence, and the reading that decided', () => {
    fc.assert(
      fc.property(evidence, (given) => {
        const { outcome, confidence, by, readings } = classifyCall(given);
        expect(CALL_OUTCOMES).toContain(outcome);
        expect(confidence).toBeGreaterThan(0);
        expect(confidence).toBeLessThanOrEqual(1);
        expect(readings[by]?.outcome).toBe(outcome);
      }),
      { numRuns: 2000 },
    );
  });
});
