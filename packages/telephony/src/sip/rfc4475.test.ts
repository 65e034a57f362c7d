import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { SipEndpoint } from './endpoint.ts';
import { parseMessage } from './parse.ts';

const repository = resolve(import.meta.dirname, '../../../..');
const folder = resolve(
  process.env['EVERYLINE_SHARED'] ?? resolve(repository, '../shared'),
  'fixtures/rfc4475',
);
const present = existsSync(folder);
// eslint-disable-next-line no-console -- a skipped test must be seen
if (!present) console.warn(`SKIPPED: the torture messages of RFC 4475 (${folder} is absent)`);

/** What an endpoint that takes calls answers first: 100 means that the call was taken; null is silence. */
const answers: Readonly<
  Record<string, { readonly section: string; readonly status: number | null }>
> = {
  // Valid, but its To tag names a dialog that is not ours (RFC 3261 section 12.2.2).
  wsinv: { section: '3.1.1.1', status: 481 },
  intmeth: { section: '3.1.1.2', status: 501 },
  esc01: { section: '3.1.1.3', status: 100 },
  escnull: { section: '3.1.1.4', status: 405 },
  esc02: { section: '3.1.1.5', status: 501 },
  lwsdisp: { section: '3.1.1.6', status: 200 },
  longreq: { section: '3.1.1.7', status: 100 },
  dblreq: { section: '3.1.1.8', status: 405 },
  semiuri: { section: '3.1.1.9', status: 200 },
  transports: { section: '3.1.1.10', status: 200 },
  mpart01: { section: '3.1.1.11', status: 405 },
  unreason: { section: '3.1.1.12', status: null },
  noreason: { section: '3.1.1.13', status: null },
  badinv01: { section: '3.1.2.1', status: 400 },
  clerr: { section: '3.1.2.2', status: 400 },
  ncl: { section: '3.1.2.3', status: 400 },
  scalar02: { section: '3.1.2.4', status: 400 },
  scalarlg: { section: '3.1.2.5', status: null },
  quotbal: { section: '3.1.2.6', status: 400 },
  ltgtruri: { section: '3.1.2.7', status: 100 },
  lwsruri: { section: '3.1.2.8', status: 400 },
  lwsstart: { section: '3.1.2.9', status: 100 },
  trws: { section: '3.1.2.10', status: 200 },
  escruri: { section: '3.1.2.11', status: 400 },
  baddate: { section: '3.1.2.12', status: 100 },
  regbadct: { section: '3.1.2.13', status: 405 },
  badaspec: { section: '3.1.2.14', status: 200 },
  baddn: { section: '3.1.2.15', status: 200 },
  badvers: { section: '3.1.2.16', status: 505 },
  mismatch01: { section: '3.1.2.17', status: 400 },
  mismatch02: { section: '3.1.2.18', status: 400 },
  bigcode: { section: '3.1.2.19', status: null },
  badbranch: { section: '3.2.1', status: 200 },
  insuf: { section: '3.3.1', status: 400 },
  unkscm: { section: '3.3.2', status: 416 },
  novelsc: { section: '3.3.3', status: 416 },
  unksm2: { section: '3.3.4', status: 405 },
  bext01: { section: '3.3.5', status: 420 },
  invut: { section: '3.3.6', status: 415 },
  regaut01: { section: '3.3.7', status: 405 },
  multi01: { section: '3.3.8', status: 400 },
  mcl01: { section: '3.3.9', status: 400 },
  bcast: { section: '3.3.10', status: null },
  zeromf: { section: '3.3.11', status: 200 },
  cparam01: { section: '3.3.12', status: 405 },
  cparam02: { section: '3.3.13', status: 405 },
  regescrt: { section: '3.3.14', status: 405 },
  sdp01: { section: '3.3.15', status: 406 },
  inv2543: { section: '3.4.1', status: 100 },
};

/** Departures from the grammar that are forgiven by name. */
const forgiven: Readonly<Record<string, string>> = {
  ltgtruri: 'request URI in angle brackets',
  lwsstart: 'blanks in the request line',
  trws: 'blanks in the request line',
  dblreq: 'octets behind the body',
};

function message(name: string): Uint8Array {
  return readFileSync(resolve(folder, `${name}.dat`));
}

describe.skipIf(!present)('the torture messages of RFC 4475', () => {
  for (const [name, { section, status }] of Object.entries(answers)) {
    it(`${name} of section ${section} is answered with ${status ?? 'silence'} (RFC 4475 3)`, () => {
      const endpoint = new SipEndpoint({
        local: { host: '192.0.2.1', port: 5060 },
        random: () => 0.5,
      });
      const effects = endpoint.receive(message(name), { host: '192.0.2.9', port: 5060 }, 0);
      const sent = effects.find((effect) => effect.kind === 'send');
      const line =
        sent === undefined ? null : new TextDecoder().decode(sent.bytes).split('\r\n', 1)[0];
      expect(line?.split(' ')[1] ?? null).toBe(status === null ? null : String(status));
      expect(effects.some((effect) => effect.kind === 'call')).toBe(status === 100);
    });
  }

  it('names what it forgave (RFC 4475 3)', () => {
    for (const [name, departure] of Object.entries(forgiven)) {
      const parsed = parseMessage(message(name));
      expect(parsed.kind === 'request' && parsed.forgiven, name).toContain(departure);
    }
  });

  it('reads responses with and without a reason, in UTF-8 (RFC 4475 3.1.1.12; RFC 4475 3.1.1.13)', () => {
    const utf8 = parseMessage(message('unreason'));
    expect(utf8.kind === 'response' && utf8.message.reason).toContain('простое');
    const none = parseMessage(message('noreason'));
    expect(none.kind === 'response' && [none.message.status, none.message.reason]).toEqual([
      100,
      '',
    ]);
  });

  it('reads the difficult valid messages as they were meant (RFC 4475 3.1.1)', () => {
    const parsed = parseMessage(message('wsinv'));
    if (parsed.kind !== 'request') throw new Error(parsed.kind);
    const { message: invite } = parsed;
    expect(invite.to.params.get('tag')).toBe('1918181833n');
    expect(invite.from.displayName).toBe('J Rosenberg \\"');
    expect(invite.headers.list('via')).toHaveLength(3);
    expect(invite.via).toMatchObject({ host: '192.0.2.2', transport: 'UDP' });
    expect(invite.body).toHaveLength(150);
  });
});
