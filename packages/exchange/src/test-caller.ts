import {
  decodeALaw,
  decodeMuLaw,
  readAudioSdp,
  SipEndpoint,
  writeAudioSdp,
  type Address,
  type CallEvent,
  type G711,
  type SipEffect,
} from '@everyline/telephony';
import { SoundLibrary } from './audio/sound-library.ts';
import type { Behaviour } from './behaviours/behaviour.ts';
import { TableDialPlan } from './dial-plan.ts';
import type { ExchangeEffect } from './exchange-effect.ts';
import { Exchange } from './exchange.ts';
import { loadVoices } from './node/voice-files.ts';
import { seededRandom } from './seeded-random.ts';

/** A caller for tests, independent of the probe: places one call and keeps everything that comes back. */
export interface RecordedCall {
  readonly events: readonly CallEvent[];
  /** Received samples in order of sequence numbers, and when the first came after the INVITE. */
  readonly samples: Int16Array;
  readonly audioFromMs: number;
  readonly answeredMs: number | null;
  readonly endedMs: number | null;
  readonly effects: readonly ExchangeEffect[];
  readonly exchange: Exchange;
}

/** Wednesday 2025-06-18 10:00 in China. */
export const wednesdayTenMs = Date.UTC(2025, 5, 18, 2, 0);
const voices = loadVoices();
export const testSounds = new SoundLibrary('test', voices);
const callerAt: Address = { host: '127.0.0.1', port: 5080 };
const exchangeAt: Address = { host: '127.0.0.1', port: 5060 };
const callerMedia: Address = { host: '127.0.0.1', port: 40_000 };

export function testExchange(
  lines: Iterable<readonly [string, Behaviour]>,
  seed = 'test',
): Exchange {
  return new Exchange({
    local: exchangeAt,
    mediaPorts: Array.from({ length: 20 }, (_, index) => 30_000 + 2 * index),
    dialPlan: new TableDialPlan(lines, '028'),
    sounds: testSounds,
    seed,
    areaCode: '028',
    random: seededRandom(`${seed}/sip`),
  });
}

export interface CallOptions {
  readonly number?: string;
  readonly seed?: string;
  readonly startMs?: number;
  readonly forMs?: number;
  readonly codecs?: readonly G711[];
  /** Hang up (or cancel) so long after the INVITE. */
  readonly hangUpMs?: number;
  /** Speak a tone to the called side within this time after the answer. */
  readonly speak?: { readonly fromMs: number; readonly toMs: number };
  readonly transform?: (bytes: Uint8Array) => Uint8Array;
}

/** Calls a line of the given behaviour and listens for `forMs` (30 s unless given). */
export function callLine(behaviour: Behaviour | null, options: CallOptions = {}): RecordedCall {
  const number = options.number ?? '61881111';
  const lines: [string, Behaviour][] = behaviour === null ? [] : [[number, behaviour]];
  const exchange = testExchange(lines, options.seed ?? 'test');
  const caller = new SipEndpoint({ local: callerAt, random: seededRandom('caller') });
  const startMs = options.startMs ?? wednesdayTenMs;
  const endMs = startMs + (options.forMs ?? 30_000);
  const events: CallEvent[] = [];
  const packets: { sequence: number; octets: Uint8Array; payloadType: number }[] = [];
  const effects: ExchangeEffect[] = [];
  let audioFromMs = Number.NaN;
  let answeredMs: number | null = null;
  let endedMs: number | null = null;
  let mediaTo: Address | null = null;
  let first = -1;

  const toExchange = (sip: readonly SipEffect[], nowMs: number): void => {
    for (const effect of sip) {
      if (effect.kind === 'send')
        fromExchange(exchange.receiveSip(effect.bytes, callerAt, nowMs), nowMs);
      else {
        const { event } = effect;
        events.push(event);
        if (event.kind === 'answered') {
          answeredMs = nowMs - startMs;
          if (event.sdp !== null) mediaTo = readAudioSdp(event.sdp)?.address ?? null;
        }
        if (event.kind === 'failed' || event.kind === 'ended') endedMs = nowMs - startMs;
      }
    }
  };
  const fromExchange = (list: readonly ExchangeEffect[], nowMs: number): void => {
    for (const effect of list) {
      effects.push(effect);
      if (effect.kind === 'sip') toExchange(caller.receive(effect.bytes, exchangeAt, nowMs), nowMs);
      if (effect.kind === 'rtp') {
        const sequence = ((effect.bytes[2] ?? 0) << 8) | (effect.bytes[3] ?? 0);
        if (first < 0) {
          first = sequence;
          audioFromMs = nowMs - startMs;
        }
        packets.push({
          sequence: (sequence - first) & 0xffff,
          octets: effect.bytes.slice(12),
          payloadType: (effect.bytes[1] ?? 0) & 0x7f,
        });
      }
    }
  };
  const { callId, effects: invite } = caller.invite(
    {
      requestUri: `sip:${number}@127.0.0.1:5060`,
      from: { uri: 'sip:02812345@127.0.0.1' },
      sendTo: exchangeAt,
      sdp: writeAudioSdp({
        local: callerMedia,
        codecs: options.codecs ?? ['PCMA', 'PCMU'],
        telephoneEvent: 101,
        sessionId: 1,
      }),
    },
    startMs,
  );
  toExchange(invite, startMs);
  let hungUp = false;
  for (let nowMs = startMs; nowMs <= endMs; nowMs += 5) {
    fromExchange(exchange.wake(nowMs), nowMs);
    const timer = caller.nextWakeMs();
    if (timer !== null && timer <= nowMs) toExchange(caller.wake(nowMs), nowMs);
    if (!hungUp && options.hangUpMs !== undefined && nowMs - startMs >= options.hangUpMs) {
      hungUp = true;
      toExchange(caller.hangUp(callId, nowMs), nowMs);
    }
    const { speak } = options;
    const to = mediaTo as Address | null;
    if (speak !== undefined && answeredMs !== null && to !== null && nowMs % 20 === 0) {
      const sinceMs = nowMs - startMs - answeredMs;
      if (sinceMs >= speak.fromMs && sinceMs < speak.toMs) {
        const packet = new Uint8Array(172).fill(0x2a);
        packet.set([0x80, 8], 0);
        for (let at = 12; at < 172; at += 2) packet[at] = 0xaa;
        exchange.receiveRtp(to.port, packet, callerMedia, nowMs);
      }
    }
  }
  const samples = new Int16Array(packets.length * 160);
  for (const packet of packets) {
    const decoded =
      packet.payloadType === 8 ? decodeALaw(packet.octets) : decodeMuLaw(packet.octets);
    if (packet.sequence * 160 < samples.length) samples.set(decoded, packet.sequence * 160);
  }
  return { events, samples, audioFromMs, answeredMs, endedMs, effects, exchange };
}
