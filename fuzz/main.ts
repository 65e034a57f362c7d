/**
 * `npm run fuzz -- [TARGET …] [--inputs N] [--seed N] [--keep | --blind]`: feeds what takes bytes from strangers with
 * mutated inputs, guided by coverage. `--keep` writes what ran new code into the corpus; `--blind` does not look at
 * coverage and is some ten times as fast. Exit status 1: something was found.
 */
import { spawnSync } from 'node:child_process';
import { parseArgs } from 'node:util';
import { seededRandom } from '../packages/testkit/src/seeded-random.ts';
import { runCampaign } from './campaign.ts';
import { readCorpus, writeCorpus } from './corpus.ts';
import { Coverage } from './coverage.ts';
import { targets, type FuzzTarget } from './targets.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    inputs: { type: 'string', default: '100000' },
    seed: { type: 'string', default: String(Date.now() % 2 ** 31) },
    keep: { type: 'boolean', default: false },
    blind: { type: 'boolean', default: false },
  },
});
const inputs = Number(values.inputs);
const seed = Number(values.seed);

/** Runs one target in this process; gives back how much was found. */
async function fuzz(target: FuzzTarget): Promise<number> {
  const corpus = await readCorpus(target.name);
  const coverage = values.blind
    ? null
    : await Coverage.start((url) =>
        /\/packages\/(?:telephony\/src|server\/src\/channels)\//.test(url),
      );
  const startedMs = performance.now();
  let toldMs = startedMs;
  const megabytes = (): number => Math.round(process.memoryUsage.rss() / 2 ** 20);
  const result = await runCampaign(target, {
    inputs,
    chance: seededRandom(seed),
    corpus,
    coverage,
    nowMs: () => performance.now(),
    tell: (done, size, blocks) => {
      if (performance.now() - toldMs < 10_000) return;
      toldMs = performance.now();
      console.error(
        `${target.name}: ${done} inputs, corpus ${size}, ${blocks} blocks, ${megabytes()} MB`,
      );
    },
  });
  const seconds = (performance.now() - startedMs) / 1000;
  const figures = {
    target: target.name,
    seed,
    inputs: result.inputs,
    perSecond: Math.round(result.inputs / seconds),
    blocks: coverage?.blocks ?? null,
    corpus: result.corpus.length,
    slowestMs: Math.round(result.slowestMs),
    rssMegabytes: megabytes(),
    findings: result.findings.length,
  };
  await coverage?.stop();
  console.log(JSON.stringify(figures));
  for (const { fault, input } of result.findings) {
    console.error(`${target.name}: ${fault}\n  input ${Buffer.from(input).toString('base64')}`);
  }
  if (values.keep && !values.blind)
    await writeCorpus(target.name, result.corpus.slice(target.seeds.length));
  return result.findings.length;
}

const chosen = targets.filter(({ name }) => positionals.length === 0 || positionals.includes(name));
const unknown = positionals.find((name) => !targets.some((target) => target.name === name));
if (unknown !== undefined || !(inputs > 0) || !Number.isInteger(seed)) {
  const wrong =
    unknown === undefined ? 'Inputs and seed are numbers' : `There is no target ${unknown}`;
  console.error(`${wrong}; the targets are: ${targets.map(({ name }) => name).join(', ')}.`);
  process.exitCode = 2;
} else if (chosen.length === 1 && chosen[0] !== undefined) {
  process.exitCode = (await fuzz(chosen[0])) > 0 ? 1 : 0;
} else {
  // Coverage counts in code that was compiled after its start: each target has a process of its own.
  for (const { name } of chosen) {
    const words = [name, '--inputs', values.inputs, '--seed', values.seed];
    if (values.keep) words.push('--keep');
    if (values.blind) words.push('--blind');
    const { status } = spawnSync(process.execPath, [import.meta.filename, ...words], {
      stdio: 'inherit',
    });
    if (status !== 0) process.exitCode = 1;
  }
}
