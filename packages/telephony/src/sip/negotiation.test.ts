import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Negotiation } from './negotiation.ts';
import { readAudioSdp, writeAudioSdp, type AudioOffer } from './sdp.ts';
import { codecOf } from './session-sdp.ts';

const local = { host: '10.0.0.1', port: 4000 };
const remote = { host: '10.0.0.2', port: 5000 };
const ours: AudioOffer = { local, codecs: ['PCMA', 'PCMU'], telephoneEvent: 101, sessionId: 5 };
const theirs: AudioOffer = { ...ours, local: remote, sessionId: 9 };

/** A negotiation in which our first offer has been answered. */
function agreed(): Negotiation {
  const negotiation = new Negotiation(null);
  negotiation.offerAsIs(writeAudioSdp(ours));
  expect(negotiation.answered(writeAudioSdp({ ...theirs, codecs: ['PCMA'] }))).toBe(true);
  return negotiation;
}

function textOf(answer: ReturnType<Negotiation['answerOffer']>): string {
  return typeof answer === 'string' ? '' : answer.sdp;
}

describe('offer and answer (RFC 3264, RFC 6337)', () => {
  it('is held by a far end that only sends, answers that it only listens, and comes back with a higher version (RFC 3264 8.4)', () => {
    const negotiation = agreed();
    const held = negotiation.answerOffer(writeAudioSdp({ ...theirs, direction: 'sendonly' }));
    expect(textOf(held)).toMatch(/o=- 5 1 .*a=recvonly/s);
    expect(negotiation.held).toBe(true);
    const back = negotiation.answerOffer(writeAudioSdp(theirs));
    expect(textOf(back)).toMatch(/o=- 5 2 .*a=sendrecv/s);
    expect(negotiation.held).toBe(false);
  });

  it('is held by a far end with the address 0.0.0.0, as RFC 2543 had it (RFC 3264 8.4)', () => {
    const negotiation = agreed();
    negotiation.answerOffer(writeAudioSdp({ ...theirs, local: { host: '0.0.0.0', port: 5000 } }));
    expect(negotiation.held).toBe(true);
  });

  it('stays on hold by us when the far end makes an offer, and says inactive when both hold (RFC 3264 8.4)', () => {
    const negotiation = agreed();
    const hold = negotiation.offer({ holds: true });
    expect(readAudioSdp(hold)?.direction).toBe('sendonly');
    expect(negotiation.holding).toBe(false);
    negotiation.answered(writeAudioSdp({ ...theirs, direction: 'recvonly' }));
    expect([negotiation.holding, negotiation.held]).toEqual([true, false]);
    const answer = negotiation.answerOffer(writeAudioSdp(theirs));
    expect(readAudioSdp(textOf(answer))?.direction).toBe('sendonly');
    negotiation.answerOffer(writeAudioSdp({ ...theirs, direction: 'sendonly' }));
    expect(readAudioSdp(negotiation.local ?? '')?.direction).toBe('inactive');
    expect([negotiation.holding, negotiation.held]).toEqual([true, true]);
    expect(readAudioSdp(negotiation.offer())?.direction).toBe('inactive');
  });

  it('keeps what was agreed when an offer fails, and the version grows all the same (RFC 3264 8)', () => {
    const negotiation = agreed();
    const before = negotiation.local;
    negotiation.offer({ holds: true });
    negotiation.withdraw();
    expect([negotiation.local, negotiation.holding, negotiation.open]).toEqual([
      before,
      false,
      null,
    ]);
    expect(negotiation.offer()).toMatch(/o=- 5 2 /);
  });

  it('repeats the same description with the same version (RFC 3264 8)', () => {
    const negotiation = agreed();
    const first = negotiation.offer();
    negotiation.withdraw();
    expect(negotiation.offer()).toBe(first);
  });

  it('follows the codec of an offer that leaves the old one out, and refuses one with none of ours (RFC 3264 6)', () => {
    const negotiation = agreed();
    negotiation.answerOffer(writeAudioSdp({ ...theirs, codecs: ['PCMU'] }));
    expect(codecOf(negotiation.local)).toBe('PCMU');
    const foreign = writeAudioSdp(theirs).replace(/RTP\/AVP 8 0 101/, 'RTP/AVP 18');
    expect(negotiation.answerOffer(foreign)).toBe('incompatible');
    expect(negotiation.answerOffer('hello')).toBe('unreadable');
    expect(codecOf(negotiation.local)).toBe('PCMU');
  });

  it('takes the numbers of payload types from the offer, and refuses streams that it does not speak (RFC 3264 6.1)', () => {
    const negotiation = agreed();
    const offer = writeAudioSdp({ ...theirs, telephoneEvent: 96 }).replace(
      /m=audio/,
      'm=video 6000 RTP/AVP 31\r\nm=audio',
    );
    const answer = negotiation.answerOffer(offer);
    expect(textOf(answer)).toMatch(/m=video 0 RTP\/AVP 31\r\nm=audio 4000 RTP\/AVP 8 96\r\n/);
  });

  it('never throws on what calls itself a description, and never agrees on less than both sides', () => {
    const line = fc.constantFrom(
      'v=0',
      'o=- 1 1 IN IP4 10.0.0.2',
      's=-',
      't=0 0',
      'c=IN IP4 10.0.0.2',
      'm=audio 5000 RTP/AVP 8',
      'm=audio 0 RTP/AVP 0',
      'm=audio x RTP/AVP y',
      'm=video 1 RTP/AVP 31',
      'a=sendonly',
      'a=inactive',
      'a=curr:qos local none',
      'a=des:qos mandatory local sendrecv',
      'a=rtpmap:',
      'a=fmtp:8',
      '=',
    );
    const text = fc
      .array(fc.oneof({ weight: 8, arbitrary: line }, fc.string()), { maxLength: 14 })
      .map((lines) => `v=0\r\n${lines.join('\r\n')}\r\n`);
    fc.assert(
      fc.property(fc.array(text, { maxLength: 4 }), (offers) => {
        const negotiation = agreed();
        for (const offer of offers) {
          negotiation.answerOffer(offer);
          negotiation.offer();
          negotiation.answered(offer);
          negotiation.withdraw();
          expect(negotiation.agreed && negotiation.open === null).toBe(true);
        }
      }),
      { numRuns: 400 },
    );
  });

  it('never throws on an offer into which anything was written, names and transports of digits among it', () => {
    const offer = writeAudioSdp(theirs);
    const piece = fc.oneof(
      fc.string({ maxLength: 6 }),
      fc.constantFrom('0 ', '5', ' 7\r\n', '\r\nm=audio 5 6 7'),
    );
    fc.assert(
      fc.property(piece, fc.nat(offer.length), (text, at) => {
        const negotiation = agreed();
        negotiation.answerOffer(offer.slice(0, at) + text + offer.slice(at));
        negotiation.offer();
        negotiation.answered(offer.slice(0, at) + text + offer.slice(at));
        expect(negotiation.open).toBeNull();
      }),
      {
        numRuns: 3000,
        examples: [
          ['0 ', offer.indexOf('PCMA')],
          ['5', offer.indexOf('RTP/AVP')],
        ],
      },
    );
  });
});
