import { EventHeap } from '@everyline/capacity';
import type { RandomSource } from '@everyline/telephony';
import { normalDeviate } from '../seeded-random.ts';
import type { ChannelSettings } from './channel.ts';

/** What the network between two addresses does to datagrams. */
export interface Impairments {
  /** Share of datagrams that are lost, 0–1. */
  readonly lossRate: number;
  /** Deviation of the delay; datagrams overtake each other. */
  readonly jitterMs: number;
  /** Delay of every datagram, one way. */
  readonly delayMs: number;
  /** What happens to the audio that the caller receives; nothing unless given. */
  readonly channel?: ChannelSettings;
}

/** A network in virtual time: what is sent arrives later, out of order, or not at all. */
export class SimulatedNetwork<Datagram> {
  readonly #impairments: Impairments;
  readonly #random: RandomSource;
  readonly #underway = new EventHeap<Datagram>();
  readonly #perfect: boolean;

  constructor(impairments: Impairments, random: RandomSource) {
    this.#impairments = impairments;
    this.#random = random;
    this.#perfect = impairments.lossRate <= 0 && impairments.jitterMs <= 0;
  }

  send(datagram: Datagram, nowMs: number): void {
    const { lossRate, jitterMs, delayMs } = this.#impairments;
    if (this.#perfect) {
      this.#underway.push(nowMs + delayMs, datagram);
      return;
    }
    if (this.#random() < lossRate) return;
    const extraMs = Math.max(0, jitterMs * (1 + normalDeviate(this.#random)));
    this.#underway.push(nowMs + delayMs + extraMs, datagram);
  }

  /** When the next datagram arrives, null when none is under way. */
  nextMs(): number | null {
    return this.#underway.nextMs();
  }

  /** The next datagram that has arrived by now. */
  arrived(nowMs: number): Datagram | undefined {
    const next = this.#underway.nextMs();
    return next !== null && next <= nowMs ? this.#underway.pop() : undefined;
  }
}
