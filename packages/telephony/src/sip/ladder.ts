import { hostPort, type Address } from './address.ts';
import type { LadderEntry } from './call-event.ts';

const maxEntries = 300;
const maxTextLength = 4096;
const maxTotalLength = 65_536;

/** The SIP ladder of one call, of bounded size: what exceeds it leaves its summary, then nothing but a count. */
export class Ladder {
  readonly entries: LadderEntry[] = [];
  /** The whole text of each entry, which is that of the entry unless it was too long; null for repeats. */
  readonly #texts: (string | null)[] = [];
  readonly #isKept: boolean;
  #total = 0;

  /** Without being kept it stays empty. */
  constructor(isKept = true) {
    this.#isKept = isKept;
  }

  add(direction: 'out' | 'in', peer: Address, summary: string, text: string, nowMs: number): void {
    if (!this.#isKept || this.entries.length >= maxEntries) return;
    const repeat = this.#lastText(direction, summary) === text;
    let kept = repeat ? '' : text;
    if (kept.length > maxTextLength) kept = `${kept.slice(0, maxTextLength)}…`;
    if (this.#total + kept.length > maxTotalLength) kept = '';
    this.#total += kept.length;
    const full = this.entries.length === maxEntries - 1;
    this.#texts.push(repeat ? null : text);
    this.entries.push({
      atMs: nowMs,
      direction,
      peer: this.#written(peer),
      summary: full ? 'further messages are left out' : repeat ? `${summary}, repeated` : summary,
      text: full ? '' : kept,
    });
  }

  /** The text of the last message of this direction and summary. */
  #lastText(direction: 'out' | 'in', summary: string): string | null {
    for (let at = this.entries.length - 1; at >= 0; at -= 1) {
      const entry = this.entries[at];
      const text = this.#texts[at] ?? null;
      if (text === null || entry === undefined) continue;
      if (entry.direction === direction && entry.summary === summary) return text;
    }
    return null;
  }

  /** The far end as text; nearly always the same, so that one string serves for all. */
  #written(peer: Address): string {
    const written = hostPort(peer);
    const last = this.entries.at(-1)?.peer;
    return last === written ? last : written;
  }
}
