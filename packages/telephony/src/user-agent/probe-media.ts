import { AddressLatch } from '../rtp/address-latch.ts';
import { looksLikeRtcp } from '../rtp/packet.ts';
import { RtpSession } from '../rtp/session.ts';
import { SrtpReceiver, SrtpSender } from '../rtp/srtp.ts';
import type { SrtpCrypto } from '../rtp/srtp-crypto.ts';
import { srtpSuites, type SrtpMaster } from '../rtp/srtp-suite.ts';
import type { Address, RandomSource } from '../sip/address.ts';
import {
  payloadTypes,
  type AudioCodec,
  type AudioDescription,
  type AudioOffer,
} from '../sip/sdp.ts';
import { agreedCrypto, newCryptoAttributes, type CryptoAttribute } from '../sip/sdp-crypto.ts';
import { isLoopback } from '../sip/uri.ts';

/** The payload type under which we offer telephone-event (RFC 4733). */
export const keyPayloadType = 101;
/** How we are called in RTCP: what a call is about is nobody's business. */
const CNAME = 'probe';

/** Whether media are protected by SRTP: `offer` without insisting (RFC 8643), `require` as RTP/SAVP (RFC 4568). */
export type Protection = 'none' | 'offer' | 'require';

export interface ProbeMediaOptions {
  readonly codec: AudioCodec;
  readonly random: RandomSource;
  /** The trunk is on this machine, so our audio never leaves it. */
  readonly staysHere: boolean;
  /** With protection; null where media are plain. */
  readonly srtp: { readonly crypto: SrtpCrypto; readonly protection: Protection } | null;
}

/** A datagram and where it goes. */
export interface Packet {
  readonly bytes: Uint8Array;
  readonly to: Address;
}

/** The way of a probe's media: its RTP session, where it goes and comes from, its protection, its reports. */
export class ProbeMedia {
  readonly session: RtpSession;
  readonly #options: ProbeMediaOptions;
  readonly #latch = new AddressLatch();
  readonly #keys: readonly CryptoAttribute[] | null;
  readonly #senders = new Map<string, SrtpSender>();
  #isWanted = false;
  #remote: AudioDescription | null = null;
  #protected: { sender: SrtpSender; receiver: SrtpReceiver; remoteKey: string } | null = null;

  constructor(options: ProbeMediaOptions) {
    this.#options = options;
    const { srtp } = options;
    this.#keys =
      srtp === null || srtp.protection === 'none'
        ? null
        : newCryptoAttributes(srtp.crypto, srtpSuites);
    this.session = new RtpSession({
      ssrc: Math.floor(options.random() * 2 ** 32),
      payloadType: payloadTypes[options.codec],
      random: options.random,
      keyPayloadType,
    });
  }

  /** What the offer says of it. */
  offer(): Pick<AudioOffer, 'rtcpMux' | 'crypto' | 'profile'> {
    if (this.#keys === null) return { rtcpMux: true };
    const isRequired = this.#options.srtp?.protection === 'require';
    return {
      rtcpMux: true,
      crypto: this.#keys,
      profile: isRequired ? 'RTP/SAVP' : 'RTP/AVP',
    };
  }

  /** Follows the far end's description: where our audio goes and how it is protected (RFC 3264 section 6). */
  describe(remote: AudioDescription, nowMs: number): void {
    const { address, direction, crypto } = remote;
    this.#remote = remote;
    this.#isWanted = address !== null && direction !== 'sendonly' && direction !== 'inactive';
    if (address !== null) this.#latch.describe(address, nowMs);
    if (this.#keys !== null) this.#agree(crypto ?? []);
  }

  /** Where our audio goes; null while it goes nowhere. */
  get target(): Address | null {
    const to = this.#isWanted ? this.#latch.target : null;
    if (to === null || (this.#options.staysHere && !isLoopback(to.host))) return null;
    return this.#mustWait() ? null : to;
  }

  /** Takes one datagram; false when it is no RTP of this call. */
  receive(bytes: Uint8Array, from: Address, nowMs: number): boolean {
    if (this.#mustWait() || !this.#latch.admits(from, nowMs)) return false;
    const isRtcp = looksLikeRtcp(bytes);
    const opened = this.#opened(bytes, isRtcp);
    if (opened === null || !this.session.receive(opened, nowMs)) return false;
    if (!isRtcp) this.#latch.heard(from, nowMs);
    return !isRtcp;
  }

  /** A packet of ours on its way; null while there is nowhere to send. */
  send(bytes: Uint8Array): Packet | null {
    const to = this.target;
    if (to === null) return null;
    return { bytes: this.#protected?.sender.protect(bytes) ?? bytes, to };
  }

  /** The report that is due, where the far end takes RTCP on this port (RFC 5761); null otherwise. */
  report(nowMs: number): Packet | null {
    if (this.session.reportDueMs(nowMs) > nowMs) return null;
    return this.#sendRtcp(this.session.report(nowMs, CNAME));
  }

  /** The goodbye at the end of the call; null where none is to be said. */
  bye(nowMs: number): Packet | null {
    if (this.session.stats().packetsSent === 0) return null;
    return this.#sendRtcp(this.session.bye(nowMs, CNAME, 'call over'));
  }

  #sendRtcp(bytes: Uint8Array): Packet | null {
    const to = this.#remote?.rtcpMux === true ? this.target : null;
    if (to === null) return null;
    return { bytes: this.#protected?.sender.protectRtcp(bytes) ?? bytes, to };
  }

  /** Where protection is required, nothing passes without keys. */
  #mustWait(): boolean {
    return this.#options.srtp?.protection === 'require' && this.#protected === null;
  }

  #opened(bytes: Uint8Array, isRtcp: boolean): Uint8Array | null {
    const receiver = this.#protected?.receiver;
    if (receiver === undefined) return bytes;
    return isRtcp ? receiver.unprotectRtcp(bytes) : receiver.unprotect(bytes);
  }

  /** Takes the keys of an answer; those that stay the same keep their counters. */
  #agree(answered: readonly CryptoAttribute[]): void {
    const { srtp } = this.#options;
    const masters = agreedCrypto(this.#keys ?? [], answered);
    if (masters === null || srtp === null) {
      this.#protected = null;
      return;
    }
    const { key, salt } = masters.remote;
    const remoteKey = `${masters.remote.suite.name} ${key.join()} ${salt.join()}`;
    if (remoteKey === this.#protected?.remoteKey) return;
    this.#protected = {
      sender: this.#senderOf(masters.local, srtp.crypto),
      receiver: new SrtpReceiver(srtp.crypto, masters.remote),
      remoteKey,
    };
  }

  /** One sender for each of our keys: its counters must never begin anew under the same key. */
  #senderOf(local: SrtpMaster, crypto: SrtpCrypto): SrtpSender {
    const sender = this.#senders.get(local.suite.name) ?? new SrtpSender(crypto, local);
    this.#senders.set(local.suite.name, sender);
    return sender;
  }
}
