import { expect, it } from 'vitest';
import type { Address } from './address.ts';
import { nextHopOf } from './next-hop.ts';

const peer: Address = {
  host: '10.0.0.1',
  port: 5061,
  transport: 'tls',
  flow: 4,
  name: 'pbx.example',
};

it.each<readonly [uri: string, peer: Address, hop: Address]>([
  ['sip:1@10.0.0.9', peer, { host: '10.0.0.9', port: 5060 }],
  ['sip:1@10.0.0.9;transport=TCP', peer, { host: '10.0.0.9', port: 5060, transport: 'tcp' }],
  ['sips:1@10.0.0.9', peer, { host: '10.0.0.9', port: 5061, transport: 'tls' }],
  [
    'sip:1@[2001:db8::1]:5070;transport=tls',
    peer,
    { host: '2001:db8::1', port: 5070, transport: 'tls' },
  ],
  // The parameter is missing, the host is the peer's own: the way that it came by itself.
  [
    'sip:1@10.0.0.1:5063',
    peer,
    { host: '10.0.0.1', port: 5063, transport: 'tls', name: 'pbx.example' },
  ],
  // Names, targets behind the peer's own connection, and unreadable ones go to the peer.
  ['sip:1@pbx.example', peer, peer],
  ['sip:1@df7jal23ls0d.invalid;transport=ws', peer, peer],
  ['sip:1@10.0.0.9:4711;ob', peer, peer],
  ['sip:1@10.0.0.9;transport=ws', peer, peer],
  ['mailto:1@pbx.example', peer, peer],
  // Nothing leaves the machine when the peer is on it.
  [
    'sip:1@10.0.0.9;transport=tcp',
    { host: '127.0.0.1', port: 5060 },
    { host: '127.0.0.1', port: 5060 },
  ],
])('%s within a dialog with a peer leads to the right place', (uri, spokenWith, hop) => {
  expect(nextHopOf(uri, spokenWith)).toEqual(hop);
});
