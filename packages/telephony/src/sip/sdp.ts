import type { Address } from './address.ts';
import { parsedSdp } from './parsed-sdp.ts';
import {
  chooseCrypto,
  readCryptoAttributes,
  writeCryptoAttribute,
  type CryptoAttribute,
  type SrtpMasters,
} from './sdp-crypto.ts';

/** The codecs of the telephone network: RTP/AVP 8 and 0 (RFC 3551 section 6). */
export type G711 = 'PCMA' | 'PCMU';
/** The codecs we speak: those, and G.722, RTP/AVP 9, whose clock is said to be 8,000 Hz (RFC 3551 section 4.5.2). */
export type AudioCodec = G711 | 'G722';

export type MediaDirection = 'sendrecv' | 'sendonly' | 'recvonly' | 'inactive';

/** What one side of a call says about its audio. */
export interface AudioDescription {
  /** Where to send RTP; null when the stream is refused (port 0) or the address is 0.0.0.0. */
  readonly address: Address | null;
  /** The codecs that we speak too, in order of preference. */
  readonly codecs: readonly AudioCodec[];
  /** The payload type of RFC 4733 telephone-event, null when absent. */
  readonly telephoneEvent: number | null;
  readonly direction: MediaDirection;
  readonly ptimeMs: number | null;
  /** Where RTCP goes: the port after RTP's unless said otherwise (RFC 3605); RTP's own when `rtcpMux` (RFC 5761). */
  readonly rtcp: Address | null;
  readonly rtcpMux: boolean;
  /** The keys by which the stream may be protected; null when it says so (SAVP) and none is of use to us. */
  readonly crypto: readonly CryptoAttribute[] | null;
}

export interface AudioOffer<Codec extends AudioCodec = AudioCodec> {
  readonly local: Address;
  readonly codecs: readonly Codec[];
  /** Payload type to offer for telephone-event (8000 Hz, 0-15); null leaves it out. */
  readonly telephoneEvent: number | null;
  readonly direction?: MediaDirection;
  /** o= session id and version: numbers, the version grows with each change (RFC 3264 section 5). */
  readonly sessionId: number;
  readonly sessionVersion?: number;
  /** How much of the far end's audio is wanted in a packet; 20 ms unless given. */
  readonly ptimeMs?: number;
  /** Whether RTCP may come on RTP's port (RFC 5761). */
  readonly rtcpMux?: boolean;
  /** Our keys; with them the stream is RTP/SAVP, and an unprotected one is neither offered nor accepted. */
  readonly crypto?: readonly CryptoAttribute[];
  /** `RTP/AVP` offers protection by the keys without insisting (RFC 8643). */
  readonly profile?: 'RTP/AVP' | 'RTP/SAVP';
}

/** Static payload types (RFC 3551 table 4). */
export const payloadTypes = { PCMA: 8, PCMU: 0, G722: 9 } as const satisfies Readonly<
  Record<AudioCodec, number>
>;

/** Writes an offer or an answer of one audio stream (RFC 3264, RFC 8866; RFC 4568 with keys). */
export function writeAudioSdp(offer: AudioOffer): string {
  const { local, codecs, telephoneEvent, sessionId } = offer;
  const host = `IN IP${local.host.includes(':') ? 6 : 4} ${local.host}`;
  const formats = codecs.map((codec) => ({ payload: payloadTypes[codec], codec }));
  const keys = { payload: telephoneEvent ?? 0, codec: 'telephone-event' };
  const all = telephoneEvent === null ? formats : [...formats, keys];
  const profile = offer.profile ?? (offer.crypto === undefined ? 'RTP/AVP' : 'RTP/SAVP');
  const crypto = (offer.crypto ?? []).map(writeCryptoAttribute);
  const lines = [
    'v=0',
    `o=- ${sessionId} ${offer.sessionVersion ?? 0} ${host}`,
    's=-',
    `c=${host}`,
    't=0 0',
    `m=audio ${local.port} ${profile} ${all.map(({ payload }) => payload).join(' ')}`,
    ...all.map(({ payload, codec }) => `a=rtpmap:${payload} ${codec}/8000`),
    ...(telephoneEvent === null ? [] : [`a=fmtp:${telephoneEvent} 0-15`]),
    ...crypto.map(({ id, suite, config }) => `a=crypto:${id} ${suite} ${config}`),
    `a=ptime:${offer.ptimeMs ?? 20}`,
    `a=${offer.direction ?? 'sendrecv'}`,
    ...(offer.rtcpMux === true ? ['a=rtcp-mux'] : []),
  ];
  return `${lines.join('\r\n')}\r\n`;
}

/** Reads the first audio stream; null when there is none or the text is no SDP. Never throws. */
export function readAudioSdp(text: string): AudioDescription | null {
  const session = parsedSdp(text);
  const media = session?.media.find(({ type }) => type === 'audio');
  if (session === null || media === undefined) return null;
  const numbers = String(media.payloads ?? '')
    .split(' ')
    .filter((word) => /^\d{1,3}$/.test(word))
    .map(Number);
  const named = (payload: number): string | null => {
    // The library makes a number of a name that looks like one, and leaves out what is not there.
    const codec: unknown = media.rtp.find((map) => map.payload === payload)?.codec;
    return typeof codec === 'string' ? codec.toUpperCase() : staticName(payload);
  };
  const codecs = numbers
    .map((payload) => {
      const name = staticName(payload);
      return name !== null && named(payload) === name ? name : null;
    })
    .filter((codec) => codec !== null);
  const host = media.connection?.ip ?? session.connection?.ip ?? null;
  const address = open(host, media.port);
  const rtcpMux = media.rtcpMux !== undefined;
  const crypto = readCryptoAttributes(media.crypto ?? []);
  return {
    address,
    codecs,
    rtcp: rtcpMux ? address : open(media.rtcp?.address ?? host, media.rtcp?.port ?? media.port + 1),
    rtcpMux,
    crypto: /SAVP/i.test(media.protocol) && crypto.length === 0 ? null : crypto,
    telephoneEvent: numbers.find((payload) => isKeys(media.rtp, payload)) ?? null,
    direction: directionOf(media.direction) ?? directionOf(session.direction) ?? 'sendrecv',
    ptimeMs: typeof media.ptime === 'number' && Number.isFinite(media.ptime) ? media.ptime : null,
  };
}

/** Whether a payload type is telephone-event on the clock of 8,000 Hz that our codecs have. */
function isKeys(
  maps: readonly { readonly payload: number; readonly codec: string; readonly rate?: number }[],
  payload: number,
): boolean {
  const map = maps.find((one) => one.payload === payload);
  if (map === undefined) return false;
  // A name of digits comes out of the parser as a number.
  return String(map.codec).toUpperCase() === 'TELEPHONE-EVENT' && (map.rate ?? 8000) === 8000;
}

function staticName(payload: number): AudioCodec | null {
  if (payload === 8) return 'PCMA';
  if (payload === 0) return 'PCMU';
  return payload === 9 ? 'G722' : null;
}

/** An address that can be sent to, or null. */
function open(host: string | null, port: number): Address | null {
  const isPort = Number.isInteger(port) && port > 0 && port < 65536;
  return isPort && host !== null && isUnicast(host) ? { host, port } : null;
}

function isUnicast(host: string): boolean {
  if (host === '0.0.0.0' || host === '::') return false;
  return /^(?:\d{1,3}\.){3}\d{1,3}$/.test(host) || /^[0-9a-f]*:[0-9a-f:.]+$/i.test(host);
}

function directionOf(text: string | undefined): MediaDirection | null {
  return text === 'sendrecv' || text === 'sendonly' || text === 'recvonly' || text === 'inactive'
    ? text
    : null;
}

/** Our direction in answer to theirs (RFC 3264 section 6.1). */
const turned: Readonly<Record<MediaDirection, MediaDirection>> = {
  sendrecv: 'sendrecv',
  sendonly: 'recvonly',
  recvonly: 'sendonly',
  inactive: 'inactive',
};

/** What both sides of a stream have agreed on. */
export interface AudioAgreement<Codec extends AudioCodec = AudioCodec> {
  readonly sdp: string;
  readonly codec: Codec;
  readonly remote: AudioDescription;
  /** The keys of a protected stream, null for a plain one. */
  readonly srtp: SrtpMasters | null;
}

/**
 * What an answerer makes of an offer: the description to send back and the codec both speak; null: none (488). A
 * stream that is offered unprotected stays so only where we have no keys or `own.profile` is RTP/AVP.
 */
export function answerAudio<Codec extends AudioCodec>(
  offerSdp: string,
  own: AudioOffer<Codec>,
): AudioAgreement<Codec> | null {
  const remote = readAudioSdp(offerSdp);
  const codec = own.codecs.find((known) => known === firstCommon(remote?.codecs ?? [], own.codecs));
  if (remote === null || codec === undefined) return null;
  const chosen = chooseCrypto(remote.crypto ?? [], own.crypto ?? []);
  const mustProtect = own.crypto !== undefined && own.profile !== 'RTP/AVP';
  const isSavp = streamProtocol(offerSdp).includes('SAVP');
  if (chosen === null && (mustProtect || isSavp)) return null;
  const { crypto: _keys, profile: _profile, rtcpMux = false, ...kept } = own;
  const sdp = writeAudioSdp({
    ...kept,
    codecs: [codec],
    telephoneEvent: own.telephoneEvent === null ? null : remote.telephoneEvent,
    direction: turned[remote.direction],
    rtcpMux: rtcpMux && remote.rtcpMux,
    profile: isSavp ? 'RTP/SAVP' : 'RTP/AVP',
    ...(chosen === null ? {} : { crypto: [chosen.answer] }),
  });
  return {
    sdp: withRefusedStreams(offerSdp, sdp),
    codec,
    remote,
    srtp: chosen?.masters ?? null,
  };
}

function firstCommon(
  offered: readonly AudioCodec[],
  own: readonly AudioCodec[],
): AudioCodec | null {
  return offered.find((codec) => own.includes(codec)) ?? null;
}

/** The transport of the first audio stream, e.g. RTP/SAVP; empty when there is none. */
function streamProtocol(sdp: string): string {
  const media = parsedSdp(sdp)?.media.find(({ type }) => type === 'audio');
  return String(media?.protocol ?? '').toUpperCase();
}

/** An answer has as many streams as the offer, in its order; those we do not speak get port 0 (RFC 3264 section 6). */
function withRefusedStreams(offerSdp: string, answerSdp: string): string {
  const offered = parsedSdp(offerSdp)?.media ?? [];
  const own = answerSdp.slice(answerSdp.indexOf('m='));
  const head = answerSdp.slice(0, answerSdp.indexOf('m='));
  const chosen = offered.findIndex(({ type }) => type === 'audio');
  if (offered.length < 2 || chosen < 0) return answerSdp;
  const streams = offered.map((media, index) =>
    index === chosen ? own : `m=${media.type} 0 ${media.protocol} ${media.payloads ?? '0'}\r\n`,
  );
  return head + streams.join('');
}
