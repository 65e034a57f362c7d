import { describe, expect, it } from 'vitest';
import { parseRtp } from './packet.ts';
import { RtpSession } from './session.ts';

const random = () => 0.25;
const options = { ssrc: 5, payloadType: 8, random } as const;
const silence = new Uint8Array(160).fill(0xd5);

describe('keys that are pressed', () => {
  it('go out as events of growing duration with one timestamp, the marker first and the end three times (RFC 4733 2.5.1)', () => {
    const rtp = new RtpSession({ ...options, keyPayloadType: 101 });
    const before = parseRtp(rtp.packet(silence, 0));
    expect(rtp.press({ keys: '5', holdMs: 90, pauseMs: 40 })).toBe(true);
    const frames = Array.from({ length: 8 }, (_, n) => rtp.keyPackets(160, 20 + 20 * n));
    expect(frames.map((frame) => frame?.length ?? null)).toEqual([1, 1, 1, 1, 3, 0, 0, null]);
    const events = frames.flatMap((frame) => frame ?? []).map((bytes) => parseRtp(bytes));
    const first = events[0];
    expect(((first?.timestamp ?? 0) - (before?.timestamp ?? 0)) >>> 0).toBe(160);
    expect(new Set(events.map((event) => event?.timestamp)).size).toBe(1);
    expect(events.map((event) => event?.marker)).toEqual([true, ...Array<boolean>(6).fill(false)]);
    expect(events.map((event) => [...(event?.payload ?? [])])).toEqual([
      [5, 10, 0, 160],
      [5, 10, 1, 64],
      [5, 10, 1, 224],
      [5, 10, 2, 128],
      ...Array<number[]>(3).fill([5, 0x8a, 2, 208]),
    ]);
    const sequences = events.map((event) => (event?.sequence ?? 0) - (first?.sequence ?? 0));
    expect(sequences).toEqual([0, 1, 2, 3, 4, 5, 6]);
    const after = parseRtp(rtp.packet(silence, 160));
    expect(((after?.timestamp ?? 0) - (first?.timestamp ?? 0)) >>> 0).toBe(7 * 160);
  });

  it('are each heard once by another session, with a third of the packets lost (RFC 4733 2.5.2)', () => {
    const here = new RtpSession({ ...options, keyPayloadType: 96, remoteKeyPayloadType: 101 });
    const there = new RtpSession({ ...options, ssrc: 6, keyPayloadType: 101 });
    here.press({ keys: '110#4*A', holdMs: 100, pauseMs: 60 });
    let seed = 4;
    const heard: string[] = [];
    for (let n = 0; n < 100; n++) {
      const packets = here.keyPackets(160, 20 * n) ?? [here.packet(silence, 20 * n)];
      for (const bytes of packets) {
        seed = (seed * 16807) % 2147483647;
        if (seed % 3 !== 0) there.receive(bytes, 20 * n + 5);
      }
      heard.push(...there.takeKeys(20 * n).map(({ key }) => key));
    }
    expect(heard.join('')).toBe('110#4*A');
  });

  it('are refused where the far end takes none, and unknown ones are passed over', () => {
    expect(new RtpSession(options).press({ keys: '5' })).toBe(false);
    const rtp = new RtpSession({ ...options, keyPayloadType: 101 });
    rtp.press({ keys: 'x-' });
    expect(rtp.keyPackets(160, 0)).toBeNull();
  });
});

describe('comfort noise that is sent', () => {
  it('stands where the silence begins, and the audio after it stands where time has gone to (RFC 3389 4)', () => {
    const rtp = new RtpSession(options);
    const first = parseRtp(rtp.packet(silence, 0));
    const noise = parseRtp(rtp.comfortNoise(62, 20));
    const next = parseRtp(rtp.packet(silence, 80));
    const last = parseRtp(rtp.packet(silence, 100));
    const since = (timestamp: number | undefined) =>
      ((timestamp ?? 0) - (first?.timestamp ?? 0)) >>> 0;
    expect(noise).toMatchObject({ payloadType: 13, payload: Uint8Array.of(62), marker: false });
    expect([noise, next, last].map((packet) => since(packet?.timestamp))).toEqual([160, 640, 800]);
    expect([next, last].map((packet) => packet?.marker)).toEqual([true, false]);
  });
});
