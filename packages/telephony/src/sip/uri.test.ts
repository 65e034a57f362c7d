import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dialledUser, escapedUser, readUri } from './uri.ts';

describe('URIs', () => {
  it('reads sip:, sips: and tel: in their parts (RFC 3261 19.1; RFC 3966 3)', () => {
    expect(readUri('sip:1(2)@[2001:db8::1]:5061;transport=udp?subject=x')).toMatchObject({
      scheme: 'sip',
      user: '1(2)',
      host: '2001:db8::1',
      port: 5061,
      headers: 'subject=x',
    });
    expect(readUri('tel:+86-28-6188-1111;ext=8012')?.user).toBe('+86-28-6188-1111');
    expect(readUri('http://x')).toBeNull();
    expect(readUri('sip:')).toBeNull();
    expect(readUri('sip:a@b:99999')).toBeNull();
  });

  it('finds the dialled digits', () => {
    expect(dialledUser('tel:+86-28-6188-1111')).toBe('+862861881111');
    expect(dialledUser('sip:02861881111;phone-context=+86@10.0.0.1;user=phone')).toBe(
      '02861881111',
    );
    expect(dialledUser('sip:%30%32%38@10.0.0.1')).toBe('028');
    expect(dialledUser('sip:10.0.0.1')).toBe('');
  });

  it('carries any user part there and back', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, maxLength: 20, unit: 'binary' }), (user) => {
        fc.pre(!/[\uD800-\uDFFF;:/?.()-]/.test(user));
        expect(dialledUser(`sip:${escapedUser(user)}@10.0.0.1`)).toBe(user);
      }),
    );
  });

  it('never throws', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        readUri(text);
        dialledUser(`sip:${text}`);
        dialledUser(`tel:${text}`);
      }),
    );
  });
});
