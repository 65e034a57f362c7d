import type { Address } from './address.ts';

/** The codecs we speak: RTP/AVP 8 and 0 (RFC 3551 section 6). */
export type G711 = 'PCMA' | 'PCMU';

export type MediaDirection = 'sendrecv' | 'sendonly' | 'recvonly' | 'inactive';

/** What one side of a call says about its audio. */
export interface AudioDescription {
  /** Where to send RTP; null when the stream is refused (port 0) or the address is 0.0.0.0. */
  readonly address: Address | null;
  /** The G.711 codecs, in order of preference. */
  readonly codecs: readonly G711[];
  /** The payload type of RFC 4733 telephone-event, null when absent. */
  readonly telephoneEvent: number | null;
  readonly direction: MediaDirection;
  readonly ptimeMs: number | null;
}

export interface AudioOffer {
  readonly local: Address;
  readonly codecs: readonly G711[];
  /** Payload type to offer for telephone-event (8000 Hz, 0-15); null leaves it out. */
  readonly telephoneEvent: number | null;
  readonly direction?: MediaDirection;
  /** o= session id and version: numbers, the version grows with each change (RFC 3264 section 5). */
  readonly sessionId: number;
  readonly sessionVersion?: number;
}

/** Writes an offer or an answer of one G.711 audio stream (RFC 3264, RFC 8866). */
export declare function writeAudioSdp(offer: AudioOffer): string;

/** Reads the first audio stream; null when there is none or the text is no SDP. Never throws. */
export declare function readAudioSdp(text: string): AudioDescription | null;

/** What an answerer makes of an offer: the description to send back and the codec both speak; null: none (488). */
export declare function answerAudio(
  offerSdp: string,
  own: AudioOffer,
): { sdp: string; codec: G711; remote: AudioDescription } | null;
