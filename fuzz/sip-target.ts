import {
  answerAudio,
  parseMessage,
  SipEndpoint,
  writeAudioSdp,
  type CallEvent,
  type SipEffect,
} from '@everyline/telephony';
import { seededRandom } from '../packages/testkit/src/seeded-random.ts';

const encoder = new TextEncoder();
const here = { host: '127.0.0.1', port: 5060 };
const there = { host: '127.0.0.2', port: 5060 };
/** Bytes that no UTF-8 text holds, between the datagrams of one input. */
const boundary = 0xff;
const sdp = writeAudioSdp({
  local: { host: here.host, port: 40_000 },
  codecs: ['PCMA', 'PCMU'],
  telephoneEvent: 101,
  sessionId: 1,
});

function datagrams(bytes: Uint8Array): Uint8Array[] {
  const found: Uint8Array[] = [];
  let from = 0;
  for (let at = bytes.indexOf(boundary); at >= 0; at = bytes.indexOf(boundary, from)) {
    found.push(bytes.subarray(from, at));
    from = at + 1;
  }
  found.push(bytes.subarray(from));
  return found.slice(0, 20);
}

/** An endpoint that has called and takes calls; the same at every input. */
class Table {
  readonly endpoint = new SipEndpoint({ local: here, random: seededRandom(1) });
  readonly sent: string[] = [];
  readonly callIds = new Set<string>();
  nowMs = 0;

  constructor() {
    const { callId, effects } = this.endpoint.invite(
      {
        requestUri: 'sip:02861881111@127.0.0.2',
        from: { uri: 'sip:100@127.0.0.1' },
        sendTo: there,
        sdp,
        credentials: { username: 'everyline', password: 'geheim' },
      },
      0,
    );
    this.callIds.add(callId);
    this.perform(effects);
  }

  perform(effects: readonly SipEffect[]): void {
    for (const effect of effects) {
      if (effect.kind === 'call') this.heard(effect.event);
      else if (this.sent.length < 100) this.sent.push(new TextDecoder().decode(effect.bytes));
    }
  }

  private heard(event: CallEvent): void {
    this.callIds.add(event.callId);
    if (event.kind !== 'incoming') return;
    const { endpoint, nowMs } = this;
    this.perform(endpoint.ring(event.callId, nowMs, { status: 183, sdp }));
    const local = { host: here.host, port: 40_002 };
    const answer = answerAudio(event.sdp ?? '', {
      codecs: ['PCMA', 'PCMU'],
      telephoneEvent: 101,
      sessionId: 1,
      local,
    });
    this.perform(endpoint.answer(event.callId, answer?.sdp ?? sdp, nowMs));
  }

  receive(bytes: Uint8Array): void {
    this.nowMs += 100;
    this.perform(this.endpoint.receive(bytes, there, this.nowMs));
  }

  /** Ends all and lets every timer run; nothing may be left. */
  end(): void {
    for (const callId of this.callIds) {
      this.perform(this.endpoint.hangUp(callId, this.nowMs));
    }
    for (let wakes = 0; ; wakes += 1) {
      const nextMs = this.endpoint.nextWakeMs();
      if (nextMs === null) break;
      if (wakes > 2000) throw new Error('the timers never come to an end');
      this.nowMs = Math.max(this.nowMs, nextMs);
      this.perform(this.endpoint.wake(this.nowMs));
    }
    const { calls, dialogs, transactions, timers } = this.endpoint.counts();
    if (calls + dialogs + transactions + timers > 0) {
      throw new Error(`left behind: ${JSON.stringify(this.endpoint.counts())}`);
    }
  }
}

/** Whole dialogues with an endpoint: datagrams in a row, then the end, after which nothing may be left. */
export function talkToEndpoint(bytes: Uint8Array): void {
  const table = new Table();
  for (const datagram of datagrams(bytes)) table.receive(datagram);
  table.end();
}

/** Reads one message; what is read must be of one piece with what it is called. */
export function readMessage(bytes: Uint8Array): void {
  const parsed = parseMessage(bytes);
  if (parsed.kind === 'response' && !(parsed.message.status >= 100 && parsed.message.status <= 699))
    throw new Error(`a response of status ${parsed.message.status}`);
  if (parsed.kind === 'request' && parsed.message.cseq.method !== parsed.message.method)
    throw new Error('a request whose CSeq names another method');
}

function lines(text: readonly string[], body = ''): Uint8Array {
  const length = encoder.encode(body).length;
  return encoder.encode(`${[...text, `Content-Length: ${length}`].join('\r\n')}\r\n\r\n${body}`);
}

const dialogueOf = [
  'Via: SIP/2.0/UDP 127.0.0.2:5060;branch=z9hG4bKfuzz1;rport',
  'From: "市民" <sip:200@127.0.0.2>;tag=far',
  'To: <sip:100@127.0.0.1>',
  'Call-ID: fuzz-1@127.0.0.2',
  'Contact: <sip:200@127.0.0.2:5060>',
  'Max-Forwards: 70',
];
const invite = lines(
  [
    'INVITE sip:100@127.0.0.1 SIP/2.0',
    ...dialogueOf,
    'CSeq: 1 INVITE',
    'Supported: 100rel, timer, replaces',
    'Session-Expires: 1800;refresher=uac',
    'Min-SE: 90',
    'Content-Type: application/sdp',
  ],
  sdp,
);

/** What a far end could answer to the call that the table has placed. */
function answers(): Uint8Array[] {
  const [sent = ''] = new Table().sent;
  const copied = sent.split('\r\n').filter((line) => /^(Via|From|Call-ID|CSeq):/i.test(line));
  const to = 'To: <sip:02861881111@127.0.0.2>;tag=far';
  const contact = 'Contact: <sip:02861881111@127.0.0.2:5060>';
  const of = (status: string, more: readonly string[], body = ''): Uint8Array =>
    lines([`SIP/2.0 ${status}`, ...copied, to, ...more], body);
  const described = ['Content-Type: application/sdp', contact];
  return [
    of('100 Trying', []),
    of('180 Ringing', [contact]),
    of('183 Session Progress', [...described, 'Require: 100rel', 'RSeq: 7'], sdp),
    of('200 OK', [...described, 'Session-Expires: 90;refresher=uas'], sdp),
    of('401 Unauthorized', [
      'WWW-Authenticate: Digest realm="a", nonce="n", qop="auth,auth-int", algorithm=SHA-256',
    ]),
    of('422 Session Interval Too Small', ['Min-SE: 3600']),
    of('486 Busy Here', ['Reason: Q.850;cause=17;text="busy"', 'Retry-After: 5']),
    of('302 Moved', ['Contact: <sip:1@127.0.0.3>;q=0.5, <tel:+861>']),
    of('503 Unavailable', ['Retry-After: 10']),
  ];
}

function joined(pieces: readonly Uint8Array[]): Uint8Array {
  const parts = pieces.flatMap((piece, index) => (index === 0 ? [...piece] : [boundary, ...piece]));
  return Uint8Array.from(parts);
}

const bye = lines(['BYE sip:100@127.0.0.1 SIP/2.0', ...dialogueOf, 'CSeq: 9 BYE']);
const cancel = lines(['CANCEL sip:100@127.0.0.1 SIP/2.0', ...dialogueOf, 'CSeq: 1 CANCEL']);
const refer = lines([
  'REFER sip:100@127.0.0.1 SIP/2.0',
  ...dialogueOf,
  'CSeq: 3 REFER',
  'Refer-To: <sip:300@127.0.0.3?Replaces=a%3Bto-tag%3Db%3Bfrom-tag%3Dc>',
]);
const register = lines([
  'REGISTER sip:127.0.0.1 SIP/2.0',
  ...dialogueOf,
  'CSeq: 4 REGISTER',
  'Expires: 3600',
]);

const answered = answers();
/** Single messages of every sort. */
export const messageSeeds: readonly Uint8Array[] = [
  invite,
  bye,
  cancel,
  refer,
  register,
  ...answered,
];
/** Dialogues: a call taken and ended, one cancelled, one answered, one refused. */
export const dialogueSeeds: readonly Uint8Array[] = [
  joined([invite, bye]),
  joined([invite, invite, cancel]),
  joined([invite, refer, bye]),
  joined([register]),
  joined(answered.slice(0, 4)),
  joined([...answered.slice(1, 4), ...answered.slice(2, 4)]),
  ...answered.map((answer) => joined([answer, answer])),
];

/** Words of the protocol that random bytes would hardly hit. */
export const sipWords: readonly string[] = [
  ...['INVITE', 'ACK', 'BYE', 'CANCEL', 'OPTIONS', 'REGISTER', 'PRACK', 'UPDATE', 'REFER', 'INFO'],
  ...['NOTIFY', 'SUBSCRIBE', 'MESSAGE', 'SIP/2.0', 'sip:', 'sips:', 'tel:', ';tag=', ';branch='],
  ...['z9hG4bK', ';rport', ';received=', ';maddr=', ';lr', '\r\n', '\r\n ', '\r\n\r\n', ': ', '<'],
  ...['Require: 100rel\r\n', 'RSeq: 1\r\n', 'RAck: 1 1 INVITE\r\n', 'Route: <sip:a;lr>\r\n', '>'],
  ...['Record-Route: <sip:b;lr>\r\n', 'Session-Expires: 90\r\n', 'Min-SE: 90\r\n', 'Contact: *'],
  ...['Replaces: a;to-tag=b;from-tag=c\r\n', 'Refer-To: <sip:a>\r\n', 'Max-Breadth: 1\r\n', '"'],
  ...['Content-Type: application/sdp\r\n', 'Content-Length: 0\r\n', 'Expires: 0\r\n', '\\"', '%00'],
  ...['Diversion: <sip:a>;reason=x\r\n', 'History-Info: <sip:a>;index=1\r\n', 'Privacy: id\r\n'],
  ...['Authorization: Digest username="a"\r\n', 'P-Asserted-Identity: <tel:1>\r\n', '\u00ff', '电'],
];
