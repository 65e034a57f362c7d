import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { srtpCrypto } from '../node/srtp-crypto.ts';
import { srtpSuites } from '../rtp/srtp-suite.ts';
import { Negotiation } from './negotiation.ts';
import { answerAudio, readAudioSdp, writeAudioSdp } from './sdp.ts';
import { agreedCrypto, newCryptoAttributes, readCryptoAttributes } from './sdp-crypto.ts';

const local = { host: '10.0.0.1', port: 4000 };
const own = { local, codecs: ['PCMA'], telephoneEvent: 101, sessionId: 5 } as const;
const keys = () => newCryptoAttributes(srtpCrypto, srtpSuites);
const key30 = Buffer.alloc(30, 7).toString('base64');
const line = (config: string, sessionConfig?: string, suite = 'AES_CM_128_HMAC_SHA1_80') => ({
  id: 1,
  suite,
  config,
  ...(sessionConfig === undefined ? {} : { sessionConfig }),
});

describe('keys in session descriptions', () => {
  it('are offered for every profile, and both sides come to the same two keys (RFC 4568 5.1)', () => {
    const ours = keys();
    const offer = writeAudioSdp({ ...own, crypto: ours });
    expect(offer).toContain('m=audio 4000 RTP/SAVP 8 101');
    const answer = answerAudio(offer, { ...own, crypto: keys() });
    expect(answer?.sdp.match(/a=crypto:/g)).toHaveLength(1);
    expect(answer?.sdp).toContain('a=crypto:1 AEAD_AES_256_GCM inline:');
    const agreed = agreedCrypto(ours, readAudioSdp(answer?.sdp ?? '')?.crypto ?? []);
    expect(agreed?.local).toEqual(answer?.srtp?.remote);
    expect(agreed?.remote).toEqual(answer?.srtp?.local);
  });

  it('are answered under the tag of the first line whose profile both speak (RFC 4568 5.1.2)', () => {
    const offer = writeAudioSdp({ ...own, crypto: keys() });
    const crypto = newCryptoAttributes(srtpCrypto, srtpSuites.slice(2, 3));
    const answer = answerAudio(offer, { ...own, crypto });
    expect(answer?.sdp).toContain('a=crypto:3 AES_CM_128_HMAC_SHA1_80 inline:');
  });

  it('make a call neither less protected than one side demands nor fail where both are content (RFC 8643)', () => {
    const plain = writeAudioSdp(own);
    const protectedOffer = writeAudioSdp({ ...own, crypto: keys() });
    const opportunistic = writeAudioSdp({ ...own, crypto: keys(), profile: 'RTP/AVP' });
    expect(answerAudio(protectedOffer, own)).toBeNull();
    expect(answerAudio(plain, { ...own, crypto: keys() })).toBeNull();
    expect(answerAudio(plain, { ...own, crypto: keys(), profile: 'RTP/AVP' })?.srtp).toBeNull();
    expect(answerAudio(opportunistic, own)?.srtp).toBeNull();
    const both = answerAudio(opportunistic, { ...own, crypto: keys(), profile: 'RTP/AVP' });
    expect(both?.srtp).not.toBeNull();
    expect(both?.sdp).toMatch(/RTP\/AVP .*a=crypto/s);
  });

  it('stay the same through hold and resume', () => {
    const offer = writeAudioSdp({ ...own, crypto: keys() });
    const first = answerAudio(offer, { ...own, crypto: keys() });
    const negotiation = new Negotiation(null);
    negotiation.offered(offer);
    negotiation.answerAsIs(first?.sdp ?? '');
    negotiation.answerOffer(offer.replace('sendrecv', 'sendonly'));
    expect(negotiation.held).toBe(true);
    const ours = readAudioSdp(first?.sdp ?? '')?.crypto;
    expect(readAudioSdp(negotiation.local ?? '')?.crypto).toEqual(ours);
    expect(readAudioSdp(negotiation.offer())?.crypto).toEqual(ours);
  });

  it('are read with lifetime, identifier and harmless parameters, and left out with others (RFC 4568 6.1; RFC 4568 6.3)', () => {
    const read = (one: ReturnType<typeof line>) => readCryptoAttributes([one]);
    expect(read(line(`inline:${key30}|2^31|1:4`))[0]?.master.mki).toEqual(
      Uint8Array.of(0, 0, 0, 1),
    );
    expect(read(line(`inline:${key30}|2^31`, 'WSH=128 -X'))).toHaveLength(1);
    for (const bad of [
      line(`inline:${key30}`, 'UNENCRYPTED_SRTP'),
      line(`inline:${key30}`, 'KDR=3'),
      line(`inline:${key30}`, undefined, 'F8_128_HMAC_SHA1_80'),
      line(`inline:${key30.slice(4)}`),
      line('inline:???'),
      line(`inline:${key30}|2^31|1:400`),
      line(key30),
    ])
      expect(read(bad), JSON.stringify(bad)).toEqual([]);
  });

  it('never make the reader throw', () => {
    const offer = writeAudioSdp({ ...own, crypto: keys() });
    fc.assert(
      fc.property(fc.string(), fc.nat(offer.length), (text, at) => {
        answerAudio(offer.slice(0, at) + text + offer.slice(at), { ...own, crypto: keys() });
        readCryptoAttributes([line(text), line(`inline:${text}`)]);
      }),
      { numRuns: 1000 },
    );
  });
});
