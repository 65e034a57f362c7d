import { ReplayWindow } from './replay-window.ts';
import type { SrtpCrypto } from './srtp-crypto.ts';
import { deriveSrtpKeys, type SrtpSessionKeys } from './srtp-keys.ts';
import type { SrtpMaster, SrtpSuite } from './srtp-suite.ts';

/** Sources that are followed at once in one direction; the one that came first is forgotten for another. */
const MOST_SOURCES = 8;
const ENCRYPTED = 0x80000000;
/** Packets of one master key at most (RFC 3711 section 9.2): 2^48 of RTP, 2^31 of RTCP. */
const MOST_RTCP = 0x80000000;
const MOST_ROLLOVERS = 0x100000000;

/** Why a packet was not taken. */
export type SrtpRefusal = 'malformed' | 'not_authentic' | 'replayed';

/** The octets of an RTP packet up to its payload; 0 when it has none (RFC 3550 section 5.1). */
function headerOctets(packet: Uint8Array, end: number): number {
  const first = packet[0] ?? 0;
  if (end < 12 || first >> 6 !== 2) return 0;
  let length = 12 + 4 * (first & 15);
  if ((first & 0x10) !== 0) {
    if (length + 4 > end) return 0;
    length += 4 + 4 * (((packet[length + 2] ?? 0) << 8) | (packet[length + 3] ?? 0));
  }
  return length <= end ? length : 0;
}

function word(bytes: Uint8Array, at: number): number {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getUint32(at);
}

function bigEndian(value: number): Uint8Array {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, value >>> 0);
  return bytes;
}

/** Compares in a time that depends on nothing but the length. */
function isEqual(a: Uint8Array, b: Uint8Array): boolean {
  let difference = a.length ^ b.length;
  for (let n = 0; n < a.length; n++) difference |= (a[n] ?? 0) ^ (b[n] ?? 0);
  return difference === 0;
}

function concat(...parts: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

/** The first counter block: (salt · 2^16) ⊕ (SSRC · 2^64) ⊕ (index · 2^16) (RFC 3711 section 4.1.1). */
function counterBlock(salt: Uint8Array, ssrc: number, high: number, low: number): Uint8Array {
  const block = new Uint8Array(16);
  block.set(salt);
  const view = new DataView(block.buffer);
  view.setUint32(4, (view.getUint32(4) ^ ssrc) >>> 0);
  view.setUint32(8, (view.getUint32(8) ^ high) >>> 0);
  view.setUint16(12, view.getUint16(12) ^ low);
  return block;
}

/** The IV: salt ⊕ (0, SSRC, ROC or 0, sequence or index) (RFC 7714 sections 8.1 and 9.1). */
function gcmIv(
  salt: Uint8Array,
  ssrc: number,
  high: number,
  middle: number,
  low: number,
): Uint8Array {
  const iv = new Uint8Array(12);
  const view = new DataView(iv.buffer);
  view.setUint32(2, ssrc >>> 0);
  view.setUint16(6, high);
  view.setUint16(8, middle);
  view.setUint16(10, low);
  for (let n = 0; n < 12; n++) iv[n] = (iv[n] ?? 0) ^ (salt[n] ?? 0);
  return iv;
}

/** What both directions know: the keys, and how one packet is turned. */
class Cipher {
  readonly suite: SrtpSuite;
  readonly mki: Uint8Array;
  readonly #crypto: SrtpCrypto;
  readonly #rtp: SrtpSessionKeys;
  readonly #rtcp: SrtpSessionKeys;

  constructor(crypto: SrtpCrypto, master: SrtpMaster) {
    this.suite = master.suite;
    this.mki = master.mki;
    this.#crypto = crypto;
    this.#rtp = deriveSrtpKeys(crypto, master, 'rtp');
    this.#rtcp = deriveSrtpKeys(crypto, master, 'rtcp');
  }

  rtpCounter(data: Uint8Array, ssrc: number, rollovers: number, sequence: number): Uint8Array {
    const block = counterBlock(this.#rtp.salt, ssrc, rollovers, sequence);
    return this.#crypto.aesCounter(this.#rtp.cipher, block, data);
  }

  rtpTag(bytes: Uint8Array, rollovers: number): Uint8Array {
    const tag = this.#crypto.hmacSha1(this.#rtp.auth, [bytes, bigEndian(rollovers)]);
    return tag.subarray(0, this.suite.tagOctets);
  }

  rtpIv(ssrc: number, rollovers: number, sequence: number): Uint8Array {
    return gcmIv(this.#rtp.salt, ssrc, rollovers >>> 16, rollovers & 0xffff, sequence);
  }

  rtcpIv(ssrc: number, index: number): Uint8Array {
    return gcmIv(this.#rtcp.salt, ssrc, 0, index >>> 16, index & 0xffff);
  }

  rtcpCounter(data: Uint8Array, ssrc: number, index: number): Uint8Array {
    const block = counterBlock(this.#rtcp.salt, ssrc, index >>> 16, index & 0xffff);
    return this.#crypto.aesCounter(this.#rtcp.cipher, block, data);
  }

  rtcpTag(bytes: Uint8Array): Uint8Array {
    const tag = this.#crypto.hmacSha1(this.#rtcp.auth, [bytes]);
    return tag.subarray(0, this.suite.rtcpTagOctets);
  }

  seal(of: 'rtp' | 'rtcp', iv: Uint8Array, associated: Uint8Array, plain: Uint8Array): Uint8Array {
    const { cipher } = of === 'rtp' ? this.#rtp : this.#rtcp;
    return this.#crypto.sealGcm(cipher, iv, associated, plain);
  }

  open(
    of: 'rtp' | 'rtcp',
    iv: Uint8Array,
    associated: Uint8Array,
    sealed: Uint8Array,
  ): Uint8Array | null {
    const { cipher } = of === 'rtp' ? this.#rtp : this.#rtcp;
    return this.#crypto.openGcm(cipher, iv, associated, sealed);
  }
}

/** Protects what we send (RFC 3711, RFC 7714). A packet that is no RTP, or a key that is used up, is a fault. */
export class SrtpSender {
  readonly #cipher: Cipher;
  readonly #streams = new Map<number, { rollovers: number; sequence: number }>();
  #rtcpIndex = 0;

  constructor(crypto: SrtpCrypto, master: SrtpMaster) {
    this.#cipher = new Cipher(crypto, master);
  }

  /** One RTP packet, in order of sending: the rollover counter follows the sequence numbers (RFC 3711 section 3.3). */
  protect(packet: Uint8Array): Uint8Array {
    const { suite, mki } = this.#cipher;
    const header = headerOctets(packet, packet.length);
    if (header === 0) throw new RangeError('srtp_not_rtp: only RTP packets can be protected');
    const sequence = ((packet[2] ?? 0) << 8) | (packet[3] ?? 0);
    const ssrc = word(packet, 8);
    const rollovers = this.#rolloversOf(ssrc, sequence);
    const associated = packet.subarray(0, header);
    const plain = packet.subarray(header);
    if (suite.isAead) {
      const iv = this.#cipher.rtpIv(ssrc, rollovers, sequence);
      return concat(associated, this.#cipher.seal('rtp', iv, associated, plain), mki);
    }
    const encrypted = concat(associated, this.#cipher.rtpCounter(plain, ssrc, rollovers, sequence));
    return concat(encrypted, mki, this.#cipher.rtpTag(encrypted, rollovers));
  }

  /** One compound RTCP packet (RFC 3711 section 3.4). */
  protectRtcp(packet: Uint8Array): Uint8Array {
    const { suite, mki } = this.#cipher;
    if (packet.length < 8)
      throw new RangeError('srtp_not_rtcp: only RTCP packets can be protected');
    const index = this.#rtcpIndex;
    if (index >= MOST_RTCP) throw new RangeError('srtp_key_used_up: a new master key is needed');
    this.#rtcpIndex = index + 1;
    const ssrc = word(packet, 4);
    const trailer = bigEndian((index | ENCRYPTED) >>> 0);
    const head = packet.subarray(0, 8);
    const plain = packet.subarray(8);
    if (suite.isAead) {
      const iv = this.#cipher.rtcpIv(ssrc, index);
      const sealed = this.#cipher.seal('rtcp', iv, concat(head, trailer), plain);
      return concat(head, sealed, trailer, mki);
    }
    const encrypted = concat(head, this.#cipher.rtcpCounter(plain, ssrc, index), trailer);
    return concat(encrypted, mki, this.#cipher.rtcpTag(encrypted));
  }

  #rolloversOf(ssrc: number, sequence: number): number {
    const stream = this.#streams.get(ssrc);
    if (stream === undefined) {
      this.#streams.set(ssrc, { rollovers: 0, sequence });
      return 0;
    }
    const ahead = (sequence - stream.sequence) & 0xffff;
    if (ahead >= 0x8000)
      return sequence > stream.sequence ? stream.rollovers - 1 : stream.rollovers;
    if (sequence < stream.sequence) stream.rollovers++;
    stream.sequence = sequence;
    if (stream.rollovers >= MOST_ROLLOVERS) {
      throw new RangeError('srtp_key_used_up: a new master key is needed');
    }
    return stream.rollovers;
  }
}

/** What is known of one source that sends to us. */
interface ReceivedStream {
  rollovers: number;
  highest: number;
  readonly replays: ReplayWindow;
}

/** Opens what we receive; nothing that arrives makes it throw, and only authentic packets change its state. */
export class SrtpReceiver {
  readonly #cipher: Cipher;
  readonly #streams = new Map<number, ReceivedStream>();
  readonly #rtcpReplays = new Map<number, ReplayWindow>();
  readonly refused: Record<SrtpRefusal, number> = { malformed: 0, not_authentic: 0, replayed: 0 };

  constructor(crypto: SrtpCrypto, master: SrtpMaster) {
    this.#cipher = new Cipher(crypto, master);
  }

  /** The RTP packet within; null, and counted in `refused`, when it is not authentic or came before. */
  unprotect(packet: Uint8Array): Uint8Array | null {
    const { suite, mki } = this.#cipher;
    const tagOctets = suite.isAead ? 0 : suite.tagOctets;
    const end = packet.length - tagOctets - mki.length;
    const header = headerOctets(packet, end);
    if (header === 0 || (suite.isAead && end < header + suite.tagOctets))
      return this.#refuse('malformed');
    const sequence = ((packet[2] ?? 0) << 8) | (packet[3] ?? 0);
    const ssrc = word(packet, 8);
    const stream = this.#streams.get(ssrc) ?? {
      rollovers: 0,
      highest: sequence,
      replays: new ReplayWindow(),
    };
    const rollovers = estimatedRollovers(stream, sequence);
    const index = rollovers * 0x10000 + sequence;
    if (rollovers < 0 || !stream.replays.admits(index)) return this.#refuse('replayed');
    const given = packet.subarray(end, end + mki.length);
    if (!isEqual(suite.isAead ? packet.subarray(packet.length - mki.length) : given, mki))
      return this.#refuse('not_authentic');
    const plain = suite.isAead
      ? this.#openRtp(packet, header, end, ssrc, rollovers, sequence)
      : this.#checkRtp(packet, header, end, ssrc, rollovers, sequence);
    if (plain === null) return this.#refuse('not_authentic');
    stream.replays.note(index);
    if (rollovers > stream.rollovers) {
      stream.rollovers = rollovers;
      stream.highest = sequence;
    } else if (rollovers === stream.rollovers) stream.highest = Math.max(stream.highest, sequence);
    keep(this.#streams, ssrc, stream);
    return concat(packet.subarray(0, header), plain);
  }

  /** The compound RTCP packet within; null when it is not authentic or came before. */
  unprotectRtcp(packet: Uint8Array): Uint8Array | null {
    const { suite, mki } = this.#cipher;
    const trailerAt = packet.length - 4 - mki.length - (suite.isAead ? 0 : suite.rtcpTagOctets);
    if (trailerAt < 8 + (suite.isAead ? 16 : 0) || (packet[0] ?? 0) >> 6 !== 2)
      return this.#refuse('malformed');
    const ssrc = word(packet, 4);
    const trailer = word(packet, trailerAt);
    const index = trailer & 0x7fffffff;
    const isEncrypted = trailer >= ENCRYPTED;
    const replays = this.#rtcpReplays.get(ssrc) ?? new ReplayWindow();
    if (!replays.admits(index)) return this.#refuse('replayed');
    const mkiAt = trailerAt + 4;
    if (!isEqual(packet.subarray(mkiAt, mkiAt + mki.length), mki))
      return this.#refuse('not_authentic');
    const head = packet.subarray(0, 8);
    const body = packet.subarray(8, trailerAt);
    let plain: Uint8Array | null;
    if (suite.isAead) {
      const iv = this.#cipher.rtcpIv(ssrc, index);
      const word32 = packet.subarray(trailerAt, mkiAt);
      plain = isEncrypted
        ? this.#cipher.open('rtcp', iv, concat(head, word32), body)
        : this.#openUnencrypted(iv, packet.subarray(0, trailerAt - 16), word32, body);
    } else {
      const tag = this.#cipher.rtcpTag(packet.subarray(0, mkiAt));
      const isAuthentic = isEqual(packet.subarray(mkiAt + mki.length), tag);
      if (!isAuthentic) plain = null;
      else plain = isEncrypted ? this.#cipher.rtcpCounter(body, ssrc, index) : body;
    }
    if (plain === null) return this.#refuse('not_authentic');
    replays.note(index);
    keep(this.#rtcpReplays, ssrc, replays);
    return concat(head, plain);
  }

  /** Tagged but not encrypted RTCP: everything is associated data (RFC 7714 section 9.3). */
  #openUnencrypted(
    iv: Uint8Array,
    clear: Uint8Array,
    trailer: Uint8Array,
    body: Uint8Array,
  ): Uint8Array | null {
    const tag = body.subarray(body.length - 16);
    const opened = this.#cipher.open('rtcp', iv, concat(clear, trailer), tag);
    return opened === null ? null : clear.subarray(8);
  }

  #openRtp(
    packet: Uint8Array,
    header: number,
    end: number,
    ssrc: number,
    rollovers: number,
    sequence: number,
  ): Uint8Array | null {
    const iv = this.#cipher.rtpIv(ssrc, rollovers, sequence);
    return this.#cipher.open('rtp', iv, packet.subarray(0, header), packet.subarray(header, end));
  }

  #checkRtp(
    packet: Uint8Array,
    header: number,
    end: number,
    ssrc: number,
    rollovers: number,
    sequence: number,
  ): Uint8Array | null {
    const tag = this.#cipher.rtpTag(packet.subarray(0, end), rollovers);
    if (!isEqual(packet.subarray(packet.length - tag.length), tag)) return null;
    return this.#cipher.rtpCounter(packet.subarray(header, end), ssrc, rollovers, sequence);
  }

  #refuse(why: SrtpRefusal): null {
    this.refused[why]++;
    return null;
  }
}

/** The rollover counter that a sequence number most likely belongs to (RFC 3711 appendix A). */
function estimatedRollovers({ rollovers, highest }: ReceivedStream, sequence: number): number {
  if (highest < 0x8000) return sequence - highest > 0x8000 ? rollovers - 1 : rollovers;
  return highest - 0x8000 > sequence ? rollovers + 1 : rollovers;
}

function keep<T>(streams: Map<number, T>, ssrc: number, stream: T): void {
  const oldest = streams.keys().next();
  if (!streams.has(ssrc) && streams.size >= MOST_SOURCES && oldest.done !== true)
    streams.delete(oldest.value);
  streams.set(ssrc, stream);
}
