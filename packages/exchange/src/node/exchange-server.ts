import { createSocket, type Socket } from 'node:dgram';
import type { Address } from '@everyline/telephony';
import { secureRandom } from '@everyline/telephony/node';
import type { SoundLibrary } from '../audio/sound-library.ts';
import type { DialPlan } from '../dial-plan.ts';
import type { ExchangeEffect } from '../exchange-effect.ts';
import { Exchange, isLoopback } from '../exchange.ts';

export interface ExchangeServerOptions {
  /** UDP port for SIP; 0 takes a free one. */
  readonly port: number;
  /** 127.0.0.1 unless given; anything that is not loopback is refused. */
  readonly host?: string;
  readonly dialPlan: DialPlan;
  readonly sounds: SoundLibrary;
  readonly seed: string;
  readonly areaCode: string;
  /** Calls at the same time; 128 unless given. */
  readonly channels?: number;
  /** The time that the simulated city has at the start; the machine's unless given. It then runs as the machine's. */
  readonly startAtMs?: number;
  /** Told of every call that begins and ends. */
  readonly onCall?: (
    effect: Extract<ExchangeEffect, { kind: 'call_started' | 'call_ended' }>,
  ) => void;
}

export interface ExchangeFigures {
  readonly calls: number;
  readonly callsInProgress: number;
  readonly packetsSent: number;
  readonly packetsReceived: number;
}

export interface RunningExchange {
  readonly address: Address;
  figures(): ExchangeFigures;
  close(): Promise<void>;
}

function bound(socket: Socket, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    socket.once('error', reject);
    socket.bind(port, host, () => {
      socket.off('error', reject);
      resolve(socket.address().port);
    });
  });
}

function closed(socket: Socket): Promise<void> {
  return new Promise((resolve) => socket.close(() => resolve()));
}

/** Opens the simulated exchange on loopback sockets, in real time. */
export async function startExchange(options: ExchangeServerOptions): Promise<RunningExchange> {
  const host = options.host ?? '127.0.0.1';
  if (!isLoopback(host))
    throw new RangeError(`the simulated exchange listens on loopback only, not at ${host}`);
  const sip = createSocket({ type: host.includes(':') ? 'udp6' : 'udp4', recvBufferSize: 4 << 20 });
  const sipPort = await bound(sip, options.port, host);
  const media = new Map<number, Socket>();
  for (let channel = 0; channel < (options.channels ?? 128); channel += 1) {
    const socket = createSocket(host.includes(':') ? 'udp6' : 'udp4');
    media.set(await bound(socket, 0, host), socket);
  }
  const offsetMs =
    (options.startAtMs ?? performance.timeOrigin + performance.now()) - performance.now();
  const nowMs = (): number => performance.now() + offsetMs;
  const exchange = new Exchange({
    local: { host, port: sipPort },
    mediaPorts: [...media.keys()],
    dialPlan: options.dialPlan,
    sounds: options.sounds,
    seed: options.seed,
    areaCode: options.areaCode,
    random: secureRandom,
  });
  let timer: NodeJS.Timeout | null = null;
  let timerAtMs = Number.POSITIVE_INFINITY;
  let open = true;
  let calls = 0;
  let packetsSent = 0;
  let packetsReceived = 0;

  const carryOut = (effects: readonly ExchangeEffect[]): void => {
    for (const effect of effects) {
      switch (effect.kind) {
        case 'sip':
          sip.send(effect.bytes, effect.to.port, effect.to.host);
          break;
        case 'rtp':
          packetsSent += 1;
          media.get(effect.port)?.send(effect.bytes, effect.to.port, effect.to.host);
          break;
        case 'call_started':
          calls += 1;
          options.onCall?.(effect);
          break;
        case 'call_ended':
          options.onCall?.(effect);
          break;
        default:
          break;
      }
    }
  };
  const schedule = (): void => {
    const nextMs = exchange.nextWakeMs() ?? Number.POSITIVE_INFINITY;
    if (!open || nextMs >= timerAtMs) return;
    if (timer !== null) clearTimeout(timer);
    timerAtMs = nextMs;
    timer = setTimeout(
      () => {
        timer = null;
        timerAtMs = Number.POSITIVE_INFINITY;
        carryOut(exchange.wake(nowMs()));
        schedule();
      },
      Math.max(0, Math.ceil(nextMs - nowMs())),
    );
  };
  // An ICMP error for a caller that has gone is no fault of ours.
  sip.on('error', () => undefined);
  sip.on('message', (bytes, from) => {
    carryOut(exchange.receiveSip(bytes, { host: from.address, port: from.port }, nowMs()));
    schedule();
  });
  for (const [port, socket] of media) {
    socket.on('error', () => undefined);
    socket.on('message', (bytes, from) => {
      packetsReceived += 1;
      exchange.receiveRtp(port, bytes, { host: from.address, port: from.port }, nowMs());
    });
  }
  return {
    address: { host, port: sipPort },
    figures: () => ({ calls, callsInProgress: exchange.callCount, packetsSent, packetsReceived }),
    close: async () => {
      if (!open) return;
      open = false;
      if (timer !== null) clearTimeout(timer);
      await Promise.all([sip, ...media.values()].map(closed));
    },
  };
}
