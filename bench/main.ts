import { readdir, readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

/** What a benchmark is given: whether one JSON object is wanted, and the other flags (`--seeds 30` → seeds: '30'). */
export interface BenchOptions {
  readonly json: boolean;
  readonly flags: Readonly<Record<string, string>>;
}

/** A benchmark: measures and gives its figures as plain data; `ok: false` says that a promise was not kept. */
interface Bench {
  run(options: BenchOptions): Promise<object>;
}

/** The benchmarks: the files of this folder that export `run`. */
async function names(): Promise<string[]> {
  const files = (await readdir(import.meta.dirname)).filter(
    (file) => file.endsWith('.ts') && !file.endsWith('.test.ts') && file !== 'main.ts',
  );
  const found: string[] = [];
  for (const file of files) {
    const text = await readFile(resolve(import.meta.dirname, file), 'utf8');
    if (/^export (async )?function run\b/m.test(text)) found.push(file.slice(0, -'.ts'.length));
  }
  return found.toSorted();
}

function readFlags(args: readonly string[]): { name: string | null; options: BenchOptions } {
  const flags: Record<string, string> = {};
  let name: string | null = null;
  for (let n = 0; n < args.length; n += 1) {
    const arg = args[n] ?? '';
    if (!arg.startsWith('--')) name ??= arg;
    else {
      const [flag = '', value] = arg.slice(2).split('=', 2);
      const next = args[n + 1];
      if (value !== undefined) flags[flag] = value;
      else if (flag !== 'json' && next !== undefined && !next.startsWith('--')) {
        flags[flag] = next;
        n += 1;
      } else flags[flag] = 'true';
    }
  }
  const { json, ...others } = flags;
  return { name, options: { json: json === 'true', flags: others } };
}

const { name, options } = readFlags(process.argv.slice(2));
const known = await names();
if (name === null || !known.includes(name)) {
  const wrong = name === null ? 'Name a benchmark' : `There is no benchmark ${name}`;
  console.error(`${wrong}; there are: ${known.join(', ')}.`);
  process.exitCode = 2;
} else {
  const path = resolve(import.meta.dirname, `${name}.ts`);
  const bench = (await import(pathToFileURL(path).href)) as Bench;
  const figures = await bench.run(options);
  console.log(JSON.stringify(figures, null, options.json ? undefined : 2));
  if ('ok' in figures && figures.ok === false) process.exitCode = 1;
}
