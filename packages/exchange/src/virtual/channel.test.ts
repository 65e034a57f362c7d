import {
  decodeALaw,
  decodeMuLaw,
  encodeALaw,
  encodeMuLaw,
  levelDbm0,
  sineAmplitude,
} from '@everyline/telephony';
import { expect, test } from 'vitest';
import { seededRandom } from '../seeded-random.ts';
import { Channel } from './channel.ts';

function sine(levelOfDbm0: number): Int16Array {
  const amplitude = sineAmplitude(levelOfDbm0);
  return Int16Array.from({ length: 160 }, (_, n) =>
    Math.round(amplitude * Math.sin((2 * Math.PI * 450 * n) / 8000)),
  );
}

function packet(payloadType: 0 | 8 | 101, octets: Uint8Array): Uint8Array {
  return Uint8Array.from([0x80, payloadType, 0, 7, 0, 0, 3, 0x20, 1, 2, 3, 4, ...octets]);
}

test.each([8, 0] as const)(
  'brings audio of payload type %d to another level and leaves the header',
  (payloadType) => {
    const [encode, decode] =
      payloadType === 8 ? [encodeALaw, decodeALaw] : [encodeMuLaw, decodeMuLaw];
    const sent = packet(payloadType, encode(sine(-10)));
    const channel = new Channel({ gainDb: -20, noiseDbm0: null }, seededRandom('channel'));
    const out = channel.pass(sent);
    expect(out.subarray(0, 12)).toEqual(sent.subarray(0, 12));
    expect(levelDbm0(decode(out.subarray(12)))).toBeCloseTo(-30, 0);
  },
);

test('adds noise of the level that is asked for, never the same in two packets', () => {
  const channel = new Channel({ gainDb: -60, noiseDbm0: -35 }, seededRandom('channel'));
  const silent = packet(8, encodeALaw(sine(-60)));
  const heard = Array.from({ length: 50 }, () => decodeALaw(channel.pass(silent).subarray(12)));
  const all = new Int16Array(heard.flatMap((samples) => [...samples]));
  expect(levelDbm0(all)).toBeGreaterThan(-36);
  expect(levelDbm0(all)).toBeLessThan(-34);
  expect(heard[0]).not.toEqual(heard[1]);
});

test('clips what is too loud, and leaves packets that hold no audio alone', () => {
  const channel = new Channel({ gainDb: 30, noiseDbm0: null }, seededRandom('channel'));
  const loud = decodeALaw(channel.pass(packet(8, encodeALaw(sine(0)))).subarray(12));
  expect(Math.max(...loud)).toBeGreaterThan(30_000);
  expect(Math.min(...loud)).toBeLessThan(-30_000);
  const keys = packet(101, Uint8Array.of(1, 10, 0, 160));
  expect(channel.pass(keys)).toBe(keys);
});
