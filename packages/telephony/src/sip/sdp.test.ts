import fc from 'fast-check';
import * as sdpTransform from 'sdp-transform';
import { describe, expect, it } from 'vitest';
import { answerAudio, readAudioSdp, writeAudioSdp } from './sdp.ts';

const local = { host: '10.0.0.1', port: 4000 };
const own = { local, codecs: ['PCMA', 'PCMU'], telephoneEvent: 101, sessionId: 5 } as const;

describe('session descriptions', () => {
  it('offers A-law, µ-law and telephone-event (RFC 3264 5; RFC 4733 2.5)', () => {
    const sdp = writeAudioSdp(own);
    expect(sdp).toContain('m=audio 4000 RTP/AVP 8 0 101\r\n');
    expect(sdp).toContain('a=rtpmap:101 telephone-event/8000\r\n');
    expect(readAudioSdp(sdp)).toEqual({
      address: local,
      codecs: ['PCMA', 'PCMU'],
      telephoneEvent: 101,
      direction: 'sendrecv',
      ptimeMs: 20,
      rtcp: { host: '10.0.0.1', port: 4001 },
      rtcpMux: false,
      crypto: [],
    });
  });

  it('are written as the library that reads them would write them', () => {
    const offer = fc.record({
      local: fc.constantFrom(local, { host: '2001:db8::1', port: 5000 }),
      codecs: fc.subarray(['PCMA', 'PCMU', 'G722'] as const, { minLength: 1 }),
      telephoneEvent: fc.option(fc.integer({ min: 96, max: 127 })),
      sessionId: fc.nat(),
      sessionVersion: fc.nat(),
      direction: fc.constantFrom('sendrecv', 'sendonly', 'recvonly', 'inactive'),
      ptimeMs: fc.constantFrom(10, 20, 30, 60),
      rtcpMux: fc.boolean(),
    });
    fc.assert(
      fc.property(offer, (given) => {
        const sdp = writeAudioSdp(given);
        expect(sdpTransform.write(sdpTransform.parse(sdp))).toBe(sdp);
      }),
    );
  });

  it('offer G.722 under a clock of 8,000 Hz (RFC 3551 4.5.2)', () => {
    const sdp = writeAudioSdp({ ...own, codecs: ['G722', 'PCMA'], ptimeMs: 30 });
    expect(sdp).toContain('m=audio 4000 RTP/AVP 9 8 101\r\na=rtpmap:9 G722/8000\r\n');
    expect(readAudioSdp(sdp)).toMatchObject({ codecs: ['G722', 'PCMA'], ptimeMs: 30 });
    expect(answerAudio(sdp, own)?.codec).toBe('PCMA');
    expect(answerAudio(sdp, { ...own, codecs: ['PCMA', 'G722'] })?.codec).toBe('G722');
    expect(readAudioSdp(sdp.replace('G722/8000', 'other/8000'))?.codecs).toEqual(['PCMA']);
  });

  it('have RTCP on the same port only where both want it, and elsewhere where it is said (RFC 5761 5.1.1; RFC 3605)', () => {
    const offer = writeAudioSdp({ ...own, rtcpMux: true });
    expect(readAudioSdp(offer)).toMatchObject({ rtcpMux: true, rtcp: local });
    expect(answerAudio(offer, own)?.sdp).not.toContain('rtcp-mux');
    expect(answerAudio(offer, { ...own, rtcpMux: true })?.sdp).toContain('a=rtcp-mux');
    expect(answerAudio(writeAudioSdp(own), { ...own, rtcpMux: true })?.sdp).not.toContain('mux');
    const elsewhere = readAudioSdp(`${writeAudioSdp(own)}a=rtcp:5003 IN IP4 10.0.0.9\r\n`);
    expect(elsewhere?.rtcp).toEqual({ host: '10.0.0.9', port: 5003 });
  });

  it("answers in the offerer's order of preference, refuses other streams, and turns the direction (RFC 3264 6.1)", () => {
    const offer = [
      'v=0',
      'o=x 1 1 IN IP4 192.0.2.1',
      's=-',
      't=0 0',
      'm=video 6000 RTP/AVP 96',
      'c=IN IP4 192.0.2.1',
      'm=audio 5000 RTP/AVP 18 0 8 97',
      'c=IN IP4 192.0.2.2',
      'a=rtpmap:97 telephone-event/8000',
      'a=sendonly',
      '',
    ].join('\n');
    const answer = answerAudio(offer, own);
    expect(answer?.codec).toBe('PCMU');
    expect(answer?.remote.address).toEqual({ host: '192.0.2.2', port: 5000 });
    expect(answer?.sdp).toContain('m=video 0 RTP/AVP 96\r\nm=audio 4000 RTP/AVP 0 97\r\n');
    expect(answer?.sdp).toContain('a=recvonly');
    expect(answerAudio(offer.replace('18 0 8 97', '18'), own)).toBeNull();
  });

  it('never throws on malformed text', () => {
    const lines = fc.constantFrom(
      'v=0',
      'm=audio',
      'm=audio x RTP/AVP y',
      'm=audio 1 RTP/AVP 8',
      'c=IN',
      'c=IN IP4 a',
      'a=rtpmap:',
      'a=ptime:x',
      'o=',
      'a=fmtp:',
      'a=candidate:',
      't=',
      '=',
      'z',
    );
    const text = fc.oneof(
      fc.string(),
      fc.array(fc.oneof(lines, fc.string()), { maxLength: 12 }).map((all) => all.join('\n')),
    );
    fc.assert(
      fc.property(text, (sdp) => {
        readAudioSdp(sdp);
        answerAudio(sdp, own);
      }),
      { numRuns: 2000 },
    );
  });
});
