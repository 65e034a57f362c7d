import * as sdpTransform from 'sdp-transform';
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

/** Static payload types (RFC 3551 table 4). */
export const payloadTypes: Readonly<Record<G711, 0 | 8>> = { PCMA: 8, PCMU: 0 };

/** Writes an offer or an answer of one G.711 audio stream (RFC 3264, RFC 8866). */
export function writeAudioSdp(offer: AudioOffer): string {
  const { local, codecs, telephoneEvent, sessionId } = offer;
  const ipVer = local.host.includes(':') ? 6 : 4;
  const rtp: { payload: number; codec: string; rate: number }[] = codecs.map((codec) => ({
    payload: payloadTypes[codec],
    codec,
    rate: 8000,
  }));
  if (telephoneEvent !== null)
    rtp.push({ payload: telephoneEvent, codec: 'telephone-event', rate: 8000 });
  return sdpTransform.write({
    version: 0,
    origin: {
      username: '-',
      sessionId: String(sessionId),
      sessionVersion: offer.sessionVersion ?? 0,
      netType: 'IN',
      ipVer,
      address: local.host,
    },
    name: '-',
    connection: { version: ipVer, ip: local.host },
    timing: { start: 0, stop: 0 },
    media: [
      {
        type: 'audio',
        port: local.port,
        protocol: 'RTP/AVP',
        payloads: rtp.map(({ payload }) => payload).join(' '),
        rtp,
        fmtp: telephoneEvent === null ? [] : [{ payload: telephoneEvent, config: '0-15' }],
        ptime: 20,
        direction: offer.direction ?? 'sendrecv',
      },
    ],
  });
}

type Parsed = ReturnType<typeof sdpTransform.parse>;

function parsed(text: string): Parsed | null {
  if (!/^v=0\r?$/m.test(text)) return null;
  try {
    return sdpTransform.parse(text);
  } catch {
    return null;
  }
}

/** Reads the first audio stream; null when there is none or the text is no SDP. Never throws. */
export function readAudioSdp(text: string): AudioDescription | null {
  const session = parsed(text);
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
    .map((payload): G711 | null => {
      const name = named(payload);
      return payload === 8 && name === 'PCMA'
        ? 'PCMA'
        : payload === 0 && name === 'PCMU'
          ? 'PCMU'
          : null;
    })
    .filter((codec) => codec !== null);
  const host = media.connection?.ip ?? session.connection?.ip ?? null;
  const open =
    Number.isInteger(media.port) && media.port > 0 && media.port < 65536 && isUnicast(host);
  return {
    address: open && host !== null ? { host, port: media.port } : null,
    codecs,
    telephoneEvent: numbers.find((payload) => named(payload) === 'TELEPHONE-EVENT') ?? null,
    direction: directionOf(media.direction) ?? directionOf(session.direction) ?? 'sendrecv',
    ptimeMs: typeof media.ptime === 'number' && Number.isFinite(media.ptime) ? media.ptime : null,
  };
}

function staticName(payload: number): string | null {
  return payload === 8 ? 'PCMA' : payload === 0 ? 'PCMU' : null;
}

function isUnicast(host: string | null): boolean {
  if (host === null || host === '0.0.0.0' || host === '::') return false;
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

/** What an answerer makes of an offer: the description to send back and the codec both speak; null: none (488). */
export function answerAudio(
  offerSdp: string,
  own: AudioOffer,
): { sdp: string; codec: G711; remote: AudioDescription } | null {
  const remote = readAudioSdp(offerSdp);
  const codec = remote?.codecs.find((offered) => own.codecs.includes(offered));
  if (remote === null || codec === undefined) return null;
  const sdp = writeAudioSdp({
    ...own,
    codecs: [codec],
    telephoneEvent: own.telephoneEvent === null ? null : remote.telephoneEvent,
    direction: turned[remote.direction],
  });
  return { sdp: withRefusedStreams(offerSdp, sdp), codec, remote };
}

/** An answer has as many streams as the offer, in its order; those we do not speak get port 0 (RFC 3264 section 6). */
function withRefusedStreams(offerSdp: string, answerSdp: string): string {
  const offered = parsed(offerSdp)?.media ?? [];
  const own = answerSdp.slice(answerSdp.indexOf('m='));
  const head = answerSdp.slice(0, answerSdp.indexOf('m='));
  const chosen = offered.findIndex(({ type }) => type === 'audio');
  if (offered.length < 2 || chosen < 0) return answerSdp;
  const streams = offered.map((media, index) =>
    index === chosen ? own : `m=${media.type} 0 ${media.protocol} ${media.payloads ?? '0'}\r\n`,
  );
  return head + streams.join('');
}

/**
 * The answer to an offer within a session: the same address and codecs as before, the direction turned,
 * the version one higher; null when the offer has no audio codec of the session's.
 */
export function answerInSession(
  offerSdp: string,
  localSdp: string,
): { sdp: string; onHold: boolean } | null {
  const session = parsed(localSdp);
  const before = readAudioSdp(localSdp);
  const remote = readAudioSdp(offerSdp);
  if (session === null || before === null || remote === null) return null;
  const local = before.address ?? {
    host: session.origin.address,
    port: session.media[0]?.port ?? 9,
  };
  const answer = answerAudio(offerSdp, {
    local,
    codecs: before.codecs,
    telephoneEvent: before.telephoneEvent,
    sessionId: Number(session.origin.sessionId),
    sessionVersion: Number(session.origin.sessionVersion) + 1,
  });
  if (answer === null) return null;
  const onHold =
    remote.address === null || remote.direction === 'sendonly' || remote.direction === 'inactive';
  return { sdp: answer.sdp, onHold };
}
