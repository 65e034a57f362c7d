import type { Coverage } from './coverage.ts';
import { mutated, type Chance } from './mutation.ts';
import type { FuzzTarget } from './targets.ts';

/** An input that made a target throw, or take too long. */
export interface Finding {
  readonly target: string;
  readonly fault: string;
  readonly input: Uint8Array;
}

export interface CampaignOptions {
  readonly inputs: number;
  readonly chance: Chance;
  readonly corpus: readonly Uint8Array[];
  /** Null: no look at coverage, the corpus does not grow. */
  readonly coverage: Coverage | null;
  readonly nowMs: () => number;
  readonly tell?: (done: number, corpus: number, blocks: number) => void;
}

export interface CampaignResult {
  readonly inputs: number;
  readonly slowestMs: number;
  readonly findings: readonly Finding[];
  /** The corpus with what was new. */
  readonly corpus: readonly Uint8Array[];
}

/** An input that takes longer than this is a hang in the making: whole dialogues take under a millisecond. */
const slowMs = 1000;
const batchInputs = 1000;
const mostFindings = 20;

/** Feeds a target with mutated inputs; those that run code which never ran before join the corpus. */
export async function runCampaign(
  target: FuzzTarget,
  options: CampaignOptions,
): Promise<CampaignResult> {
  const { chance, coverage, nowMs } = options;
  const words = target.words.map((word) => Uint8Array.from(Buffer.from(word, 'utf8')));
  const corpus = [...target.seeds, ...options.corpus];
  const findings = new Map<string, Finding>();
  /** One finding for each fault, with the shortest input that shows it. */
  const note = (fault: string, input: Uint8Array): void => {
    const known = findings.get(fault);
    if (known === undefined || known.input.length > input.length)
      findings.set(fault, { target: target.name, fault, input });
  };
  let slowestMs = 0;
  const take = (input: Uint8Array, isAgain = false): void => {
    const startedMs = nowMs();
    try {
      target.take(input);
    } catch (fault) {
      const text = fault instanceof Error ? (fault.stack ?? fault.message) : String(fault);
      note(text, input);
    }
    const tookMs = nowMs() - startedMs;
    slowestMs = Math.max(slowestMs, tookMs);
    // The machine may have stopped for a moment: what is slow is slow again.
    if (tookMs <= slowMs || isAgain) return;
    const againMs = nowMs();
    take(input, true);
    if (nowMs() - againMs > slowMs) note(`took more than ${slowMs} ms`, input);
  };
  for (const input of corpus) take(input);
  await coverage?.look();
  let done = 0;
  while (done < options.inputs && findings.size < mostFindings) {
    const batch = Array.from({ length: Math.min(batchInputs, options.inputs - done) }, () =>
      mutated(corpus, words, chance),
    );
    for (const input of batch) take(input);
    done += batch.length;
    if (coverage !== null && (await coverage.look()) > 0)
      corpus.push(...(await newOnes(target, batch, coverage)));
    options.tell?.(done, corpus.length, coverage?.blocks ?? 0);
  }
  return { inputs: done, slowestMs, findings: [...findings.values()], corpus };
}

/**
 * Which inputs of a batch brought something new. Coverage is cumulative, so that a batch cannot be asked again;
 * instead those are kept whose own set of blocks no kept input of the batch has.
 */
async function newOnes(
  target: FuzzTarget,
  batch: readonly Uint8Array[],
  coverage: Coverage,
): Promise<readonly Uint8Array[]> {
  const found: Uint8Array[] = [];
  const wanted = coverage.takeNew();
  for (const input of batch) {
    if (wanted.size === 0) break;
    try {
      target.take(input);
    } catch {
      continue;
    }
    const ran = await coverage.ranOf(wanted);
    if (ran.length === 0) continue;
    found.push(input);
    for (const block of ran) wanted.delete(block);
  }
  return found;
}
