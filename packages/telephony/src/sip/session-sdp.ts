import * as sdpTransform from 'sdp-transform';
import { parsedSdp, type ParsedSdp } from './parsed-sdp.ts';
import { qosAnswer } from './preconditions.ts';
import { readAudioSdp, type MediaDirection } from './sdp.ts';
import { chooseCrypto, writeCryptoAttribute } from './sdp-crypto.ts';

type Media = ParsedSdp['media'][number];

/** What one side wants of its stream: whether it sends, and whether it listens. */
export interface StreamWish {
  readonly sends: boolean;
  readonly listens: boolean;
}

/** A direction as its two halves, seen from the side that wrote it (RFC 3264 section 5.1). */
export function wishOf(direction: MediaDirection): StreamWish {
  return {
    sends: direction === 'sendrecv' || direction === 'sendonly',
    listens: direction === 'sendrecv' || direction === 'recvonly',
  };
}

export function directionOf({ sends, listens }: StreamWish): MediaDirection {
  if (sends) return listens ? 'sendrecv' : 'sendonly';
  return listens ? 'recvonly' : 'inactive';
}

function audioOf(session: ParsedSdp): Media | undefined {
  return session.media.find(({ type }) => type === 'audio');
}

/** Whether a text is a session description at all (RFC 8866 section 5): what is none is answered with 400. */
export function isSessionDescription(text: string): boolean {
  const session = parsedSdp(text);
  return session !== null && /^o=\S/m.test(text) && session.media.length > 0;
}

/** The name of the first codec of the audio stream, null when there is none. */
export function codecOf(text: string | null): string | null {
  const media = text === null ? undefined : audioOf(parsedSdp(text) ?? ({ media: [] } as never));
  return media === undefined ? null : (formatsOf(media)[0]?.name ?? null);
}

interface Format {
  readonly payload: number;
  /** In upper case, e.g. `PCMA`. */
  readonly name: string;
  readonly rate: number;
}

/** Static payload types that may stand without a name (RFC 3551 table 4). */
const staticNames: ReadonlyMap<number, string> = new Map([
  [0, 'PCMU'],
  [8, 'PCMA'],
  [9, 'G722'],
]);

function formatsOf(media: Media): Format[] {
  return String(media.payloads ?? '')
    .split(' ')
    .filter((word) => /^\d{1,3}$/.test(word))
    .map((word): Format | null => {
      const payload = Number(word);
      const map = media.rtp.find((one) => one.payload === payload);
      // A name of digits comes out of the parser as a number.
      const name = map === undefined ? staticNames.get(payload) : String(map.codec).toUpperCase();
      return name === undefined ? null : { payload, name, rate: map?.rate ?? 8000 };
    })
    .filter((format) => format !== null);
}

const keyEvents = 'TELEPHONE-EVENT';

/** Our description written anew for an offer of ours: another direction, a higher version (RFC 3264 section 8). */
export function redescribed(own: string, direction: MediaDirection, version: number): string {
  const session = parsedSdp(own);
  const media = session === null ? undefined : audioOf(session);
  if (session === null || media === undefined) return own;
  return sdpTransform.write({
    ...session,
    origin: { ...session.origin, sessionVersion: version },
    // The writer fills in what a stream leaves out, which must not reach what others read.
    media: session.media.map((one) => (one === media ? { ...one, direction } : { ...one })),
  });
}

/** Whether two descriptions differ in nothing but their version. */
export function sameButVersion(a: string, b: string): boolean {
  const bare = (text: string): string => text.replace(/^(o=\S+ \S+) \S+/m, '$1');
  return bare(a) === bare(b);
}

/** The version in the o= line, 0 when there is none. */
export function versionOf(text: string): number {
  return Number(/^o=\S+ \S+ (\d{1,15})\s/m.exec(text)?.[1] ?? 0);
}

/**
 * The answer to an offer from what our own description names: its address, its codecs in the order of the offer,
 * every other stream refused (RFC 3264 section 6). Null when no audio codec is common to both.
 */
export function answerTo(
  offerText: string,
  own: string,
  wish: StreamWish,
  version: number,
): string | null {
  const offer = parsedSdp(offerText);
  const session = parsedSdp(own);
  const remote = readAudioSdp(offerText);
  const mine = session === null ? undefined : audioOf(session);
  if (offer === null || session === null || remote === null || mine === undefined) return null;
  const keys = chooseCrypto(remote.crypto ?? [], readAudioSdp(own)?.crypto ?? []);
  const chosen = offer.media.findIndex(
    ({ type, port, protocol }) =>
      type === 'audio' &&
      port > 0 &&
      (protocol === mine.protocol || (keys !== null && isProtectable(protocol))),
  );
  const theirs = offer.media[chosen];
  if (theirs === undefined || (keys === null && theirs.protocol.includes('SAVP'))) return null;
  const ours = formatsOf(mine);
  const common = formatsOf(theirs).filter(({ name, rate }) =>
    ours.some((format) => format.name === name && format.rate === rate),
  );
  const codec = common.find(({ name }) => name !== keyEvents);
  if (codec === undefined) return null;
  const pressed = common.find(({ name, rate }) => name === keyEvents && rate === codec.rate);
  const taken = pressed === undefined ? [codec] : [codec, pressed];
  const asked = wishOf(remote.direction);
  const direction = directionOf({
    sends: wish.sends && asked.listens,
    listens: wish.listens && asked.sends,
  });
  const fmtp = mine.fmtp.flatMap(({ payload, config }) => {
    const name = ours.find((format) => format.payload === payload)?.name;
    const format = taken.find((one) => one.name === name);
    return format === undefined ? [] : [{ payload: format.payload, config }];
  });
  const { crypto: _keys, rtcpMux: _mux, ...kept } = mine;
  const answer: Media = {
    ...kept,
    protocol: theirs.protocol,
    payloads: taken.map(({ payload }) => payload).join(' '),
    rtp: taken.map(({ payload, name, rate }) => ({
      payload,
      codec: name === keyEvents ? 'telephone-event' : name,
      rate,
    })),
    fmtp,
    direction,
    ...(keys === null ? {} : { crypto: [writeCryptoAttribute(keys.answer)] }),
    ...(mine.rtcpMux !== undefined && remote.rtcpMux ? { rtcpMux: mine.rtcpMux } : {}),
  };
  const written = sdpTransform.write({
    ...session,
    origin: { ...session.origin, sessionVersion: version },
    media: offer.media.map((media, index) => (index === chosen ? answer : refused(media))),
  });
  return qosAnswer(offerText, written);
}

/** Where keys may stand (RFC 4568 section 6.6, RFC 8643). */
function isProtectable(protocol: string): boolean {
  return protocol === 'RTP/SAVP' || protocol === 'RTP/AVP';
}

/** A stream that is not wanted: port 0 and the formats of the offer (RFC 3264 section 6). */
function refused({ type, protocol, payloads }: Media): Media {
  return { type, port: 0, protocol, payloads: payloads ?? '0', rtp: [], fmtp: [] };
}
