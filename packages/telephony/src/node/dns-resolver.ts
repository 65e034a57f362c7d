import { lookup, Resolver } from 'node:dns/promises';
import type { NameResolver, NaptrRecord, SrvRecord } from '../sip/transport/name-records.ts';
import { systemErrorCode } from './udp-socket.ts';
import type { PhoneClock } from './wake-timer.ts';

/** How long an answer is kept: a call each second asks once a minute. */
const keptMs = 60_000;
const maxKept = 1000;

/**
 * The machine's name service (RFC 3263's questions), its answers kept for a minute; `servers` asks others for records
 * of services, each an address with or without a port.
 */
export function systemResolver(clock: PhoneClock, servers?: readonly string[]): NameResolver {
  const resolver = new Resolver({ timeout: 2000, tries: 2 });
  if (servers !== undefined) resolver.setServers(servers);
  return {
    naptr: kept(
      clock,
      orNone<NaptrRecord>((name) => resolver.resolveNaptr(name)),
    ),
    srv: kept(
      clock,
      orNone<SrvRecord>((name) => resolver.resolveSrv(name)),
    ),
    addresses: kept(clock, orNone(addressesOf)),
  };
}

/** As any other program of the machine sees them, its hosts file included. */
async function addressesOf(name: string): Promise<string[]> {
  return (await lookup(name, { all: true })).map(({ address }) => address);
}

/** A name without records has none; any other failure of the name service is one. */
function orNone<T>(ask: (name: string) => Promise<T[]>): (name: string) => Promise<T[]> {
  return async (name) => {
    try {
      return await ask(name);
    } catch (error) {
      if (['ENOTFOUND', 'ENODATA'].includes(systemErrorCode(error))) return [];
      throw error;
    }
  };
}

function kept<T>(
  clock: PhoneClock,
  ask: (name: string) => Promise<T[]>,
): (name: string) => Promise<T[]> {
  const answers = new Map<string, { readonly untilMs: number; readonly answer: Promise<T[]> }>();
  return (name) => {
    const nowMs = clock.nowMs();
    const known = answers.get(name);
    if (known !== undefined && known.untilMs > nowMs) return known.answer;
    if (answers.size >= maxKept) answers.clear();
    const answer = ask(name);
    answers.set(name, { untilMs: nowMs + keptMs, answer });
    answer.catch(() => answers.delete(name));
    return answer;
  };
}
