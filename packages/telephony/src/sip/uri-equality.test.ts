import fc from 'fast-check';
import { expect, it } from 'vitest';
import { sameUri } from './uri-equality.ts';

it('compares as the examples of RFC 3261 section 19.1.4 say (RFC 3261 19.1.4)', () => {
  for (const [a, b] of [
    ['sip:%61lice@atlanta.com;transport=TCP', 'sip:alice@AtLanTa.CoM;Transport=tcp'],
    ['sip:carol@chicago.com', 'sip:carol@chicago.com;newparam=5'],
    ['sip:carol@chicago.com', 'sip:carol@chicago.com;security=on'],
    [
      'sip:biloxi.com;transport=tcp;method=REGISTER?to=sip:bob%40biloxi.com',
      'sip:biloxi.com;method=REGISTER;transport=tcp?to=sip:bob%40biloxi.com',
    ],
    [
      'sip:alice@atlanta.com?subject=project%20x&priority=urgent',
      'sip:alice@atlanta.com?priority=urgent&subject=project%20x',
    ],
    ['tel:+86-28-6188', 'tel:+86286188'],
  ] as const) {
    expect(sameUri(a, b), `${a} ${b}`).toBe(true);
    expect(sameUri(b, a), `${b} ${a}`).toBe(true);
  }
  for (const [a, b] of [
    ['SIP:ALICE@AtLanTa.CoM;Transport=udp', 'sip:alice@AtLanTa.CoM;Transport=UDP'],
    ['sip:bob@biloxi.com', 'sip:bob@biloxi.com:5060'],
    ['sip:bob@biloxi.com', 'sip:bob@biloxi.com;transport=udp'],
    ['sip:bob@biloxi.com', 'sip:bob@biloxi.com:6000;transport=tcp'],
    ['sip:carol@chicago.com', 'sip:carol@chicago.com?Subject=next%20meeting'],
    ['sip:bob@phone21.boxesbybob.com', 'sip:bob@192.0.2.4'],
    ['sip:carol@chicago.com;security=on', 'sip:carol@chicago.com;security=off'],
    ['sips:bob@biloxi.com', 'sip:bob@biloxi.com'],
  ] as const) {
    expect(sameUri(a, b), `${a} ${b}`).toBe(false);
    expect(sameUri(b, a), `${b} ${a}`).toBe(false);
  }
});

it('finds any text equal to itself and never throws', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (a, b) => {
      expect(sameUri(a, a)).toBe(true);
      expect(sameUri(`sip:${a}`, `sip:${b}`)).toBe(sameUri(`sip:${b}`, `sip:${a}`));
    }),
  );
});
