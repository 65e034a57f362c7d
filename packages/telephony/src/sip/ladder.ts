import { hostPort, type Address } from './address.ts';
import type { LadderEntry } from './call-event.ts';

const maxEntries = 300;
const maxTextLength = 4096;
const maxTotalLength = 65_536;

/** The SIP ladder of one call, of bounded size: what exceeds it leaves its summary, then nothing but a count. */
export class Ladder {
  readonly entries: LadderEntry[] = [];
  #total = 0;
  #last = new Map<string, string>();

  add(direction: 'out' | 'in', peer: Address, summary: string, text: string, nowMs: number): void {
    if (this.entries.length >= maxEntries) return;
    const key = `${direction}${summary}`;
    const repeat = this.#last.get(key) === text;
    if (!repeat) this.#last.set(key, text);
    let kept = repeat ? '' : text;
    if (kept.length > maxTextLength) kept = `${kept.slice(0, maxTextLength)}…`;
    if (this.#total + kept.length > maxTotalLength) kept = '';
    this.#total += kept.length;
    const full = this.entries.length === maxEntries - 1;
    this.entries.push({
      atMs: nowMs,
      direction,
      peer: hostPort(peer),
      summary: full ? 'further messages are left out' : repeat ? `${summary}, repeated` : summary,
      text: full ? '' : kept,
    });
  }
}
