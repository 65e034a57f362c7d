import { decodeALaw, decodeMuLaw } from './g711.ts';

const FORMATS = { pcm: 1, PCMA: 6, PCMU: 7 } as const;

/** Where the machine's order is the file's, samples are copied as they lie. */
const IS_LITTLE_ENDIAN = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1;

/** What a WAV file holds: 16-bit linear, A-law or µ-law. */
export type WavCoding = keyof typeof FORMATS;

/** Why a WAV file could not be read. */
export type WavIssue = 'not_wav' | 'truncated' | 'unsupported';

export type WavReading =
  | { readonly ok: true; readonly sampleRateHz: number; readonly samples: Int16Array }
  | { readonly ok: false; readonly issue: WavIssue };

function ascii(bytes: Uint8Array, at: number): string {
  return String.fromCharCode(...bytes.subarray(at, at + 4));
}

/**
 * Writes mono samples (pcm) or G.711 octets as a WAV file: RIFF, `fmt ` (with the extension size that codings other
 * than pcm need), `fact` for these, `data`.
 */
export function writeWav(
  data: Int16Array | Uint8Array,
  coding: WavCoding,
  sampleRateHz = 8000,
): Uint8Array {
  const bytesPerSample = coding === 'pcm' ? 2 : 1;
  const dataLength = data.length * bytesPerSample;
  const formatLength = coding === 'pcm' ? 16 : 18;
  const factLength = coding === 'pcm' ? 0 : 12;
  const headerLength = 20 + formatLength + factLength + 8;
  const bytes = new Uint8Array(headerLength + dataLength + (dataLength & 1));
  const view = new DataView(bytes.buffer);
  const tag = (at: number, name: string) => bytes.set(new TextEncoder().encode(name), at);
  tag(0, 'RIFF');
  view.setUint32(4, bytes.length - 8, true);
  tag(8, 'WAVEfmt ');
  view.setUint32(16, formatLength, true);
  view.setUint16(20, FORMATS[coding], true);
  view.setUint16(22, 1, true);
  view.setUint32(24, sampleRateHz, true);
  view.setUint32(28, sampleRateHz * bytesPerSample, true);
  view.setUint16(32, bytesPerSample, true);
  view.setUint16(34, 8 * bytesPerSample, true);
  if (factLength > 0) {
    tag(20 + formatLength, 'fact');
    view.setUint32(24 + formatLength, 4, true);
    view.setUint32(28 + formatLength, data.length, true);
  }
  tag(headerLength - 8, 'data');
  view.setUint32(headerLength - 4, dataLength, true);
  if (coding !== 'pcm') bytes.set(data, headerLength);
  else for (const [n, sample] of data.entries()) view.setInt16(headerLength + 2 * n, sample, true);
  return bytes;
}

/** Reads a WAV file of 16-bit linear, A-law or µ-law samples; of several channels the first. */
export function readWav(bytes: Uint8Array): WavReading {
  if (bytes.length < 12 || ascii(bytes, 0) !== 'RIFF' || ascii(bytes, 8) !== 'WAVE') {
    return { ok: false, issue: 'not_wav' };
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let format: { code: number; channels: number; sampleRateHz: number; bits: number } | null = null;
  for (let at = 12; at + 8 <= bytes.length;) {
    const name = ascii(bytes, at);
    const length = view.getUint32(at + 4, true);
    const start = at + 8;
    if (name === 'fmt ' && length >= 16 && start + 16 <= bytes.length) {
      format = {
        code: view.getUint16(start, true),
        channels: Math.max(1, view.getUint16(start + 2, true)),
        sampleRateHz: view.getUint32(start + 4, true),
        bits: view.getUint16(start + 14, true),
      };
    } else if (name === 'data' && format !== null) {
      // A recorder that was killed leaves a length of zero or of 4 GB: what is there is taken.
      const end = length === 0 ? bytes.length : Math.min(bytes.length, start + length);
      return readSamples(bytes.subarray(start, end), format);
    }
    at = start + length + (length & 1);
  }
  return { ok: false, issue: 'truncated' };
}

function readSamples(
  data: Uint8Array,
  format: { code: number; channels: number; sampleRateHz: number; bits: number },
): WavReading {
  const { code, channels, sampleRateHz, bits } = format;
  if (code === FORMATS.pcm && bits === 16) {
    const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
    const length = Math.floor(data.length / (2 * channels));
    const samples = new Int16Array(length);
    if (channels === 1 && IS_LITTLE_ENDIAN)
      new Uint8Array(samples.buffer).set(data.subarray(0, 2 * length));
    else for (let n = 0; n < length; n++) samples[n] = view.getInt16(2 * channels * n, true);
    return { ok: true, sampleRateHz, samples };
  }
  if (code !== FORMATS.PCMA && code !== FORMATS.PCMU) return { ok: false, issue: 'unsupported' };
  const octets = data.filter((_, n) => n % channels === 0);
  const samples = code === FORMATS.PCMA ? decodeALaw(octets) : decodeMuLaw(octets);
  return { ok: true, sampleRateHz, samples };
}
