import { Retriever, seededRandom, type Entry } from '@everyline/knowledge';

import { quantile } from './quantiles.ts';

/** What a size of index costs. */
export interface ScaleFigures {
  readonly entries: number;
  readonly meanLetters: number;
  readonly buildSeconds: number;
  readonly entriesASecond: number;
  readonly megabytes: number;
  readonly postings: number;
  readonly terms: number;
  readonly searchMs: { readonly p50: number; readonly p95: number; readonly byTheClockP95: number };
  /** A change and the search that sees it. */
  readonly changeMs: { readonly p50: number; readonly p95: number };
}

/** Entries of the length of answers to frequent questions, cut and joined from sentences of a set; a seed says how. */
export function variedEntries(from: readonly Entry[], count: number, seed: number): Entry[] {
  const random = seededRandom(seed);
  const pick = (most: number): number => Math.floor(random() * most);
  const sentences = from.flatMap(({ answer }) =>
    answer.split(/(?<=[。；！？\n])/u).filter((sentence) => sentence.trim().length > 8),
  );
  const letters = [...new Set(from.flatMap(({ answer }) => [...answer]))];
  return Array.from({ length: count }, (_, n) => {
    const wanted = 120 + pick(160);
    let answer = '';
    while (answer.length < wanted) answer += sentences[pick(sentences.length)]!;
    // A few letters are exchanged, so that terms grow with the entries as they do in real sets.
    const cut = [...answer.slice(0, wanted)];
    for (let turn = 0; turn < wanted / 20; turn += 1)
      cut[pick(cut.length)] = letters[pick(letters.length)]!;
    return { id: `v${n}`, answer: cut.join('') };
  });
}

/**
 * Fills an index and asks it. Milliseconds and seconds are those of the processor, since the machine may be shared; the
 * clock's are given beside them.
 */
export function measureScale(
  entries: readonly Entry[],
  questions: readonly string[],
): ScaleFigures {
  const warm = new Retriever();
  for (const entry of entries.slice(0, 1000)) warm.put(entry);
  for (const question of questions.slice(0, 50)) warm.search(question);
  const retriever = new Retriever();
  const buildFrom = process.cpuUsage();
  for (const entry of entries) retriever.put(entry);
  const buildSeconds = secondsSince(buildFrom);
  for (const question of questions.slice(0, 20)) retriever.search(question);
  const spent: number[] = [];
  const passed: number[] = [];
  for (const question of questions) {
    const from = performance.now();
    const cpuFrom = process.cpuUsage();
    retriever.search(question);
    spent.push(1000 * secondsSince(cpuFrom));
    passed.push(performance.now() - from);
  }
  const changes: number[] = [];
  for (let n = 0; n < 50; n += 1) {
    const entry = entries[(n * 997) % entries.length]!;
    const from = process.cpuUsage();
    retriever.put({ ...entry, answer: `${entry.answer}改${n}` });
    retriever.search(questions[n % questions.length]!);
    changes.push(1000 * secondsSince(from));
  }
  const { bytes, postings, terms } = retriever.size;
  const letters = entries.reduce((sum, { answer }) => sum + answer.length, 0);
  return {
    entries: entries.length,
    meanLetters: Math.round(letters / entries.length),
    buildSeconds: rounded(buildSeconds),
    entriesASecond: Math.round(entries.length / buildSeconds),
    megabytes: rounded(bytes / 1e6),
    postings,
    terms,
    searchMs: { ...midAndLate(spent), byTheClockP95: rounded(quantile(passed, 0.95)) },
    changeMs: midAndLate(changes),
  };
}

/** The median and the 95 % of times. */
export function midAndLate(times: readonly number[]): {
  readonly p50: number;
  readonly p95: number;
} {
  return { p50: rounded(quantile(times, 0.5)), p95: rounded(quantile(times, 0.95)) };
}

export function secondsSince(from: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(from);
  return (user + system) / 1e6;
}

function rounded(value: number): number {
  return Math.round(value * 1000) / 1000;
}
