import type { LiveEvent } from '@everyline/contract';
import { expect, it } from 'vitest';

import { buildTrunk } from '../../../testkit/src/builders.ts';
import type { AppContext } from '../app/context.ts';
import { CertificateWatch } from './certificate-watch.ts';

const dayMs = 86_400_000;
const facts = (subject: string, days: number) => ({
  ...{ subject, issuer: 'CN=authority', validFromMs: 0, validToMs: days * dayMs },
  ...{ certificate: '', privateKeySealed: '' },
});
const trunk = buildTrunk(1, {
  transport: 'tls',
  clientCertificate: facts('CN=city', 365),
  authorities: [facts('CN=carrier', 400)],
});

function watched() {
  const said: string[] = [];
  const at = { nowMs: 0 };
  const clock = { nowMs: () => at.nowMs } as AppContext['clock'];
  const events = {
    publish: (event: LiveEvent) => {
      if (event.type === 'alarm') said.push(event.sentence.en);
    },
  } as AppContext['events'];
  const watch = new CertificateWatch({ clock, events });
  return {
    said,
    lookAt: (day: number, trunks = [trunk]) => {
      at.nowMs = day * dayMs;
      watch.look(trunks);
    },
  };
}

it('tells of each step toward the end of a certificate once', () => {
  const { said, lookAt } = watched();
  for (let day = 0; day < 369; day += 0.25) lookAt(day);
  expect(said.map((sentence) => /\((CN=\w+)\) (.*?)\./.exec(sentence)?.slice(1, 3))).toEqual([
    ['CN=city', 'expires in 30 days'],
    ['CN=city', 'expires in 13 days'],
    ['CN=city', 'expires in 6 days'],
    ['CN=city', 'expires in 2 days'],
    ['CN=city', 'expires within a day'],
    ['CN=city', 'has expired'],
  ]);
  lookAt(399.5);
  expect(said.at(-1)).toMatch(/^The authority that the trunk “loopback” believes \(CN=carrier\)/);
});

it('has nothing to say of a trunk that is disabled, speaks no TLS, or has a new certificate', () => {
  const { said, lookAt } = watched();
  lookAt(364, [{ ...trunk, state: { kind: 'disabled' } }]);
  lookAt(364, [{ ...trunk, transport: 'udp' }]);
  lookAt(364, [{ ...trunk, clientCertificate: facts('CN=city', 730), authorities: [] }]);
  expect(said).toEqual([]);
});
