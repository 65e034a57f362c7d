import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { requireDebianCommand } from '../../../testkit/src/debian-package.ts';
import { G722Decoder, G722Encoder } from './g722.ts';

const ffmpeg = await requireDebianCommand('ffmpeg', 'ffmpeg');
const run = promisify(execFile);

/** A second of chirp with noise, loud and soft, so that every part of the tables is passed through. */
function sweep(): Int16Array {
  let seed = 5;
  return Int16Array.from({ length: 48_000 }, (_, n) => {
    seed = (seed * 16807) % 2147483647;
    const gain = n < 24_000 ? n / 24_000 : (48_000 - n) / 24_000;
    const tone = Math.sin(2 * Math.PI * (100 + (n / 48_000) * 3500) * (n / 16_000));
    return Math.round(gain * (22_000 * tone + 8000 * (seed / 2147483647 - 0.5)));
  });
}

const bytesOf = (samples: Int16Array): Buffer =>
  Buffer.from(samples.buffer, samples.byteOffset, samples.byteLength);
const samplesOf = (bytes: Buffer): Int16Array =>
  new Int16Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + (bytes.length & ~1)));

describe.skipIf(ffmpeg === null)('G.722 beside the codec of FFmpeg', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'everyline-g722-'));
  });
  afterAll(async () => {
    await rm(folder, { recursive: true, force: true });
  });

  it('decodes every octet to the same samples, its own stream and a random one (ITU-T G.722 6.2)', async () => {
    let seed = 77;
    const random = Uint8Array.from({ length: 16_000 }, () => {
      seed = (seed * 16807) % 2147483647;
      return seed >> 8;
    });
    for (const octets of [new G722Encoder().encode(sweep()), random]) {
      await writeFile(join(folder, 'in.g722'), octets);
      const raw = ['-f', 's16le', join(folder, 'out.raw')];
      await run(ffmpeg ?? '', ['-y', '-f', 'g722', '-i', join(folder, 'in.g722'), ...raw]);
      const theirs = samplesOf(await readFile(join(folder, 'out.raw')));
      const ours = new G722Decoder().decode(octets);
      const shared = Math.min(theirs.length, ours.length);
      expect(shared).toBeGreaterThan(30_000);
      expect(ours.subarray(0, shared)).toEqual(theirs.subarray(0, shared));
    }
  });

  it('encodes to the same octets (ITU-T G.722 6.2)', async () => {
    const samples = sweep();
    await writeFile(join(folder, 'in.raw'), bytesOf(samples));
    const raw = ['-f', 's16le', '-ar', '16000', '-ac', '1', '-i', join(folder, 'in.raw')];
    await run(ffmpeg ?? '', ['-y', ...raw, '-c:a', 'g722', '-f', 'g722', join(folder, 'out.g722')]);
    const theirs = await readFile(join(folder, 'out.g722'));
    const ours = new G722Encoder().encode(samples);
    const same = ours.filter((octet, n) => octet === theirs[n]).length;
    expect(same / ours.length).toBe(1);
  });
});
