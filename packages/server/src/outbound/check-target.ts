import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';

import type { TargetKind } from '@everyline/domain';

import type { AddressIssue } from '../app/ports/outbound.ts';
import { isPrivateAddress } from '../sources/private-address.ts';
import { isAllowed } from './http-exchange.ts';
import { robots } from './send-robot.ts';

/** Whether an address can be a target; that of a robot must be one of its maker's, or allowed. */
export async function checkUrl(
  kind: TargetKind,
  text: string,
  allowedHosts: readonly string[],
): Promise<AddressIssue | null> {
  const url = URL.parse(text);
  if (!url || !/^https?:$/.test(url.protocol) || url.hostname === '') return 'invalid';
  if (url.username !== '' || url.password !== '') return 'invalid';
  if (kind === 'webhook') return checkHost(url.hostname, url.port, allowedHosts);
  const { hosts, path, key } = robots[kind];
  const makers = url.protocol === 'https:' && hosts.includes(url.host);
  if (!makers && !isAllowed(url, allowedHosts)) return 'not_the_robot';
  if (!path.test(url.pathname)) return 'not_the_robot';
  return key !== null && !url.searchParams.get(key) ? 'no_key' : null;
}

/** Whether a host may be sent to: known, and outside of the own network unless it is allowed. */
export async function checkHost(
  host: string,
  port: number | string,
  allowedHosts: readonly string[],
): Promise<AddressIssue | null> {
  if (isAllowed({ hostname: host, host: `${host}:${port}` }, allowedHosts)) return null;
  const bare = host.replace(/^\[|\]$/g, '');
  if (isIP(bare) !== 0) return isPrivateAddress(bare) ? 'private' : null;
  try {
    const found = await lookup(bare, { all: true });
    return found.some(({ address }) => isPrivateAddress(address)) ? 'private' : null;
  } catch {
    return 'unknown_name';
  }
}
