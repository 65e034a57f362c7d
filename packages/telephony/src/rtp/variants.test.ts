import { describe, expect, it } from 'vitest';
import { decodeALaw, encodeALaw } from '../audio/g711.ts';
import { G722Encoder } from '../audio/g722.ts';
import { levelDbm0 } from '../audio/level.ts';
import { buildRtp } from './packet.ts';
import { RtpSession } from './session.ts';

const random = () => 0.5;
const tone = (from: number, length: number): Int16Array =>
  Int16Array.from({ length }, (_, n) =>
    Math.round(8000 * Math.sin((2 * Math.PI * 440 * (from + n)) / 8000)),
  );
const listening = () => new RtpSession({ ssrc: 1, payloadType: 8, random });

const silence = new Uint8Array(160).fill(0xd5);

function* stream(ptimeMs: number, count: number, same: Uint8Array | null = null) {
  const length = 8 * ptimeMs;
  for (let n = 0; n < count; n++) {
    const payload = same ?? encodeALaw(tone(n * length, length));
    const head = { marker: n === 0, payloadType: 8, ssrc: 9, payload };
    yield {
      n,
      atMs: n * ptimeMs,
      bytes: buildRtp({ ...head, sequence: (65_500 + n) & 0xffff, timestamp: n * length }),
    };
  }
}

function pullAll(rtp: RtpSession, nowMs: number, into: number[]): void {
  for (let frame = rtp.pull(nowMs); frame !== null; frame = rtp.pull(nowMs)) into.push(...frame);
}

describe('what senders do', () => {
  it('is heard whole with packets of 10 to 60 ms (RFC 3551 4.2)', () => {
    for (const ptimeMs of [10, 20, 30, 40, 60]) {
      const rtp = listening();
      const heard: number[] = [];
      for (const { atMs, bytes } of stream(ptimeMs, 1200 / ptimeMs)) {
        rtp.receive(bytes, atMs);
        pullAll(rtp, atMs, heard);
      }
      const whole = [...decodeALaw(encodeALaw(tone(0, 9600)))];
      expect(heard, `${ptimeMs} ms`).toEqual(whole.slice(0, heard.length));
      expect(heard.length).toBeGreaterThanOrEqual(9600 - 160);
    }
  });

  it('is followed through a clock that runs 200 parts per million off for five minutes, with jitter', () => {
    for (const ppm of [200, -200]) {
      const rtp = listening();
      let seed = 9;
      let frames = 0;
      for (const { n, atMs, bytes } of stream(20, 15_000, silence)) {
        seed = (seed * 16807) % 2147483647;
        const nowMs = atMs * (1 + ppm * 1e-6) + (seed % 8);
        rtp.receive(bytes, nowMs);
        while (rtp.pull(nowMs) !== null) frames++;
        if (n % 3000 === 2999) expect(Math.abs(rtp.frameAtMs - nowMs)).toBeLessThan(60);
      }
      expect(rtp.stats()).toMatchObject({ late: 0, lost: 0 });
      expect(Math.abs(frames - 15_000)).toBeLessThan(4);
      expect(rtp.stats().concealedMs).toBeLessThan(100);
    }
  });

  it('is decoded in order even where G.722 packets overtake each other', () => {
    const rtp = new RtpSession({ ssrc: 1, payloadType: 9, random });
    const encoder = new G722Encoder();
    const packets = Array.from({ length: 50 }, (_, n) =>
      buildRtp({
        marker: false,
        payloadType: 9,
        sequence: n,
        timestamp: 160 * n,
        ssrc: 3,
        payload: encoder.encodeNarrow(tone(160 * n, 160)),
      }),
    );
    const heard: number[] = [];
    for (let n = 0; n < 50; n += 2) {
      for (const one of [n + 1, n]) {
        const nowMs = 20 * n + 20;
        rtp.receive(packets[one] ?? new Uint8Array(), nowMs);
        pullAll(rtp, nowMs, heard);
      }
    }
    expect(heard.length).toBeGreaterThan(7500);
    expect(levelDbm0(Int16Array.from(heard.slice(800)))).toBeCloseTo(levelDbm0(tone(0, 7200)), 1);
    // The very first packet came after the one that began the stream, and had no place any more.
    expect(rtp.stats()).toMatchObject({ late: 1, reordered: 25, lost: 0, payloadType: 9 });
  });

  it('does not take a single stray packet of another source for a change of source (RFC 3550 A.1)', () => {
    const rtp = listening();
    const heard: number[] = [];
    for (const { n, atMs, bytes } of stream(20, 50)) {
      rtp.receive(bytes, atMs);
      if (n % 10 === 5) {
        const stray = {
          marker: false,
          payloadType: 8,
          timestamp: 77,
          payload: new Uint8Array(160),
        };
        rtp.receive(buildRtp({ ...stray, sequence: 500 * n, ssrc: 1000 + n }), atMs + 3);
      }
      pullAll(rtp, atMs + 4, heard);
    }
    expect(rtp.stats()).toMatchObject({ ssrcChanges: 0, lost: 0, packets: 50 });
    expect(heard).toEqual([...decodeALaw(encodeALaw(tone(0, 8000)))].slice(0, heard.length));
  });

  it('tells losses in bursts from random ones (ITU-T G.107 7.5)', () => {
    const ratioOf = (isLost: (n: number) => boolean): number => {
      const rtp = listening();
      for (const { n, atMs, bytes } of stream(20, 1000)) if (!isLost(n)) rtp.receive(bytes, atMs);
      return rtp.stats().burstRatio;
    };
    expect(ratioOf((n) => n % 20 === 10)).toBe(1);
    expect(ratioOf((n) => n % 80 >= 70 && n % 80 < 74)).toBeCloseTo(3.8, 1);
    expect(ratioOf(() => false)).toBe(1);
  });
});
