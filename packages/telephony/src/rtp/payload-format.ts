import { decodeALawInto, decodeMuLawInto } from '../audio/g711.ts';
import { G722Decoder } from '../audio/g722.ts';

/** Static payload types (RFC 3551 table 4; comfort noise: RFC 3389). */
export const PCMU = 0;
export const PCMA = 8;
export const G722 = 9;
export const COMFORT_NOISE = 13;

/** A payload type of audio that is decoded: each takes one octet for a sample at 8 kHz. */
export type AudioPayloadType = typeof PCMU | typeof PCMA | typeof G722;

/** Whether a static payload type is audio that `PayloadDecoder` decodes (RFC 3551 table 4). */
export function isAudio(payloadType: number): payloadType is AudioPayloadType {
  return payloadType === PCMA || payloadType === PCMU || payloadType === G722;
}

/** Decodes payloads in order of play-out; of G.722, whose state is kept, the lower band. */
export class PayloadDecoder {
  #g722: G722Decoder | null = null;

  /** Decodes octets `from` to before `to` to mono samples of 8,000 Hz, one each, that begin at `at` of `into`. */
  decode(
    payloadType: AudioPayloadType,
    octets: Uint8Array,
    from: number,
    to: number,
    into: Int16Array,
    at: number,
  ): void {
    if (payloadType === PCMA) decodeALawInto(octets, from, to, into, at);
    else if (payloadType === PCMU) decodeMuLawInto(octets, from, to, into, at);
    else {
      this.#g722 ??= new G722Decoder();
      this.#g722.decodeNarrow(octets.subarray(from, to), into.subarray(at));
    }
  }
}
