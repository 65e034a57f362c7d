import { expect, it } from 'vitest';
import { seededRandom } from '../packages/testkit/src/seeded-random.ts';
import { runCampaign } from './campaign.ts';
import { readCorpus } from './corpus.ts';
import { targets } from './targets.ts';

const seed = Number(process.env['EVERYLINE_FUZZ_SEED'] ?? 1);
const inputs = Number(process.env['EVERYLINE_FUZZ_INPUTS'] ?? 2000);

for (const target of targets) {
  it(`${target.name} takes its whole corpus and ${inputs} inputs made from it (seed ${seed})`, async () => {
    const corpus = await readCorpus(target.name);
    expect(corpus.length).toBeGreaterThan(0);
    const { findings, inputs: done } = await runCampaign(target, {
      inputs,
      chance: seededRandom(seed),
      corpus,
      coverage: null,
      nowMs: () => performance.now(),
    });
    expect(
      findings.map(({ fault, input }) => [fault, Buffer.from(input).toString('base64')]),
    ).toEqual([]);
    expect(done).toBe(inputs);
  }, 60_000);
}
