import { resolve } from 'node:path';
import {
  asks,
  asksBack,
  hearsRequest,
  hearsResponse,
  pauses,
  says,
  saysWithin,
  seededRandom,
  Sipp,
  sippSdp,
  type SippStep,
} from '@everyline/testkit';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import type { CallEvent } from '../sip/call-event.ts';
import type { SipEndpointOptions } from '../sip/endpoint.ts';
import { answerAudio, writeAudioSdp } from '../sip/sdp.ts';
import { UdpEndpoint } from './udp-endpoint.ts';

const sipp = await Sipp.open(resolve(import.meta.dirname, 'sipp'));
const clock = { nowMs: () => performance.timeOrigin + performance.now() };
const own = {
  local: { host: '127.0.0.1', port: 43_000 },
  codecs: ['PCMA', 'PCMU'],
  telephoneEvent: 101,
  sessionId: 1,
} as const;
const ours = writeAudioSdp(own);

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

type Reaction = (event: CallEvent, sip: UdpEndpoint) => void;

async function opened(
  events: CallEvent[],
  react: Reaction,
  options: Partial<SipEndpointOptions> = {},
): Promise<UdpEndpoint> {
  const sip = await UdpEndpoint.open({
    ...options,
    local: { host: '127.0.0.1', port: 0 },
    clock,
    random: seededRandom(5),
    onEvent: (event) => {
      events.push(event);
      setImmediate(() => {
        react(event, sip);
      });
    },
  });
  return sip;
}

/** Calls a sipp that plays steps; it must be content in the end. Gives what we were told. */
async function call(
  steps: readonly SippStep[],
  react: Reaction,
  options: Partial<SipEndpointOptions> = {},
): Promise<CallEvent[]> {
  const events: CallEvent[] = [];
  const called = await stranger().called(steps);
  const sip = await opened(events, react, options);
  sip.run((endpoint, nowMs) => {
    const { effects } = endpoint.invite(
      {
        requestUri: `sip:02861881111@127.0.0.1:${called.port}`,
        from: { uri: 'sip:100@127.0.0.1' },
        sendTo: { host: '127.0.0.1', port: called.port },
        sdp: ours,
      },
      nowMs,
    );
    return effects;
  });
  const { status, errors } = await called.done;
  await sip.close();
  expect(`${errors}${status}`).toBe('0');
  return events;
}

/** Is called by a sipp that plays steps, and answers at once unless the reaction says otherwise. */
async function answers(
  steps: readonly SippStep[],
  react: Reaction = answerAtOnce,
  options: Partial<SipEndpointOptions> = {},
): Promise<CallEvent[]> {
  const events: CallEvent[] = [];
  const sip = await opened(events, react, options);
  const caller = await stranger().calling(steps, sip.local, ['-s', '02861881111']);
  const { status, errors } = await caller.done;
  await sip.close();
  expect(`${errors}${status}`).toBe('0');
  return events;
}

function answerAtOnce(event: CallEvent, sip: UdpEndpoint): void {
  if (event.kind !== 'incoming') return;
  const answer = event.sdp === null ? ours : (answerAudio(event.sdp, own)?.sdp ?? ours);
  sip.run((endpoint, nowMs) => endpoint.answer(event.callId, answer, nowMs, { ours }));
}

const kinds = (events: readonly CallEvent[]): string[] => events.map(({ kind }) => kind);
const offer = sippSdp('8 101', 'a=rtpmap:101 telephone-event/8000');
/** A called party answers and has its ACK. */
const picksUp: readonly SippStep[] = [
  hearsRequest('INVITE', { first: true }),
  says('200 OK', { sdp: sippSdp('8') }),
  hearsRequest('ACK'),
];
/** A calling party gets its answer, provisional responses aside. */
const getsThrough = (cseq = 1): readonly SippStep[] => [
  hearsResponse(100, { optional: true }),
  hearsResponse(180, { optional: true }),
  hearsResponse(200),
  asks('ACK', cseq),
];
const hangsUp = (cseq: number): readonly SippStep[] => [asks('BYE', cseq), hearsResponse(200)];

describe.skipIf(sipp === null)('sipp as the called party of a call that changes', () => {
  it('is held and resumed by re-INVITE, refreshed by UPDATE, and hung up on (RFC 3264 8.4; RFC 3311 5.1)', async () => {
    const events = await call(
      [
        ...picksUp,
        hearsRequest('INVITE', { contains: ['a=sendonly', 'o=- 1 1 IN'] }),
        saysWithin('200 OK', { sdp: sippSdp('8', 'a=recvonly') }),
        hearsRequest('ACK'),
        hearsRequest('INVITE', { contains: ['a=sendrecv', 'o=- 1 2 IN'] }),
        saysWithin('200 OK', { sdp: sippSdp('8', 'a=sendrecv') }),
        hearsRequest('ACK'),
        hearsRequest('UPDATE', { contains: ['Content-Length: 0'] }),
        saysWithin('200 OK'),
        hearsRequest('BYE'),
        saysWithin('200 OK'),
      ],
      (event, sip) => {
        const { callId } = event;
        if (event.kind === 'answered') {
          sip.run((endpoint, nowMs) => endpoint.hold(callId, nowMs));
          sip.run((endpoint, nowMs) => endpoint.resume(callId, nowMs));
        }
        if (event.kind === 'session-changed' && !event.holding) {
          sip.run((endpoint, nowMs) => endpoint.refresh(callId, nowMs));
          setTimeout(() => sip.run((endpoint, nowMs) => endpoint.hangUp(callId, nowMs)), 200);
        }
      },
    );
    expect(events.filter(({ kind }) => kind === 'session-changed')).toHaveLength(2);
  });

  it('answers 491 first, and the change is tried again after a random time (RFC 3261 14.1)', async () => {
    const events = await call(
      [
        ...picksUp,
        hearsRequest('INVITE', { contains: ['a=sendonly'] }),
        saysWithin('491 Request Pending'),
        hearsRequest('ACK'),
        hearsRequest('INVITE', { contains: ['a=sendonly'] }),
        saysWithin('200 OK', { sdp: sippSdp('8', 'a=recvonly') }),
        hearsRequest('ACK'),
        hearsRequest('BYE'),
        saysWithin('200 OK'),
      ],
      (event, sip) => {
        const { callId } = event;
        if (event.kind === 'answered') sip.run((endpoint, nowMs) => endpoint.hold(callId, nowMs));
        if (event.kind === 'session-changed')
          sip.run((endpoint, nowMs) => endpoint.hangUp(callId, nowMs));
      },
    );
    const answered = events.find(({ kind }) => kind === 'answered');
    const changed = events.find(({ kind }) => kind === 'session-changed');
    expect((changed?.atMs ?? 0) - (answered?.atMs ?? 0)).toBeGreaterThan(2000);
  });

  it('changes the codec itself by re-INVITE, then hangs up (RFC 3261 14.2)', async () => {
    const events = await call(
      [
        ...picksUp,
        asksBack('INVITE', 1, { sdp: sippSdp('0') }),
        hearsResponse(100, { optional: true }),
        hearsResponse(200, { contains: ['RTP/AVP 0'] }),
        asksBack('ACK', 1),
        asksBack('BYE', 2),
        hearsResponse(200),
      ],
      () => undefined,
    );
    expect(kinds(events)).toEqual(['answered', 'session-changed', 'ended', 'released']);
  });

  it('finds our session interval too short by 422 and gets the longer one (RFC 4028 7.3)', async () => {
    await call(
      [
        hearsRequest('INVITE', { contains: ['Session-Expires: 90'] }),
        says('422 Session Interval Too Small', { headers: ['Min-SE: 120'] }),
        hearsRequest('ACK'),
        hearsRequest('INVITE', { contains: ['Session-Expires: 120', 'Min-SE: 120'] }),
        says('200 OK', {
          sdp: sippSdp('8'),
          headers: ['Require: timer', 'Session-Expires: 120;refresher=uac'],
        }),
        hearsRequest('ACK'),
        hearsRequest('BYE'),
        saysWithin('200 OK'),
      ],
      ({ kind, callId }, sip) => {
        if (kind === 'answered') sip.run((endpoint, nowMs) => endpoint.hangUp(callId, nowMs));
      },
      { sessionTimer: { intervalS: 90 } },
    );
  });

  it('is asked to call somebody else, tells how that goes, and is let go when it has succeeded (RFC 3515 2.4)', async () => {
    const notify = (cseq: number, status: string, state: string): readonly SippStep[] => [
      asksBack('NOTIFY', cseq, {
        headers: ['Event: refer', `Subscription-State: ${state}`],
        body: ['message/sipfrag', `SIP/2.0 ${status}\n`],
      }),
      hearsResponse(200),
    ];
    const events = await call(
      [
        ...picksUp,
        hearsRequest('REFER', {
          contains: ['Refer-To: <sip:02861882222@127.0.0.1>', 'Referred-By: <sip:100@127.0.0.1>'],
        }),
        saysWithin('202 Accepted'),
        ...notify(1, '180 Ringing', 'active;expires=60'),
        ...notify(2, '200 OK', 'terminated;reason=noresource'),
        hearsRequest('BYE'),
        saysWithin('200 OK'),
      ],
      (event, sip) => {
        const { callId } = event;
        const transfer = {
          to: 'sip:02861882222@127.0.0.1',
          referredBy: '<sip:100@127.0.0.1>',
        };
        if (event.kind === 'answered')
          sip.run((endpoint, nowMs) => endpoint.transfer(callId, transfer, nowMs));
        if (event.kind === 'transfer-progress' && event.final)
          sip.run((endpoint, nowMs) => endpoint.hangUp(callId, nowMs));
      },
    );
    const progress = events.filter((event) => event.kind === 'transfer-progress');
    expect(progress.map(({ status }) => status)).toEqual([202, 180, 200]);
  });
});

describe.skipIf(sipp === null)('sipp as the calling party of a call that changes', () => {
  it('cancels before anything rings (RFC 3261 9.2)', async () => {
    const events = await answers(
      [
        asks('INVITE', 1, { first: true, sdp: offer }),
        hearsResponse(100),
        asks('CANCEL', 1, { first: true, branch: 2 }),
        hearsResponse(200),
        hearsResponse(487),
        asks('ACK', 1, { branch: 5 }),
      ],
      () => undefined,
    );
    expect(kinds(events)).toEqual(['incoming', 'ended', 'released']);
  });

  it('cancels too late: the call stands until BYE (RFC 3261 9.2)', async () => {
    const events = await answers([
      asks('INVITE', 1, { first: true, sdp: offer }),
      hearsResponse(100, { optional: true }),
      hearsResponse(200),
      asks('CANCEL', 1, { first: true, branch: 3 }),
      hearsResponse(200),
      asks('ACK', 1),
      pauses(100),
      ...hangsUp(2),
    ]);
    expect(kinds(events)).toEqual(['incoming', 'answered', 'acknowledged', 'ended', 'released']);
  });

  it('makes no offer, gets ours in the 200 and answers it in the ACK (RFC 3261 13.2.1)', async () => {
    const events = await answers([
      asks('INVITE', 1, { first: true }),
      hearsResponse(100, { optional: true }),
      hearsResponse(200, { contains: ['RTP/AVP 8 0 101'] }),
      asks('ACK', 1, { sdp: sippSdp('0') }),
      ...hangsUp(2),
    ]);
    const acknowledged = events.find((event) => event.kind === 'acknowledged');
    expect(acknowledged?.sdp).toContain('RTP/AVP 0');
  });

  it('asks for a session interval of 60 s, is told the least, and refreshes by UPDATE (RFC 4028 8; RFC 4028 9)', async () => {
    const timer = (value: string): string[] => ['Supported: timer', `Session-Expires: ${value}`];
    const events = await answers([
      asks('INVITE', 1, { first: true, sdp: offer, headers: timer('60') }),
      hearsResponse(422, { contains: ['Min-SE: 90'] }),
      asks('ACK', 1, { branch: 2 }),
      asks('INVITE', 2, { first: true, sdp: offer, headers: timer('90') }),
      hearsResponse(100, { optional: true }),
      hearsResponse(200, { contains: ['Session-Expires: 90;refresher=uac', 'Require: timer'] }),
      asks('ACK', 2),
      asks('UPDATE', 3, { headers: timer('90;refresher=uac') }),
      hearsResponse(200, { contains: ['Session-Expires: 90;refresher=uac'] }),
      ...hangsUp(4),
    ]);
    expect(kinds(events)).not.toContain('session-changed');
  });

  it('offers within the call what cannot be read, then what cannot be spoken: 400, 488, and the call stands (RFC 3261 14.2; RFC 3261 20.43)', async () => {
    const events = await answers([
      asks('INVITE', 1, { first: true, sdp: offer }),
      ...getsThrough(),
      asks('UPDATE', 2, { body: ['application/sdp', 'this is no description\n'] }),
      hearsResponse(400, { contains: ['Warning: 399'] }),
      asks('UPDATE', 3, { sdp: sippSdp('18') }),
      hearsResponse(488, { contains: ['Warning: 305'] }),
      asks('INFO', 4, { body: ['application/dtmf-relay', 'Signal=7\nDuration=200\n'] }),
      hearsResponse(200),
      ...hangsUp(5),
    ]);
    expect(events.find((event) => event.kind === 'info')?.key).toEqual({
      key: '7',
      durationMs: 200,
    });
  });

  it('requires what nobody knows and is told what (RFC 3261 8.2.2.3)', async () => {
    const events = await answers([
      asks('INVITE', 1, { first: true, sdp: offer, headers: ['Require: 100rel, frobnicate'] }),
      hearsResponse(420, { contains: ['Unsupported: frobnicate'] }),
      asks('ACK', 1, { branch: 2 }),
    ]);
    expect(events).toEqual([]);
  });

  it('refers us to somebody, and is told at once and again when we decline (RFC 3515 2.4.2)', async () => {
    const events = await answers(
      [
        asks('INVITE', 1, { first: true, sdp: offer }),
        ...getsThrough(),
        asks('REFER', 2, {
          headers: ['Refer-To: <sip:02861882222@127.0.0.1?Replaces=a%3Bto-tag%3Db%3Bfrom-tag%3Dc>'],
        }),
        hearsResponse(202),
        hearsRequest('NOTIFY', { contains: ['SIP/2.0 100 Trying', 'Subscription-State: active'] }),
        saysWithin('200 OK'),
        hearsRequest('NOTIFY', { contains: ['SIP/2.0 603', 'Subscription-State: terminated'] }),
        saysWithin('200 OK'),
        ...hangsUp(3),
      ],
      (event, sip) => {
        answerAtOnce(event, sip);
        if (event.kind === 'transfer-requested')
          sip.run((endpoint, nowMs) => endpoint.declineTransfer(event.callId, nowMs));
      },
      { takesTransfers: true },
    );
    expect(events.find((event) => event.kind === 'transfer-requested')).toMatchObject({
      target: 'sip:02861882222@127.0.0.1',
      replaces: 'a;to-tag=b;from-tag=c',
    });
  });

  it('changes the early session by UPDATE after PRACK, and is answered then (RFC 3262 5; RFC 3311 5.1)', async () => {
    const events = await answers(
      [
        asks('INVITE', 1, { first: true, sdp: offer, headers: ['Supported: 100rel'] }),
        hearsResponse(100, { optional: true }),
        `<recv response="183"><action><ereg regexp="[0-9]+" search_in="hdr" header="RSeq:" assign_to="rseq"/></action></recv>`,
        asks('PRACK', 2, { headers: ['RAck: [$rseq] 1 INVITE'] }),
        hearsResponse(200),
        asks('UPDATE', 3, { sdp: sippSdp('8', 'a=sendonly') }),
        hearsResponse(200, { contains: ['a=recvonly'] }),
        hearsResponse(200, { contains: ['1 INVITE'] }),
        asks('ACK', 1),
        ...hangsUp(4),
      ],
      (event, sip) => {
        if (event.kind === 'incoming') {
          const sdp = answerAudio(event.sdp ?? '', own)?.sdp ?? '';
          sip.run((endpoint, nowMs) =>
            endpoint.ring(event.callId, nowMs, { status: 183, sdp, reliable: true }),
          );
        }
        if (event.kind === 'session-changed')
          sip.run((endpoint, nowMs) => endpoint.answer(event.callId, ours, nowMs));
      },
    );
    expect(kinds(events)).toEqual([
      'incoming',
      'session-changed',
      'answered',
      'acknowledged',
      'ended',
      'released',
    ]);
  });
});
