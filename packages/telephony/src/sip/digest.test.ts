import { createHash, createHmac } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { authorization, chooseChallenges, digestResponse, readChallenge } from './digest.ts';
import { md5 } from './md5.ts';
import { hmacSha256, sha256 } from './sha256.ts';

const credentials = { username: 'Mufasa', password: 'Circle of Life' };
const nonce = '7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v';
const rest = `realm="http-auth@example.org", qop="auth, auth-int", nonce="${nonce}", opaque="FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS"`;

function challengeOf(value: string): NonNullable<ReturnType<typeof readChallenge>> {
  const challenge = readChallenge(value);
  if (challenge === null) throw new Error('no challenge');
  return challenge;
}

describe('digest authentication', () => {
  it('hashes as the machine does', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 300, unit: 'binary' }), (text) => {
        expect(md5(text)).toBe(createHash('md5').update(text, 'utf8').digest('hex'));
        expect(sha256(text)).toBe(createHash('sha256').update(text, 'utf8').digest('hex'));
      }),
    );
  });

  it('signs as the machine does', () => {
    const keys = fc.uint8Array({ maxLength: 64 });
    fc.assert(
      fc.property(keys, fc.string({ maxLength: 200, unit: 'binary' }), (key, text) => {
        const expected = createHmac('sha256', key).update(text, 'utf8').digest('hex');
        expect(hmacSha256(key, text)).toBe(expected);
      }),
    );
  });

  it('computes the examples of RFC 7616 section 3.9.1 (RFC 7616 3.9.1)', () => {
    const uri = '/dir/index.html';
    const cnonce = 'f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ';
    for (const [algorithm, expected] of [
      ['MD5', '8ca523f5e9506fed4657c9700eebdbec'],
      ['SHA-256', '753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1'],
    ]) {
      const challenge = challengeOf(`Digest ${rest}, algorithm=${algorithm}`);
      const input = { challenge, credentials, method: 'GET', uri, nonceCount: 1, cnonce };
      expect(digestResponse(input)).toBe(expected);
      expect(authorization(input)).toContain('qop=auth, nc=00000001');
    }
  });

  it('computes the example of RFC 2617 section 3.5 (RFC 2617 3.5)', () => {
    const challenge = challengeOf(
      'Digest realm="testrealm@host.com", qop="auth,auth-int", nonce="dcd98b7102dd2f0e8b11d0f600bfb0c093", opaque="5ccc069c403ebaf9f0171e9517f40e41"',
    );
    const response = digestResponse({
      challenge,
      credentials: { username: 'Mufasa', password: 'Circle Of Life' },
      method: 'GET',
      uri: '/dir/index.html',
      nonceCount: 1,
      cnonce: '0a4f113b',
    });
    expect(response).toBe('6629fae49393a05397450978507c4ef1');
  });

  it('computes the SIP examples of draft-smith-sipping-auth-examples: auth, auth-int, MD5-sess, none (RFC 3261 22.4)', () => {
    const body = [
      'v=0',
      'o=bob 2890844526 2890844526 IN IP4 media.biloxi.com',
      's=-',
      'c=IN IP4 media.biloxi.com',
      't=0 0',
      'm=audio 49170 RTP/AVP 0',
      'a=rtpmap:0 PCMU/8000',
      'm=video 51372 RTP/AVP 31',
      'a=rtpmap:31 H261/90000',
      'm=video 53000 RTP/AVP 32',
      'a=rtpmap:32 MPV/90000',
      '',
    ].join('\r\n');
    for (const [params, expected] of [
      ['', 'bf57e4e0d0bffc0fbaedce64d59add5e'],
      [', qop="auth"', '89eb0059246c02b2f6ee02c7961d5ea3'],
      [', qop="auth-int"', 'bdbeebb2da6adb6bca02599c2239e192'],
      [', qop="auth", algorithm=MD5-sess', 'e4e4ea61d186d07a92c9e1f6919902e9'],
    ]) {
      const challenge = challengeOf(
        `Digest realm="biloxi.com", nonce="dcd98b7102dd2f0e8b11d0f600bfb0c093"${params ?? ''}`,
      );
      const response = digestResponse({
        challenge,
        credentials: { username: 'bob', password: 'zanzibar' },
        method: 'INVITE',
        uri: 'sip:bob@biloxi.com',
        nonceCount: 1,
        cnonce: '0a4f113b',
        body,
      });
      expect(response, params).toBe(expected);
    }
  });

  it('hashes the name where the server asks for it (RFC 7616 3.4.4)', () => {
    const challenge = challengeOf(`Digest ${rest}, algorithm=SHA-256, userhash=true`);
    const input = { challenge, credentials, method: 'GET', uri: '/', nonceCount: 1, cnonce: 'c' };
    const name = createHash('sha256').update('Mufasa:http-auth@example.org').digest('hex');
    expect(authorization(input)).toContain(`username="${name}"`);
    expect(authorization(input)).toContain('userhash=true');
  });

  it('takes the strongest challenge of each realm, and none of a foreign realm or kind (RFC 8760 2.4)', () => {
    const values = [`Digest ${rest}, algorithm=MD5`, `Digest ${rest}, algorithm=SHA-256`];
    const other = 'Digest realm="proxy", nonce="n", algorithm=MD5';
    const chosen = chooseChallenges([...values, other], credentials);
    expect(chosen.map(({ realm, algorithm }) => `${realm} ${algorithm}`)).toEqual([
      'http-auth@example.org SHA-256',
      'proxy MD5',
    ]);
    expect(chooseChallenges(values, { ...credentials, realm: 'other' })).toEqual([]);
    expect(readChallenge('Basic realm="x"')).toBeNull();
    expect(readChallenge('Digest realm="x", nonce="y", qop="auth-conf"')).toBeNull();
    expect(readChallenge('Digest realm="x", nonce="y", algorithm=SHA-512-256')).toBeNull();
  });
});
