import type { RandomSource } from '../address.ts';
import type { SrvRecord } from './name-records.ts';

/**
 * SRV records in the order in which they are to be tried: by priority, and within one each next drawn with a chance that
 * is its weight's share (RFC 2782). A record whose target is the root says that there is no such service.
 */
export function orderServices(records: readonly SrvRecord[], random: RandomSource): SrvRecord[] {
  const byPriority = new Map<number, SrvRecord[]>();
  for (const record of records) {
    if (record.name === '' || record.name === '.') continue;
    const same = byPriority.get(record.priority) ?? [];
    same.push(record);
    byPriority.set(record.priority, same);
  }
  const priorities = [...byPriority.keys()].sort((a, b) => a - b);
  return priorities.flatMap((priority) => drawn(byPriority.get(priority) ?? [], random));
}

function drawn(records: readonly SrvRecord[], random: RandomSource): SrvRecord[] {
  // Those without weight come first, so that they have a small chance to be drawn (RFC 2782, Usage rules).
  const left = [...records].sort((a, b) => Math.sign(a.weight) - Math.sign(b.weight));
  const order: SrvRecord[] = [];
  while (left.length > 0) {
    const sum = left.reduce((total, { weight }) => total + weight, 0);
    const mark = Math.floor(random() * (sum + 1));
    let running = 0;
    const at = left.findIndex(({ weight }) => (running += weight) >= mark);
    order.push(...left.splice(Math.max(at, 0), 1));
  }
  return order;
}
