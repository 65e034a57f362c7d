import { RTCPeerConnection, RTCRtpCodecParameters, type RTCDtlsTransport } from 'werift';
import { looksLikeRtcp } from '../rtp/packet.ts';
import { SrtpReceiver, SrtpSender, type SrtpRefusal } from '../rtp/srtp.ts';
import { srtpSuite, type SrtpSuiteName } from '../rtp/srtp-suite.ts';
import { payloadTypes, type AudioCodec } from '../sip/sdp.ts';
import { srtpCrypto } from './srtp-crypto.ts';
import type { PhoneClock } from './wake-timer.ts';

/** How a WebRTC peer is spoken with. */
export interface WebRtcMediaOptions {
  readonly clock: PhoneClock;
  /** Told of each RTP and RTCP packet, opened and authentic; the bytes are the receiver's to keep. */
  readonly onPacket: (bytes: Uint8Array, nowMs: number) => void;
  /** Told when packets can flow, and when they cannot any more. */
  readonly onState?: (state: 'open' | 'closed' | 'failed') => void;
  /** In order of preference; A-law and µ-law unless given: every WebRTC peer speaks both (RFC 7874 section 3). */
  readonly codecs?: readonly AudioCodec[];
  /** Our addresses that the peer may try beside the interfaces'; loopback where both are on this machine. */
  readonly hostAddresses?: readonly string[];
  readonly stunServers?: readonly string[];
}

/** The payload type of telephone-event that we offer and, where the peer says another, take over from its offer. */
export const webRtcKeyPayloadType = 101;

/** The profiles of DTLS-SRTP by their numbers (RFC 5764 section 4.1.2, RFC 7714 section 14.2). */
const profiles: Readonly<Record<number, SrtpSuiteName>> = {
  1: 'AES_CM_128_HMAC_SHA1_80',
  2: 'AES_CM_128_HMAC_SHA1_32',
  7: 'AEAD_AES_128_GCM',
};

/**
 * The media of one WebRTC peer: ICE (RFC 8445) and the DTLS handshake (RFC 5763, 5764) by werift, SRTP by our own, so
 * that replay protection, statistics and RTCP are those of every other call. Packets go in and out as over a plain socket.
 */
export class WebRtcMedia {
  readonly #options: WebRtcMediaOptions;
  readonly #peer: RTCPeerConnection;
  #transport: RTCDtlsTransport | null = null;
  #sender: SrtpSender | null = null;
  #receiver: SrtpReceiver | null = null;
  #isClosed = false;

  constructor(options: WebRtcMediaOptions) {
    this.#options = options;
    const named = (options.codecs ?? ['PCMA', 'PCMU']).map(
      (codec) =>
        new RTCRtpCodecParameters({
          mimeType: `audio/${codec}`,
          clockRate: 8000,
          channels: 1,
          payloadType: payloadTypes[codec],
        }),
    );
    const keys = new RTCRtpCodecParameters({
      mimeType: 'audio/telephone-event',
      clockRate: 8000,
      channels: 1,
      payloadType: webRtcKeyPayloadType,
    });
    this.#peer = new RTCPeerConnection({
      codecs: { audio: [...named, keys] },
      headerExtensions: { audio: [] },
      iceServers: (options.stunServers ?? []).map((urls) => ({ urls })),
      iceUseIpv6: false,
      iceUseTcp: false,
      bundlePolicy: 'max-bundle',
      ...(options.hostAddresses === undefined
        ? {}
        : { iceAdditionalHostAddresses: [...options.hostAddresses] }),
    });
    this.#peer.connectionStateChange.subscribe((state) => {
      if (state === 'failed') this.#options.onState?.('failed');
      else if (state === 'closed' && !this.#isClosed) this.#options.onState?.('closed');
    });
  }

  /** Our offer, with all candidates in it. */
  async offer(): Promise<string> {
    this.#peer.addTransceiver('audio', { direction: 'sendrecv' });
    this.#follow();
    await this.#peer.setLocalDescription(await this.#peer.createOffer());
    return this.#description();
  }

  /** Takes the answer to our offer; rejects what is no answer. */
  async accept(answerSdp: string): Promise<void> {
    await this.#peer.setRemoteDescription({ type: 'answer', sdp: answerSdp });
  }

  /** The answer to an offer, with all candidates in it; rejects what is no offer of audio. */
  async answer(offerSdp: string): Promise<string> {
    await this.#peer.setRemoteDescription({ type: 'offer', sdp: withNarrowKeys(offerSdp) });
    const transceiver = this.#peer.getTransceivers().find(({ kind }) => kind === 'audio');
    if (transceiver === undefined) throw new Error('web_rtc_no_audio: the offer has no audio');
    transceiver.direction = 'sendrecv';
    this.#follow();
    await this.#peer.setLocalDescription(await this.#peer.createAnswer());
    return this.#description();
  }

  /** Whether packets can be sent. */
  get isOpen(): boolean {
    return this.#sender !== null && !this.#isClosed;
  }

  /** Packets that were not taken, by reason. */
  get refused(): Readonly<Record<SrtpRefusal, number>> {
    return this.#receiver?.refused ?? { malformed: 0, not_authentic: 0, replayed: 0 };
  }

  /** Sends one RTP or compound RTCP packet, as it stands; one that cannot be sent is one that is lost. */
  send(bytes: Uint8Array): void {
    const sender = this.#sender;
    if (sender === null || this.#transport === null || this.#isClosed) return;
    const sealed = looksLikeRtcp(bytes) ? sender.protectRtcp(bytes) : sender.protect(bytes);
    this.#transport.iceTransport.connection.send(Buffer.from(sealed)).catch(() => undefined);
  }

  /** Ends ICE and DTLS and closes the sockets; `onState` hears `closed`. Further calls do nothing. */
  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    await this.#peer.close();
    this.#options.onState?.('closed');
  }

  #description(): string {
    const sdp = this.#peer.localDescription?.sdp;
    if (sdp === undefined) throw new Error('web_rtc_no_description: nothing was agreed on');
    // Werift announces a source of its own; ours is the session's, which the peer takes as it comes.
    return sdp.replace(/^a=(?:ssrc|msid)[:-].*\r?\n/gm, '');
  }

  /** Waits for the handshake of the transport that carries the audio, and takes its keys. */
  #follow(): void {
    const transport = this.#peer.dtlsTransports[0];
    if (transport === undefined || this.#transport === transport) return;
    this.#transport = transport;
    // Werift would open packets itself, without a window against replays; its keys are all we take.
    transport.srtpStarted = true;
    transport.onStateChange.subscribe((state) => {
      if (state === 'connected') this.#open(transport);
    });
  }

  #open(transport: RTCDtlsTransport): void {
    transport.updateSrtpSession();
    const { keys, profile } = transport.srtp.config;
    const suite = srtpSuite(profiles[profile] ?? '');
    if (suite === null) {
      this.#options.onState?.('failed');
      return;
    }
    const mki = new Uint8Array(0);
    this.#sender = new SrtpSender(srtpCrypto, {
      suite,
      key: keys.localMasterKey,
      salt: keys.localMasterSalt,
      mki,
    });
    const receiver = new SrtpReceiver(srtpCrypto, {
      suite,
      key: keys.remoteMasterKey,
      salt: keys.remoteMasterSalt,
      mki,
    });
    this.#receiver = receiver;
    transport.iceTransport.connection.onData.subscribe((data) => {
      // DTLS and media share the port (RFC 7983): media have the version bits of RTP.
      if ((data[0] ?? 0) >> 6 !== 2) return;
      const opened = looksLikeRtcp(data) ? receiver.unprotectRtcp(data) : receiver.unprotect(data);
      if (opened !== null) this.#options.onPacket(opened, this.#options.clock.nowMs());
    });
    this.#options.onState?.('open');
  }
}

/**
 * An offer without telephone-event on other clocks than 8,000 Hz: werift chooses codecs by name alone, and G.711 can be
 * sent with events of its own clock only (RFC 4733 section 2.1).
 */
function withNarrowKeys(offerSdp: string): string {
  const wide = [...offerSdp.matchAll(/^a=rtpmap:(\d+) telephone-event\/(?!8000\b)/gim)];
  let sdp = offerSdp;
  for (const [, payload = ''] of wide) {
    sdp = sdp
      .replace(new RegExp(`^a=(?:rtpmap|fmtp):${payload} .*\\r?\\n`, 'gm'), '')
      .replace(new RegExp(`^(m=audio .*?) ${payload}\\b(.*)$`, 'gm'), '$1$2');
  }
  return sdp;
}
