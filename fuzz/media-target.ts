import {
  answerAudio,
  buildReport,
  buildRtp,
  parseRtcp,
  parseRtp,
  readAudioSdp,
  RtpSession,
  writeAudioSdp,
} from '@everyline/telephony';
import { seededRandom } from '../packages/testkit/src/seeded-random.ts';

const own = {
  local: { host: '127.0.0.1', port: 40_000 },
  codecs: ['PCMA', 'PCMU'],
  telephoneEvent: 101,
  sessionId: 1,
} as const;
const decoder = new TextDecoder();

/** A session description: what is read can be answered, and the answer can be read. */
export function readDescription(bytes: Uint8Array): void {
  const text = decoder.decode(bytes);
  readAudioSdp(text);
  const answer = answerAudio(text, own);
  if (answer !== null && readAudioSdp(answer.sdp) === null)
    throw new Error('our own answer cannot be read');
}

const encoder = new TextEncoder();
const offer = writeAudioSdp(own);
export const descriptionSeeds: readonly Uint8Array[] = [
  offer,
  offer.replace('sendrecv', 'sendonly').replace('RTP/AVP', 'RTP/SAVP'),
  `${offer}a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:d0RmdmcmVCspeEc3QGZiNWpVLFJhQX1cfHAwJSoj|2^20|1:4\r\n`,
  `${offer}m=video 5000 RTP/AVP 31\r\nm=audio 0 RTP/AVP 9 101\r\na=rtpmap:9 G722/8000\r\n`,
  `${offer}a=rtcp-mux\r\na=ice-ufrag:8hhY\r\na=ice-pwd:asd88fgpdd777uzjYhagZg\r\na=candidate:1 1 UDP 2130706431 127.0.0.1 8998 typ host\r\na=fingerprint:sha-256 AA:BB\r\na=setup:actpass\r\n`,
].map((text) => encoder.encode(text));
export const descriptionWords: readonly string[] = [
  ...['v=0\r\n', 'o=- 1 1 IN IP4 127.0.0.1\r\n', 's=-\r\n', 'c=IN IP4 0.0.0.0\r\n', 't=0 0\r\n'],
  ...['c=IN IP6 ::1\r\n', 'm=audio 4 RTP/AVP 0 8\r\n', 'a=rtpmap:', 'a=fmtp:', 'a=ptime:', '/8000'],
  ...['a=sendonly\r\n', 'a=inactive\r\n', 'telephone-event', 'a=crypto:', 'inline:', 'a=curr:qos '],
  ...[
    'a=des:qos mandatory local sendrecv\r\n',
    'a=maxptime:0\r\n',
    'b=AS:64\r\n',
    '\r\n',
    ' ',
    '=',
  ],
];

/** The datagrams of one input: each led by its length of two octets. */
function datagrams(bytes: Uint8Array): Uint8Array[] {
  const found: Uint8Array[] = [];
  for (let at = 0; at + 2 <= bytes.length && found.length < 200;) {
    const length = ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);
    found.push(bytes.subarray(at + 2, at + 2 + length));
    at += 2 + length;
  }
  return found;
}

/** A stream into a session that is played out: 20 ms pass between datagrams; every frame has its 160 samples. */
export function hearStream(bytes: Uint8Array): void {
  const session = new RtpSession({
    ssrc: 1,
    payloadType: 8,
    random: seededRandom(1),
    keyPayloadType: 101,
  });
  let nowMs = 1000;
  for (const datagram of datagrams(bytes)) {
    session.receive(datagram, nowMs);
    nowMs += 20;
    for (let frames = 0; ; frames += 1) {
      const frame = session.pull(nowMs);
      if (frame === null) break;
      if (frame.length !== 160) throw new Error(`a frame of ${frame.length} samples`);
      if (frames > 5000) throw new Error('play-out never catches up');
    }
    session.takeKeys(nowMs);
  }
  const { packets, lost } = session.stats();
  if (!(packets >= 0 && lost >= 0)) throw new Error('impossible figures');
}

/** One RTCP datagram and one RTP packet. */
export function readPackets(bytes: Uint8Array): void {
  parseRtcp(bytes);
  const packet = parseRtp(bytes);
  if (packet !== null && packet.payload.length > bytes.length)
    throw new Error('a payload longer than its packet');
}

function framed(pieces: readonly Uint8Array[]): Uint8Array {
  return Uint8Array.from(
    pieces.flatMap((piece) => [piece.length >> 8, piece.length & 255, ...piece]),
  );
}

function audio(sequence: number, ssrc = 7, payloadType = 8): Uint8Array {
  return buildRtp({
    payloadType,
    sequence,
    timestamp: sequence * 160,
    ssrc,
    marker: sequence === 0,
    payload: new Uint8Array(payloadType === 8 ? 160 : 4).fill(0x55),
  });
}

const report = buildReport(7, null, [], 'fuzz');
export const streamSeeds: readonly Uint8Array[] = [
  framed([0, 1, 2, 3, 4, 5].map((n) => audio(n))),
  framed([65_533, 65_534, 65_535, 0, 1].map((n) => audio(n))),
  framed([audio(0), audio(1, 7, 101), audio(2, 7, 101), audio(9), audio(1, 8), audio(2, 8)]),
  framed([audio(0), report, audio(3), audio(2), audio(2), audio(1, 7, 13)]),
];
export const packetSeeds: readonly Uint8Array[] = [audio(5), audio(6, 7, 101), report];
