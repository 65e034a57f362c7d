import {
  decodeALaw,
  decodeMuLaw,
  encodeALaw,
  encodeMuLaw,
  sineAmplitude,
  type RandomSource,
} from '@everyline/telephony';
import { readRtpAudio } from '../rtp-packets.ts';
import { normalDeviate } from '../seeded-random.ts';

/** What the audio meets on its way to the caller, beside what happens to whole packets. */
export interface ChannelSettings {
  /** Gain of the way, in dB; negative: what arrives is fainter than what was sent. */
  readonly gainDb: number;
  /** Level of the white noise that is added at the receiving end; null: none. */
  readonly noiseDbm0: number | null;
}

/** Two seconds of noise, read from a different place in each packet, so that no packet's repeats another's. */
const noiseSamples = 16_384;
const clipped = (value: number): number => Math.max(-32_767, Math.min(32_767, value));

/**
 * The analogue part of a way through the network: gain and white noise in G.711 audio, which stays in its coding and
 * is coded anew as a gateway does. It belongs neither to the exchange nor to the listener, and knows nothing of either.
 */
export class Channel {
  readonly #gain: number;
  readonly #noise: Float64Array | null;
  readonly #random: RandomSource;

  constructor({ gainDb, noiseDbm0 }: ChannelSettings, random: RandomSource) {
    this.#gain = 10 ** (gainDb / 20);
    this.#random = random;
    this.#noise = null;
    if (noiseDbm0 === null) return;
    // A sine's mean square is half the square of its amplitude.
    const deviation = sineAmplitude(noiseDbm0) / Math.SQRT2;
    this.#noise = Float64Array.from(
      { length: noiseSamples },
      () => normalDeviate(random) * deviation,
    );
  }

  /** The datagram as it comes out; what is no RTP of G.711 is left as it is. */
  pass(datagram: Uint8Array): Uint8Array {
    const audio = readRtpAudio(datagram);
    if (audio === null) return datagram;
    const { payloadType, octets } = audio;
    const samples = payloadType === 8 ? decodeALaw(octets) : decodeMuLaw(octets);
    const noise = this.#noise;
    const noiseFrom = noise === null ? 0 : Math.floor(this.#random() * noise.length);
    for (let at = 0; at < samples.length; at += 1) {
      const added = noise === null ? 0 : (noise[(noiseFrom + at) & (noiseSamples - 1)] ?? 0);
      samples[at] = clipped(Math.round((samples[at] ?? 0) * this.#gain + added));
    }
    const out = datagram.slice();
    const from = octets.byteOffset - datagram.byteOffset;
    out.set(payloadType === 8 ? encodeALaw(samples) : encodeMuLaw(samples), from);
    return out;
  }
}
