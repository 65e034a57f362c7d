/** `npm run check`: types, lint, format, dependency rules, unused code. Each result is printed. */
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { availableParallelism } from 'node:os';
import { dirname, join } from 'node:path';

const root = join(import.meta.dirname, '..');
const require = createRequire(join(root, 'package.json'));

/** The file of a package's command, as its manifest names it. */
function program(packageName: string, command: string): string {
  const manifest = join(root, 'node_modules', packageName, 'package.json');
  const { bin } = require(manifest) as { bin: string | Record<string, string> };
  const file = typeof bin === 'string' ? bin : bin[command];
  if (file === undefined) throw new Error(`${packageName} has no command ${command}`);
  return join(dirname(manifest), file);
}

/** The compiler in machine code; the one in TypeScript stays for the linter, which cannot use this one. */
const tsc = program('typescript-native', 'tsc');

/** The longest is the first: the others run beside it. */
const checks = [
  { name: 'lint', command: [program('eslint', 'eslint'), '.'] },
  { name: 'types', command: [tsc, '-p', 'tsconfig.json', '--noEmit'] },
  { name: 'types of ui', command: [tsc, '-p', 'packages/ui', '--noEmit'] },
  { name: 'types of console', command: [tsc, '-p', 'packages/console', '--noEmit'] },
  { name: 'docs of telephony', command: [join(root, 'scripts', 'public-docs.ts')] },
  {
    name: 'format',
    command: [program('prettier', 'prettier'), '--check', '--log-level', 'warn', '.'],
  },
  {
    name: 'dependency rules',
    command: [
      program('dependency-cruiser', 'depcruise'),
      'packages',
      '--config',
      '.dependency-cruiser.mjs',
    ],
  },
  { name: 'unused code', command: [program('knip', 'knip')] },
];

function run(command: readonly string[]): Promise<{ code: number; said: string }> {
  return new Promise((done) => {
    const child = spawn(process.execPath, ['--max-old-space-size=4096', ...command], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: '0' },
    });
    let said = '';
    const hear = (chunk: Buffer) => {
      said += chunk.toString();
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    child.once('exit', (code) => done({ code: code ?? 1, said }));
  });
}

const only = process.argv.slice(2);
const waiting = checks.filter(({ name }) => only.length === 0 || only.includes(name));
let failed = 0;

async function runWhatWaits(): Promise<void> {
  for (let check = waiting.shift(); check !== undefined; check = waiting.shift()) {
    const started = performance.now();
    const { code, said } = await run(check.command);
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    console.log(`${code === 0 ? 'ok    ' : 'FAILED'} ${check.name} (${seconds} s)`);
    if (code !== 0) {
      failed += 1;
      console.log(said.trimEnd().replace(/^/gm, '    '));
    }
  }
}

await Promise.all(Array.from({ length: Math.min(2, availableParallelism()) }, runWhatWaits));
console.log(failed === 0 ? 'All checks passed.' : `${failed} of the checks failed.`);
process.exit(failed === 0 ? 0 : 1);
