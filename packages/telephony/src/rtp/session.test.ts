import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeALaw, encodeALaw, encodeMuLaw } from '../audio/g711.ts';
import { levelDbm0 } from '../audio/level.ts';
import { buildRtp, parseRtp } from './packet.ts';
import { parseRtcp } from './rtcp.ts';
import { RtpSession } from './session.ts';

const random = () => 0.5;
const session = (options: { keyPayloadType?: number } = {}) =>
  new RtpSession({ ssrc: 7, payloadType: 8, random, ...options });

/** A tone of 400 Hz: the same in every 20 ms, so that a repeated frame continues it. */
const samples = (frame: number, length = 160): Int16Array =>
  Int16Array.from({ length }, (_, n) =>
    Math.round(8000 * Math.sin((2 * Math.PI * 400 * (frame * length + n)) / 8000)),
  );

interface Sent {
  readonly frame: number;
  readonly sequence?: number;
  readonly timestamp?: number;
  readonly ssrc?: number;
  readonly payloadType?: number;
}

function packet(sent: Sent): Uint8Array {
  const payloadType = sent.payloadType ?? 8;
  const encode = payloadType === 0 ? encodeMuLaw : encodeALaw;
  return buildRtp({
    marker: false,
    payloadType,
    sequence: (sent.sequence ?? 65530 + sent.frame) & 0xffff,
    timestamp: (sent.timestamp ?? 0xffffff00 + sent.frame * 160) >>> 0,
    ssrc: sent.ssrc ?? 99,
    payload: encode(samples(sent.frame)),
  });
}

/** Feeds packets at their times and pulls every 5 ms until `untilMs`; gives the frames with their times. */
function run(
  rtp: RtpSession,
  arrivals: readonly { readonly atMs: number; readonly bytes: Uint8Array }[],
  untilMs: number,
): { atMs: number; pulledMs: number; frame: Int16Array }[] {
  const waiting = arrivals.toSorted((a, b) => a.atMs - b.atMs);
  const frames: { atMs: number; pulledMs: number; frame: Int16Array }[] = [];
  for (let nowMs = 0; nowMs <= untilMs; nowMs += 5) {
    while (waiting[0] !== undefined && waiting[0].atMs <= nowMs) {
      rtp.receive(waiting[0].bytes, waiting[0].atMs);
      waiting.shift();
    }
    for (let frame = rtp.pull(nowMs); frame !== null; frame = rtp.pull(nowMs)) {
      frames.push({ atMs: rtp.frameAtMs, pulledMs: nowMs, frame: frame.slice() });
    }
  }
  return frames;
}

describe('RtpSession', () => {
  it('gives frames in order across the wrap of sequence number and timestamp, each when it arrives (RFC 3550 5.1)', () => {
    const arrivals = Array.from({ length: 20 }, (_, n) => ({
      atMs: 20 * n,
      bytes: packet({ frame: n }),
    }));
    const frames = run(session(), arrivals, 399);
    expect(frames).toHaveLength(20);
    for (const [n, { frame, atMs, pulledMs }] of frames.entries()) {
      expect(frame).toEqual(decodeALaw(encodeALaw(samples(n))));
      expect(atMs).toBeCloseTo(20 * n, 0);
      expect(pulledMs).toBe(20 * n);
    }
  });

  it('puts reordered packets right and counts duplicates (RFC 3550 A.1)', () => {
    const rtp = session();
    const order = [0, 1, 3, 2, 2, 4, 6, 5, 7];
    const frames = run(
      rtp,
      order.map((frame, n) => ({ atMs: 20 * n, bytes: packet({ frame }) })),
      180,
    );
    expect(frames.map(({ frame }) => frame)).toEqual(
      [0, 1, 2, 3, 4, 5, 6, 7].map((n) => decodeALaw(encodeALaw(samples(n)))),
    );
    expect(rtp.stats()).toMatchObject({
      packets: 9,
      duplicates: 1,
      reordered: 2,
      lost: 0,
      late: 0,
    });
  });

  it('bridges a lost packet with the last frame and counts it', () => {
    const rtp = session();
    const arrivals = [0, 1, 2, 4, 5, 6].map((frame) => ({
      atMs: 20 * frame,
      bytes: packet({ frame }),
    }));
    const frames = run(rtp, arrivals, 125);
    expect(frames).toHaveLength(7);
    const bridged = frames[3];
    expect(levelDbm0(bridged?.frame ?? new Int16Array(160))).toBeGreaterThan(-12);
    expect(rtp.stats()).toMatchObject({ lost: 1, concealedMs: 20 });
  });

  it('fades to silence and then gives nothing when the sender stops', () => {
    const rtp = session();
    const arrivals = [0, 1, 2].map((frame) => ({ atMs: 20 * frame, bytes: packet({ frame }) }));
    const frames = run(rtp, arrivals, 2000);
    expect(frames).toHaveLength(6);
    expect(levelDbm0(frames[5]?.frame ?? new Int16Array(160))).toBeLessThan(-20);
    expect(rtp.nextPullMs()).toBeNull();
  });

  it('goes on after a pause of any length at the time at which the sender resumed (RFC 3550 5.1)', () => {
    for (const pausedMs of [300, 900, 5000, 60_000]) {
      const rtp = session();
      const arrivals = [0, 1, 2, 3, 4, 5].map((n) => {
        const paused = n < 3 ? 0 : pausedMs;
        const timestamp = (0xffffff00 + n * 160 + paused * 8) >>> 0;
        return { atMs: 20 * n + paused, bytes: packet({ frame: n, timestamp }) };
      });
      const frames = run(rtp, arrivals, pausedMs + 100);
      expect(frames.slice(-3).map(({ frame }) => frame)).toEqual(
        [3, 4, 5].map((n) => decodeALaw(encodeALaw(samples(n)))),
      );
      expect(Math.abs((frames.at(-3)?.atMs ?? 0) - 60 - pausedMs)).toBeLessThan(2);
    }
  });

  it('loses nothing of a sender whose timestamp leaps or stands still in a pause', () => {
    for (const leap of [0, -500_000, 500_000, 12_345_678]) {
      const rtp = session();
      const arrivals = [0, 1, 2, 3, 4, 5, 6, 7].map((n) => {
        const timestamp = (0xffffff00 + n * 160 + (n < 3 ? 0 : leap)) >>> 0;
        return { atMs: 20 * n + (n < 3 ? 0 : 2000), bytes: packet({ frame: n, timestamp }) };
      });
      const frames = run(rtp, arrivals, 2200);
      expect(frames.at(-1)?.frame).toEqual(decodeALaw(encodeALaw(samples(7))));
      expect(Math.abs((frames.at(-1)?.atMs ?? 0) - 2140)).toBeLessThan(45);
    }
  });

  it('follows a change of source and of payload type at once (RFC 3550 8)', () => {
    const rtp = session();
    const arrivals = Array.from({ length: 10 }, (_, n) => ({
      atMs: 20 * n,
      bytes:
        n < 5
          ? packet({ frame: n })
          : packet({ frame: n, ssrc: 1234, sequence: n, timestamp: 1 + n * 160, payloadType: 0 }),
    }));
    const frames = run(rtp, arrivals, 199);
    expect(frames).toHaveLength(10);
    expect(rtp.stats()).toMatchObject({ ssrcChanges: 1, payloadType: 0, lost: 0, packets: 10 });
    expect(levelDbm0(frames[9]?.frame ?? new Int16Array(160))).toBeCloseTo(
      levelDbm0(samples(9)),
      1,
    );
  });

  it('keeps to one of two sources that send together (RFC 3550 8.2)', () => {
    const rtp = session();
    const arrivals = Array.from({ length: 50 }, (_, n) => [
      { atMs: 20 * n, bytes: packet({ frame: n }) },
      { atMs: 20 * n + 10, bytes: packet({ frame: n, ssrc: 5, sequence: n, timestamp: n * 160 }) },
    ]).flat();
    const frames = run(rtp, arrivals, 1000);
    expect(rtp.stats().ssrcChanges).toBe(1);
    expect(frames.length).toBeLessThanOrEqual(52);
  });

  it('bears 20 ms of jitter without loss, and measures it (RFC 3550 A.8)', () => {
    let seed = 11;
    const uniform = () => (seed = (seed * 16807) % 2147483647) / 2147483647;
    const rtp = session();
    const arrivals = Array.from({ length: 500 }, (_, n) => ({
      atMs: Math.floor(20 * n + 40 * uniform()),
      bytes: packet({ frame: n }),
    }));
    const frames = run(rtp, arrivals, 10_100);
    expect(rtp.stats()).toMatchObject({ lost: 0, late: 0, packets: 500 });
    expect(rtp.stats().concealedMs).toBeLessThanOrEqual(60);
    expect(rtp.stats().jitterMs).toBeGreaterThan(5);
    expect(rtp.stats().jitterMs).toBeLessThan(30);
    expect(frames.slice(0, 500).map(({ frame }) => frame)).toEqual(
      Array.from({ length: 500 }, (_, n) => decodeALaw(encodeALaw(samples(n)))),
    );
  });

  it('reports one key for its many packets (RFC 4733 2.5.1)', () => {
    const rtp = session({ keyPayloadType: 101 });
    for (let n = 0; n < 6; n++) {
      const duration = Math.min(800, 160 * (n + 1));
      const payload = Uint8Array.of(5, n > 3 ? 0x8a : 0x0a, duration >> 8, duration & 255);
      const fields = { marker: n === 0, payloadType: 101, ssrc: 9, timestamp: 4000, payload };
      expect(rtp.receive(buildRtp({ ...fields, sequence: 10 + n }), 20 * n)).toBe(true);
    }
    expect(rtp.takeKeys(110)).toEqual([]);
    expect(rtp.takeKeys(200)).toEqual([{ key: '5', fromMs: 0, toMs: 100 }]);
    expect(rtp.takeKeys(300)).toEqual([]);
  });

  it('fills pauses announced by comfort noise with noise of that level (RFC 3389 3)', () => {
    const rtp = session();
    rtp.receive(packet({ frame: 0 }), 0);
    const sid = { marker: false, payloadType: 13, ssrc: 99, payload: Uint8Array.of(50) };
    rtp.receive(buildRtp({ ...sid, sequence: 65531, timestamp: (0xffffff00 + 160) >>> 0 }), 20);
    const frames: number[] = [];
    for (let nowMs = 20; nowMs < 1000; nowMs += 20) {
      for (let frame = rtp.pull(nowMs); frame !== null; frame = rtp.pull(nowMs)) {
        frames.push(levelDbm0(frame));
      }
    }
    expect(frames.length).toBeGreaterThan(35);
    expect(frames.at(-1)).toBeGreaterThan(-53);
    expect(frames.at(-1)).toBeLessThan(-43);
  });

  it('sends packets that another session takes, and marks the one after a pause', () => {
    const rtp = session();
    const first = parseRtp(rtp.packet(new Uint8Array(160).fill(0xd5), 1000));
    const second = parseRtp(rtp.packet(new Uint8Array(160).fill(0xd5), 1020));
    const later = parseRtp(rtp.packet(new Uint8Array(160).fill(0xd5), 3020));
    expect([first?.marker, second?.marker, later?.marker]).toEqual([true, false, true]);
    expect(((second?.timestamp ?? 0) - (first?.timestamp ?? 0)) >>> 0).toBe(160);
    expect(((later?.timestamp ?? 0) - (second?.timestamp ?? 0)) >>> 0).toBe(16_000);
    expect(((later?.sequence ?? 0) - (first?.sequence ?? 0)) & 0xffff).toBe(2);
  });

  it('reports what it received, and reads such a report about itself (RFC 3550 6.4)', () => {
    const here = session();
    const there = new RtpSession({ ssrc: 99, payloadType: 8, random });
    for (let frame = 0; frame < 100; frame++) {
      there.packet(new Uint8Array(160), 20 * frame);
      if (frame % 4 !== 1) here.receive(packet({ frame }), 20 * frame);
    }
    there.receiveRtcp(here.report(2000, 'probe@everyline'), 2010);
    expect(there.stats().remoteFractionLost).toBeCloseTo(0.25, 1);
    const sent = parseRtcp(there.report(2020, 'x'))?.[0];
    expect(sent?.kind === 'report' ? sent.sender?.packets : null).toBe(100);
  });

  it('never throws on anything, and forgets nothing of a call for it', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 80 }), { maxLength: 60 }), (datagrams) => {
        const rtp = session({ keyPayloadType: 101 });
        rtp.receive(packet({ frame: 0 }), 0);
        for (const [n, bytes] of datagrams.entries()) {
          // Half of them get a plausible beginning, so that more than the version is looked at.
          if (n % 2 === 0)
            bytes.set([0x80, [8, 0, 13, 101][(n % 8) >> 1] ?? 8].slice(0, bytes.length));
          rtp.receive(bytes, n * 7);
          rtp.receiveRtcp(bytes, n * 7);
          rtp.pull(n * 7);
        }
        rtp.report(1000, '名');
        expect(rtp.stats().packets).toBeGreaterThanOrEqual(1);
      }),
      { numRuns: 500 },
    );
  });
});
