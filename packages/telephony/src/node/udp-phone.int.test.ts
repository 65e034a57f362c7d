import { createSocket } from 'node:dgram';
import { afterEach, describe, expect, it } from 'vitest';
import { seededRandom } from '@everyline/testkit';
import { synthesizeCadence } from '../audio/synthesis.ts';
import { encodeALaw } from '../audio/g711.ts';
import { CHINA } from '../progress/tone-plans.ts';
import { RtpSession } from '../rtp/session.ts';
import type { Address } from '../sip/address.ts';
import type { CallEvent, IncomingEvent } from '../sip/call-event.ts';
import { answerAudio, readAudioSdp } from '../sip/sdp.ts';
import type { ProbeRequest } from '../user-agent/probe-request.ts';
import { UdpEndpoint } from './udp-endpoint.ts';
import { UdpPhone } from './udp-phone.ts';
import { openUdpSocket } from './udp-socket.ts';

const clock = { nowMs: () => performance.timeOrigin + performance.now() };
const opened: { close(): Promise<void> }[] = [];

afterEach(async () => {
  for (const thing of opened.splice(0)) await thing.close();
});

async function phone(): Promise<UdpPhone> {
  const made = await UdpPhone.open({
    local: { host: '127.0.0.1', port: 0 },
    rtpPorts: { from: 41_000, to: 41_400 },
    clock,
    random: seededRandom(1),
  });
  opened.push(made);
  return made;
}

/** A called party that does with each call what `behave` says. */
async function calledParty(
  behave: (event: IncomingEvent, sip: UdpEndpoint) => void,
): Promise<UdpEndpoint> {
  const onEvent = (event: CallEvent): void => {
    if (event.kind === 'incoming') behave(event, sip);
  };
  const local = { host: '127.0.0.1', port: 0 };
  const sip = await UdpEndpoint.open({ local, clock, random: seededRandom(2), onEvent });
  opened.push(sip);
  return sip;
}

function request(address: Address, limits: ProbeRequest['limits'] = {}): ProbeRequest {
  return {
    dialled: '02861881111',
    trunk: { address, callerNumber: '02812345' },
    tonePlan: CHINA,
    announcement: new Int16Array(8000),
    limits,
  };
}

describe('a phone on loopback sockets', () => {
  it('hears a busy tone in early media and ends the call itself (RFC 3960 2; ITU-T E.180)', async () => {
    const media = await openUdpSocket({ host: '127.0.0.1', port: 0 });
    const busy = encodeALaw(
      synthesizeCadence([{ durationMs: 350, frequenciesHz: [450] }, { durationMs: 350 }], 12_000),
    );
    let ticks: NodeJS.Timeout | undefined;
    const called = await calledParty((event, sip) => {
      const local = { host: '127.0.0.1', port: media.address().port };
      const own = { local, codecs: ['PCMA'], telephoneEvent: null, sessionId: 1 } as const;
      const sdp = answerAudio(event.sdp ?? '', own)?.sdp ?? '';
      const to = readAudioSdp(event.sdp ?? '')?.address;
      sip.run((endpoint, nowMs) => endpoint.ring(event.callId, nowMs, { status: 183, sdp }));
      const rtp = new RtpSession({ ssrc: 7, payloadType: 8, random: seededRandom(3) });
      let at = 0;
      const startedMs = clock.nowMs();
      ticks = setInterval(() => {
        for (; at * 20 < clock.nowMs() - startedMs; at += 1) {
          const payload = busy.subarray(at * 160, at * 160 + 160);
          if (to != null && payload.length === 160)
            media.send(rtp.packet(payload, clock.nowMs()), to.port, to.host);
        }
      }, 10);
    });
    const observation = await (await phone()).placeCall(request(called.local));
    clearInterval(ticks);
    media.close();
    expect(observation.endedBy).toBe('tone');
    expect(observation.classification.outcome).toBe('busy');
    expect(observation.sip.status).toBe(487);
    expect(observation.audio?.bytes.length).toBeGreaterThan(8000);
    expect(observation.media.lost).toBe(0);
    expect(observation.timings.endMs).toBeLessThan(6000);
  });

  it('reports a refusal with its cause, and holds a hundred calls at once', async () => {
    const headers = { Reason: 'Q.850;cause=17' };
    const called = await calledParty(({ callId }, sip) => {
      sip.run((endpoint, nowMs) => endpoint.reject(callId, 486, nowMs, { headers }));
    });
    const caller = await phone();
    const observations = await Promise.all(
      Array.from({ length: 100 }, () => caller.placeCall(request(called.local))),
    );
    expect(observations.map(({ classification }) => classification.outcome)).toEqual(
      Array(100).fill('busy'),
    );
    expect(
      observations.every(({ sip, endedBy }) => sip.status === 486 && endedBy === 'refused'),
    ).toBe(true);
    expect(caller.active).toBe(0);
  });

  it('says soon that nothing listens at the trunk, to all who call at once', async () => {
    const socket = await openUdpSocket({ host: '127.0.0.1', port: 0 });
    const { port } = socket.address();
    await new Promise<void>((resolve) => socket.close(resolve));
    const caller = await phone();
    // At once: the refusal of one question is then told to the next.
    const observations = await Promise.all(
      [1, 2, 3].map(() => caller.placeCall(request({ host: '127.0.0.1', port }))),
    );
    for (const observation of observations) {
      expect(observation.endedBy).toBe('transport');
      expect(observation.classification.outcome).toBe('trunk_fault');
      expect(observation.timings.endMs).toBeLessThan(3000);
    }
  });

  it('ends every call at once by stop-all', async () => {
    const called = await calledParty(({ callId }, sip) => {
      sip.run((endpoint, nowMs) => endpoint.ring(callId, nowMs));
    });
    const caller = await phone();
    const calls = [1, 2, 3].map(() => caller.placeCall(request(called.local)));
    await expect.poll(() => called.endpoint.counts().calls).toBe(3);
    await caller.stopAll();
    for (const call of calls) expect((await call).endedBy).toBe('stopped');
  });

  it('sends nothing for a call that was stopped before it was placed', async () => {
    const called = await calledParty(() => undefined);
    const caller = await phone();
    const placed = caller.placeCall(request(called.local));
    await caller.stopAll();
    await expect(placed).rejects.toMatchObject({ code: 'stopped' });
    const aborted = caller.placeCall(request(called.local), { signal: AbortSignal.abort() });
    await expect(aborted).rejects.toMatchObject({ code: 'stopped' });
    expect(called.endpoint.counts().calls).toBe(0);
  });

  it('cancels after the ring limit', async () => {
    const called = await calledParty(({ callId }, sip) => {
      sip.run((endpoint, nowMs) => endpoint.ring(callId, nowMs));
    });
    const observation = await (await phone()).placeCall(request(called.local, { ringMs: 500 }));
    expect(observation).toMatchObject({ endedBy: 'ring_limit', sip: { status: 487 } });
    expect(observation.classification.outcome).toBe('no_answer');
    expect(observation.timings.postDialDelayBy).toBe('180');
  });

  it('says which port is taken', async () => {
    const taken = createSocket('udp4');
    await new Promise<void>((resolve) => taken.bind(0, '127.0.0.1', resolve));
    const { port } = taken.address();
    const opening = UdpPhone.open({
      local: { host: '127.0.0.1', port },
      rtpPorts: { from: 41_000, to: 41_400 },
      clock,
      random: seededRandom(1),
    });
    await expect(opening).rejects.toMatchObject({ code: 'sip_port_in_use' });
    taken.close();
  });
});
