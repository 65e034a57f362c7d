import { resolve } from 'node:path';
import { seededRandom, Sipp } from '@everyline/testkit';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { CHINA } from '../progress/tone-plans.ts';
import type { CallEvent } from '../sip/call-event.ts';
import { answerAudio } from '../sip/sdp.ts';
import type { CallObservation } from '../user-agent/probe-observation.ts';
import type { ProbeLimits } from '../user-agent/probe-request.ts';
import { UdpEndpoint } from './udp-endpoint.ts';
import { UdpPhone } from './udp-phone.ts';

const sipp = await Sipp.open(resolve(import.meta.dirname, 'sipp'));
const clock = { nowMs: () => performance.timeOrigin + performance.now() };

afterEach(() => {
  sipp?.stop();
});
afterAll(async () => {
  await sipp?.close();
});

/** The stranger, for tests that are skipped where there is none. */
function stranger(): Sipp {
  if (sipp === null) throw new Error('there is no sipp');
  return sipp;
}

describe.skipIf(sipp === null)('sipp as the called party', () => {
  /** Places one call to a sipp that plays a scenario; it must be content in the end. */
  async function call(
    scenario: string,
    limits: Partial<ProbeLimits> = {},
  ): Promise<CallObservation> {
    const phone = await UdpPhone.open({
      local: { host: '127.0.0.1', port: 0 },
      rtpPorts: { from: 42_000, to: 42_100 },
      clock,
      random: seededRandom(Math.floor(performance.now())),
    });
    const called = await stranger().called(scenario, { echoes: true });
    const { port } = called;
    const credentials = { username: 'everyline', password: 'geheim' };
    const observation = await phone.placeCall({
      dialled: '02861881111',
      trunk: { address: { host: '127.0.0.1', port }, callerNumber: '02812345', credentials },
      tonePlan: CHINA,
      announcement: new Int16Array(8000),
      limits,
    });
    const { status, errors } = await called.done;
    await phone.close();
    expect(`${errors}${status}`).toBe('0');
    return observation;
  }

  it('answers: its echo of our silence is received, and the call is given up after the silence limit', async () => {
    const observation = await call('answer', { silenceMs: 5000 });
    expect(observation).toMatchObject({ endedBy: 'silence', sip: { status: 200 } });
    expect(observation.classification.outcome).toBe('answered_silent');
    expect(observation.media.packets).toBeGreaterThan(50);
    expect(observation.timings.postDialDelayBy).toBe('180');
    expect(observation.timings.ringMs).toBeGreaterThan(50);
  });

  it('loses our ACKs and repeats its 200 OK: each is acknowledged (RFC 3261 13.2.2.4; RFC 6026 7.2)', async () => {
    const { ladder } = await call('answer-losing-acks', { silenceMs: 6000 });
    const count = (pattern: RegExp): number =>
      ladder.filter(({ summary }) => pattern.test(summary)).length;
    expect(count(/^ACK/)).toBe(count(/^200 OK.*INVITE/));
  });

  it('is busy by 486 (RFC 3261 21.4.24)', async () => {
    const observation = await call('busy-486');
    expect(observation).toMatchObject({
      endedBy: 'refused',
      sip: { status: 486, reason: 'Busy Here' },
    });
    expect(observation.classification.outcome).toBe('busy');
  });

  it('is unallocated by 404 with a cause (RFC 3261 21.4.5; RFC 3326 2)', async () => {
    const observation = await call('unallocated-404');
    expect(observation.sip).toMatchObject({
      status: 404,
      q850: [{ cause: 1, text: 'Unallocated (unassigned) number' }],
    });
    expect(observation.classification.outcome).toBe('unallocated');
  });

  it('opens early media and then is congested (RFC 3960 2)', async () => {
    const observation = await call('early-media');
    expect(observation.sip).toMatchObject({ status: 503, retryAfterS: 7, q850: [{ cause: 34 }] });
    // What opens the way before the answer, and its echo: how much of it is the machine's speed.
    expect(observation.media.packetsSent).toBeGreaterThan(0);
    expect(observation.media.packets).toBeGreaterThan(0);
    expect(observation.timings).toMatchObject({ postDialDelayBy: '183', answerMs: null });
    expect(observation.classification.outcome).toBe('network_congestion');
  });

  it('never answers: the call is cancelled after the ring limit (RFC 3261 9.1)', async () => {
    const observation = await call('never-answers', { ringMs: 700 });
    expect(observation).toMatchObject({ endedBy: 'ring_limit', sip: { status: 487 } });
    expect(observation.classification.outcome).toBe('no_answer');
  });

  it('asks for credentials by 401 and finds the digest right (RFC 3261 22.2; RFC 7616 3.4)', async () => {
    expect((await call('challenge-401')).sip.status).toBe(486);
  });

  it('asks for credentials by 407 with SHA-256 (RFC 3261 22.3; RFC 8760 2.4)', async () => {
    expect((await call('challenge-407')).sip.status).toBe(486);
  });

  it('answers nothing for two seconds (RFC 3261 17.1.1.2)', async () => {
    const observation = await call('deaf-at-first');
    expect(
      observation.ladder.filter(({ summary }) => /^INVITE.*repeated/.test(summary)),
    ).toHaveLength(2);
    expect(observation.classification.outcome).toBe('powered_off');
  });

  it('sends a reliable provisional and gets its PRACK (RFC 3262 4)', async () => {
    const observation = await call('prack', { silenceMs: 500 });
    expect(observation.sip.status).toBe(200);
  });
});

describe.skipIf(sipp === null)('sipp as the calling party', () => {
  /** A called party on SipEndpoint: rings, answers what it can read after 200 ms unless the number says otherwise. */
  async function answers(scenario: string, user: string): Promise<CallEvent[]> {
    const events: CallEvent[] = [];
    const onEvent = (event: CallEvent): void => {
      events.push(event);
      if (event.kind !== 'incoming') return;
      const { callId, sdp, dialled } = event;
      const local = { host: '127.0.0.1', port: 43_000 };
      const answer = answerAudio(sdp ?? '', {
        local,
        codecs: ['PCMA'],
        telephoneEvent: 101,
        sessionId: 1,
      });
      if (answer === null) {
        setImmediate(() => sip.run((endpoint, nowMs) => endpoint.reject(callId, 488, nowMs)));
        return;
      }
      setTimeout(() => sip.run((endpoint, nowMs) => endpoint.ring(callId, nowMs)), 50);
      if (dialled === 'rings') return;
      setTimeout(
        () => sip.run((endpoint, nowMs) => endpoint.answer(callId, answer.sdp, nowMs)),
        200,
      );
    };
    const sip = await UdpEndpoint.open({
      local: { host: '127.0.0.1', port: 0 },
      clock,
      random: seededRandom(5),
      onEvent,
    });
    const caller = await stranger().calling(scenario, sip.local, ['-s', user]);
    const { status, errors } = await caller.done;
    await sip.close();
    expect(`${errors}${status}`).toBe('0');
    return events;
  }

  const kinds = (events: readonly CallEvent[]): string[] => events.map(({ kind }) => kind);

  it('makes an ordinary call (RFC 3261 13; RFC 3261 15)', async () => {
    const events = await answers('call-and-hang-up', '02861881111');
    expect(kinds(events)).toEqual(['incoming', 'answered', 'acknowledged', 'ended', 'released']);
  });

  it('holds and resumes by re-INVITE and UPDATE, asks by INFO and OPTIONS (RFC 3261 14; RFC 3311 5; RFC 6086)', async () => {
    const events = await answers('call-hold-resume', '02861881111');
    const changes = events.filter((event) => event.kind === 'session-changed');
    expect(changes.map(({ onHold }) => onHold)).toEqual([true, false]);
    expect(kinds(events)).toContain('info');
  });

  it('cancels while it rings (RFC 3261 9.2)', async () => {
    const events = await answers('call-and-cancel', 'rings');
    expect(kinds(events)).toEqual(['incoming', 'ended', 'released']);
  });

  it('asks outside of calls and is told 200, 481, 405, 501 (RFC 3261 8.2.1; RFC 3261 11.2)', async () => {
    expect(await answers('outside-dialogs', '02861881111')).toEqual([]);
  });

  it('offers what cannot be read and is told 488 (RFC 3261 21.4.26)', async () => {
    expect(kinds(await answers('malformed-sdp', '02861881111'))).toEqual([
      'incoming',
      'ended',
      'released',
    ]);
  });

  it('requires reliable provisional responses and gets them (RFC 3262 3)', async () => {
    const events = await answers('requires-100rel', '02861881111');
    expect(kinds(events)).toEqual(['incoming', 'answered', 'acknowledged', 'ended', 'released']);
  });
});
