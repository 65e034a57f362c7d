import { buildBye, buildReport, buildVoipMetrics, parseRtcp } from './rtcp.ts';
import type { ReportBlock, SenderInfo, VoipMetrics } from './rtcp.ts';

/** The least mean interval of reports (RFC 3550 section 6.2), and the factor of its reconsideration (6.3.1). */
const INTERVAL_MS = 5000;
const COMPENSATION = Math.E - 1.5;

/** What the far end has told in its reports. */
export interface ToldByFarEnd {
  /** How many reports of the source that we hear came, and how many of all spoke of what we sent. */
  readonly reports: number;
  readonly reportsOnUs: number;
  /** Its last report on what we sent: lost in the last interval, 0 to 1; null when none came. */
  readonly fractionLost: number | null;
  /** Its jitter, and what it has lost of ours in all. */
  readonly jitterMs: number | null;
  readonly lost: number | null;
  /** The time to the far end and back without its own delay (section 6.4.1); the least that was measured lately. */
  readonly roundTripMs: number | null;
  readonly cname: string | null;
  /** Why it left, when it has. */
  readonly bye: { readonly reason: string | null; readonly atMs: number } | null;
  readonly metrics: VoipMetrics | null;
}

const NOTHING: ToldByFarEnd = {
  reports: 0,
  reportsOnUs: 0,
  fractionLost: null,
  jitterMs: null,
  lost: null,
  roundTripMs: null,
  cname: null,
  bye: null,
  metrics: null,
};

/** The middle 32 bits of an NTP time, in 65,536ths of a second. */
function middleOf({ ntpSeconds, ntpFraction }: SenderInfo): number {
  return (((ntpSeconds & 0xffff) << 16) | (ntpFraction >>> 16)) >>> 0;
}

/** RTCP of one session (RFC 3550 section 6, RFC 3611): reads reports, and writes them when they are due. */
export class RtcpSide {
  told: ToldByFarEnd = NOTHING;
  /** The last sender report of the source that we hear: its time, and when it came. */
  lastSenderReport = { middle: 0, atMs: 0 };
  readonly #random: () => number;
  #dueMs: number | null = null;

  constructor(random: () => number) {
    this.#random = random;
  }

  /** When the next report is due: the first after about 2.5 s, the others after 5 s in the mean. */
  dueMs(nowMs: number): number {
    this.#dueMs ??= nowMs + this.#interval() / 2;
    return this.#dueMs;
  }

  /** One datagram; false when it is no RTCP. */
  receive(
    bytes: Uint8Array,
    of: { readonly ownSsrc: number; readonly heardSsrc: number | null },
    nowMs: number,
  ): boolean {
    const packets = parseRtcp(bytes);
    if (packets === null) return false;
    for (const packet of packets) {
      switch (packet.kind) {
        case 'report': {
          if (packet.sender !== null && packet.ssrc === of.heardSsrc)
            this.lastSenderReport = { middle: middleOf(packet.sender), atMs: nowMs };
          if (packet.ssrc === of.heardSsrc)
            this.told = { ...this.told, reports: this.told.reports + 1 };
          const block = packet.blocks.find(({ ssrc }) => ssrc === of.ownSsrc >>> 0);
          if (block !== undefined) this.#reported(block, nowMs);
          break;
        }
        case 'name':
          if (packet.ssrc === of.heardSsrc) this.told = { ...this.told, cname: packet.cname };
          break;
        case 'bye':
          if (of.heardSsrc !== null && packet.ssrcs.includes(of.heardSsrc))
            this.told = { ...this.told, bye: { reason: packet.reason, atMs: nowMs } };
          break;
        case 'voip':
          if (packet.metrics.ssrc === of.ownSsrc >>> 0)
            this.told = { ...this.told, metrics: packet.metrics };
          break;
      }
    }
    return true;
  }

  /** A compound packet of SR or RR and SDES, then VoIP metrics and BYE where they are given (section 6.1). */
  compound(
    parts: {
      readonly ssrc: number;
      readonly sender: SenderInfo | null;
      readonly block: ReportBlock | null;
      readonly cname: string;
      readonly metrics?: VoipMetrics | null;
      readonly bye?: string;
    },
    nowMs: number,
  ): Uint8Array {
    this.#dueMs = nowMs + this.#interval();
    const { ssrc, sender, block, metrics, bye } = parts;
    const all = [buildReport(ssrc, sender, block === null ? [] : [block], parts.cname)];
    if (metrics !== undefined && metrics !== null) all.push(buildVoipMetrics(ssrc, metrics));
    if (bye !== undefined) all.push(buildBye(ssrc, bye));
    const bytes = new Uint8Array(all.reduce((sum, one) => sum + one.length, 0));
    let at = 0;
    for (const one of all) {
      bytes.set(one, at);
      at += one.length;
    }
    return bytes;
  }

  #reported(block: ReportBlock, nowMs: number): void {
    const { lastSenderReport, delaySinceLastSenderReport } = block;
    let roundTripMs = this.told.roundTripMs;
    if (lastSenderReport !== 0) {
      const now = Math.floor(nowMs * 65.536) >>> 0;
      const units = (now - lastSenderReport - delaySinceLastSenderReport) | 0;
      // A far end that rounds may make it a little negative; hours are a clock that leapt.
      if (units > -65_536 && units < 60 * 65_536) roundTripMs = Math.max(0, units / 65.536);
    }
    this.told = {
      ...this.told,
      reportsOnUs: this.told.reportsOnUs + 1,
      fractionLost: block.fractionLost / 256,
      jitterMs: block.jitter / 8,
      lost: block.cumulativeLost,
      roundTripMs,
    };
  }

  #interval(): number {
    return (INTERVAL_MS * (0.5 + this.#random())) / COMPENSATION;
  }
}
