import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildBye, buildReport, buildVoipMetrics, parseRtcp } from './rtcp.ts';
import { RtpSession } from './session.ts';

const random = () => 0.5;
const session = (ssrc: number) => new RtpSession({ ssrc, payloadType: 8, random });
const silence = new Uint8Array(160).fill(0xd5);

describe('RTCP', () => {
  it('tells the time there and back from reports that cross a slow and a fast way (RFC 3550 6.4.1)', () => {
    const here = session(1);
    const there = session(2);
    const overMs = { out: 70, back: 30 };
    for (let n = 0; n < 50; n++) {
      there.receive(here.packet(silence, 20 * n), 20 * n + overMs.out);
      here.receive(there.packet(silence, 20 * n + 7), 20 * n + 7 + overMs.back);
    }
    there.receive(here.report(1000, 'here'), 1000 + overMs.out);
    expect(here.stats().roundTripMs).toBeNull();
    here.receive(there.report(2500, 'there'), 2500 + overMs.back);
    expect(here.stats().roundTripMs).toBeCloseTo(100, 0);
    expect(here.told.cname).toBe('there');
    expect(there.told.cname).toBe('here');
  });

  it('is due about every five seconds, the first time sooner, and never in step (RFC 3550 6.2)', () => {
    let seed = 3;
    const uniform = () => (seed = (seed * 16807) % 2147483647) / 2147483647;
    const rtp = new RtpSession({ ssrc: 1, payloadType: 8, random: uniform });
    const gaps: number[] = [];
    let atMs = 0;
    for (let n = 0; n < 400; n++) {
      const dueMs = rtp.reportDueMs(atMs);
      gaps.push(dueMs - atMs);
      atMs = dueMs;
      rtp.report(atMs, 'x');
    }
    const mean = gaps.slice(1).reduce((sum, gap) => sum + gap, 0) / 399;
    expect(gaps[0]).toBeLessThan(3200);
    expect(mean).toBeGreaterThan(3600);
    expect(mean).toBeLessThan(4600);
    expect(Math.min(...gaps.slice(1))).toBeGreaterThan(2000);
    expect(new Set(gaps.map(Math.round)).size).toBeGreaterThan(300);
  });

  it('says goodbye with a reason, which the far end notes (RFC 3550 6.6)', () => {
    const here = session(1);
    const there = session(2);
    there.receive(here.packet(silence, 0), 0);
    there.receive(here.bye(500, 'here', 'call over'), 510);
    expect(there.told.bye).toEqual({ reason: 'call over', atMs: 510 });
  });

  it('carries VoIP metrics in an extended report (RFC 3611 4.7)', () => {
    const here = session(1);
    const there = session(2);
    for (let n = 0; n < 100; n++) {
      const bytes = here.packet(silence, 20 * n);
      if (n % 10 !== 5) there.receive(bytes, 20 * n);
    }
    here.receive(there.report(2000, 'there', true), 2010);
    expect(here.told.metrics).toMatchObject({ ssrc: 1, roundTripMs: 0 });
    expect(here.told.metrics?.lost).toBeCloseTo(0.1, 1);
    expect(here.told.metrics?.mos).toBeLessThan(4);
    expect(here.told.metrics?.mos).toBeGreaterThan(2.5);
  });

  it('takes another source when a stranger has ours, and says goodbye under the old one (RFC 3550 8.2)', () => {
    const rtp = session(7);
    const stranger = session(7);
    rtp.packet(silence, 0);
    expect(rtp.receive(stranger.packet(silence, 10), 10)).toBe(true);
    expect(rtp.ssrc).not.toBe(7);
    expect(rtp.reportDueMs(20)).toBe(20);
    const packets = parseRtcp(rtp.report(20, 'x'));
    expect(packets?.find(({ kind }) => kind === 'bye')).toMatchObject({ ssrcs: [7] });
    expect(rtp.reportDueMs(20)).toBeGreaterThan(1000);
  });

  it('takes our own media that come back for a loop after three changes, not for collisions (RFC 3550 8.2)', () => {
    let next = 0.1;
    const rtp = new RtpSession({ ssrc: 7, payloadType: 8, random: () => (next += 0.01) % 1 });
    const sources = new Set<number>();
    for (let n = 0; n < 50; n++) {
      rtp.receive(rtp.packet(silence, 20 * n), 20 * n + 5);
      sources.add(rtp.ssrc);
    }
    expect(sources.size).toBe(3);
  });

  it('reads back what it writes', () => {
    const metrics = {
      ssrc: 5,
      lost: 0.25,
      discarded: 0,
      roundTripMs: 120,
      endSystemDelayMs: 60,
      mos: 4.1,
    };
    expect(parseRtcp(buildVoipMetrics(9, metrics))).toEqual([{ kind: 'voip', ssrc: 9, metrics }]);
    for (const length of [0, 1, 2, 3, 4, 30]) {
      const reason = 'x'.repeat(length);
      expect(parseRtcp(buildBye(9, reason))).toEqual([
        { kind: 'bye', ssrcs: [9], reason: length === 0 ? null : reason },
      ]);
    }
    const names = ['a', 'ab', 'abc', 'abcd', '名字'];
    for (const name of names) {
      const packets = parseRtcp(buildReport(9, null, [], name));
      expect(packets?.[1]).toEqual({ kind: 'name', ssrc: 9, cname: name });
    }
  });

  it('bears any bytes after a plausible beginning', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(200, 201, 202, 203, 204, 207),
        fc.uint8Array({ maxLength: 80 }),
        (type, bytes) => {
          const datagram = Uint8Array.of(0x81, type, 0, bytes.length >> 2, ...bytes);
          parseRtcp(datagram);
          session(1).receiveRtcp(datagram, 10);
        },
      ),
      { numRuns: 3000 },
    );
  });
});
