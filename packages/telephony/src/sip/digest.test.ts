import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { authorization, chooseChallenge, digestResponse, readChallenge } from './digest.ts';
import { md5 } from './md5.ts';
import { sha256 } from './sha256.ts';

const credentials = { username: 'Mufasa', password: 'Circle of Life' };
const nonce = '7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v';
const rest = `realm="http-auth@example.org", qop="auth, auth-int", nonce="${nonce}", opaque="FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS"`;

describe('digest authentication', () => {
  it('hashes as the machine does', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 300, unit: 'binary' }), (text) => {
        expect(md5(text)).toBe(createHash('md5').update(text, 'utf8').digest('hex'));
        expect(sha256(text)).toBe(createHash('sha256').update(text, 'utf8').digest('hex'));
      }),
    );
  });

  it('computes the examples of RFC 7616 section 3.9.1', () => {
    const uri = '/dir/index.html';
    const cnonce = 'f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ';
    for (const [algorithm, expected] of [
      ['MD5', '8ca523f5e9506fed4657c9700eebdbec'],
      ['SHA-256', '753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1'],
    ]) {
      const challenge = readChallenge(`Digest ${rest}, algorithm=${algorithm}`);
      if (challenge === null) throw new Error('no challenge');
      const input = { challenge, credentials, method: 'GET', uri, nonceCount: 1, cnonce };
      expect(digestResponse(input)).toBe(expected);
      expect(authorization(input)).toContain('qop=auth, nc=00000001');
    }
  });

  it('takes the stronger of two challenges, and none of a foreign realm or kind', () => {
    const values = [`Digest ${rest}, algorithm=MD5`, `Digest ${rest}, algorithm=SHA-256`];
    expect(chooseChallenge(values, credentials)?.algorithm).toBe('SHA-256');
    expect(chooseChallenge(values, { ...credentials, realm: 'other' })).toBeNull();
    expect(readChallenge('Basic realm="x"')).toBeNull();
    expect(readChallenge(`Digest realm="x", nonce="y", qop="auth-int"`)).toBeNull();
  });
});
