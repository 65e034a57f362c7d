/**
 * The far end of `bench media`, a process of its own: it rings every call with early media, or streams to bare ports,
 * and keeps one socket for all streams, so that its own cost stays small. Each packet says in a header extension when
 * it left, in ms of the machine's monotonic clock.
 */
import { createSocket } from 'node:dgram';

import { encodeALaw, readAudioSdp, synthesizeCadence, writeAudioSdp } from '@everyline/telephony';
import { UdpEndpoint } from '@everyline/telephony/node';

import type { FarEndAnswer, FarEndRequest } from './media-far-end.ts';

const FRAME = 160;
/** Sends are spread over a packet's time in so many turns. */
const TURNS = 10;
const TURN_MS = 20 / TURNS;
const HEAD = 24;

interface Stream {
  readonly port: number;
  readonly packet: Buffer;
  readonly sound: Uint8Array;
  sequence: number;
  /** Packets' times that passed while it rested: its clock goes on, as in a pause of speech (RFC 3551 section 4.1). */
  rested: number;
}

/** The kernel's monotonic clock, the same in both processes. */
const monotonicFromMs = Number(process.hrtime.bigint()) / 1e6 - performance.now();
const monotonicMs = (): number => monotonicFromMs + performance.now();
const tell = (answer: FarEndAnswer): void => void process.send?.(answer);

/** What lines play while they ring: ringback, a tune of changing chords, and a voice-like buzz with pauses. */
const sounds: readonly Uint8Array[] = [
  synthesizeCadence(
    [{ durationMs: 1000, frequenciesHz: [450], levelDbm0: -12 }, { durationMs: 4000 }],
    20_000,
  ),
  synthesizeCadence(
    [262, 330, 392, 349, 294, 440, 392, 330].map((hz) => ({
      durationMs: 350,
      frequenciesHz: [hz, 1.5 * hz, 2 * hz],
      levelDbm0: -18,
    })),
    22_400,
  ),
  synthesizeCadence(
    Array.from({ length: 23 }, (_, n) => ({
      durationMs: n % 8 === 7 ? 400 : 130 + 17 * (n % 5),
      frequenciesHz:
        n % 8 === 7 ? [] : [130 + 9 * (n % 4), 520 + 61 * (n % 3), 1700 - 83 * (n % 6)],
      levelDbm0: -20,
    })),
    20_000,
  ),
].map((samples) => encodeALaw(samples.subarray(0, samples.length - (samples.length % FRAME))));

const turns: Stream[][] = Array.from({ length: TURNS }, () => []);
const streams = new Map<string, Stream>();
let sent = 0;
let received = 0;
let isPaused = false;
let latestMs = 0;

const media = createSocket({
  type: 'udp4',
  recvBufferSize: 16 * 1024 * 1024,
  sendBufferSize: 4 * 1024 * 1024,
  lookup: (host, _options, done) => {
    done(null, host, 4);
  },
});
media.on('message', () => {
  received += 1;
});
await new Promise<void>((bound) => media.bind(0, '127.0.0.1', bound));

function add(key: string, port: number): void {
  const packet = Buffer.alloc(HEAD + FRAME);
  packet[0] = 0x90;
  packet[1] = 8;
  const n = streams.size;
  packet.writeUInt32BE(0x10000 + n, 8);
  // A header extension of two words (RFC 3550 section 5.3.1).
  packet.writeUInt16BE(0xeeee, 12);
  packet.writeUInt16BE(2, 14);
  const stream = {
    port,
    packet,
    sound: sounds[n % sounds.length] ?? new Uint8Array(FRAME),
    sequence: 0,
    rested: 0,
  };
  streams.set(key, stream);
  turns[n % TURNS]?.push(stream);
}

function send(stream: Stream): void {
  const { packet, sound, sequence } = stream;
  packet.writeUInt16BE(sequence & 0xffff, 2);
  packet.writeUInt32BE(((sequence + stream.rested) * FRAME) >>> 0, 4);
  packet.writeDoubleBE(monotonicMs(), 16);
  const at = (sequence * FRAME) % sound.length;
  packet.set(sound.subarray(at, at + FRAME), HEAD);
  stream.sequence = sequence + 1;
  sent += 1;
  media.send(packet, stream.port, '127.0.0.1');
}

let turn = 0;
let dueMs = monotonicMs();
function goOn(): void {
  const nowMs = monotonicMs();
  latestMs = Math.max(latestMs, nowMs - dueMs);
  while (dueMs <= nowMs) {
    for (const stream of turns[turn] ?? []) {
      if (isPaused) stream.rested += 1;
      else send(stream);
    }
    turn = (turn + 1) % TURNS;
    dueMs += TURN_MS;
  }
  setTimeout(goOn, Math.max(0, dueMs - monotonicMs()));
}
goOn();

const sip = await UdpEndpoint.open({
  local: { host: '127.0.0.1', port: 0 },
  clock: { nowMs: monotonicMs },
  random: Math.random,
  onEvent: (event) => {
    if (event.kind === 'ended' || event.kind === 'failed') {
      const stream = streams.get(event.callId);
      streams.delete(event.callId);
      for (const one of turns)
        if (stream !== undefined && one.includes(stream)) one.splice(one.indexOf(stream), 1);
    }
    if (event.kind !== 'incoming') return;
    const to = event.sdp === null ? null : readAudioSdp(event.sdp)?.address;
    if (to === null || to === undefined) return;
    const sdp = writeAudioSdp({
      local: { host: '127.0.0.1', port: media.address().port },
      codecs: ['PCMA'],
      telephoneEvent: 101,
      sessionId: streams.size + 1,
    });
    setImmediate(() => {
      sip.run((endpoint, nowMs) => endpoint.ring(event.callId, nowMs, { status: 183, sdp }));
      add(event.callId, to.port);
    });
  },
});

process.on('message', (request: FarEndRequest) => {
  if (request.kind === 'stream') for (const port of request.ports) add(`port ${port}`, port);
  else if (request.kind === 'pause') {
    isPaused = true;
    tell({ kind: 'figures', sent, received, latestMs });
    latestMs = 0;
  } else if (request.kind === 'resume') isPaused = false;
  else if (request.kind === 'forget') {
    streams.clear();
    for (const one of turns) one.length = 0;
  }
});
process.on('disconnect', () => process.exit(0));
tell({ kind: 'ready', sipPort: sip.local.port, mediaPort: media.address().port });
