import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { access, readdir, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** Packages whose sources end up in the console. */
const packages = ['console', 'ui', 'contract', 'domain'];

/**
 * Builds the console once, and again when its sources have changed: in a process of its own, so that
 * the server does not carry Vite's memory. Returns the folder of the pages.
 */
export async function builtConsole(
  root: string,
  tell: (what: { building: true } | { failed: string }) => void,
): Promise<string> {
  const folder = join(root, 'packages', 'console');
  const dist = join(folder, 'dist');
  const stamp = join(dist, '.sources');
  const wanted = await hashOfSources(root);
  const built = await readFile(stamp, 'utf8').catch(() => '');
  if (built === wanted) return dist;
  // An installation without the sources' tools brings the pages ready-made.
  const vite = await viteProgram(folder);
  if (vite === null) return dist;
  tell({ building: true });
  try {
    await run(vite, folder);
    await writeFile(stamp, wanted);
  } catch (cause) {
    // The API and whatever pages were built before still serve.
    tell({ failed: cause instanceof Error ? cause.message : String(cause) });
  }
  return dist;
}

async function viteProgram(folder: string): Promise<string | null> {
  try {
    const manifest = createRequire(join(folder, 'package.json')).resolve('vite/package.json');
    const program = join(dirname(manifest), 'bin', 'vite.js');
    await access(join(folder, 'index.html'));
    await access(program);
    return program;
  } catch {
    return null;
  }
}

function run(vite: string, folder: string): Promise<void> {
  return new Promise((done, failed) => {
    const child = spawn(process.execPath, [vite, 'build', '--logLevel', 'warn'], {
      cwd: folder,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, NODE_ENV: 'production', NO_COLOR: '1' },
    });
    let said = '';
    const hear = (chunk: Buffer) => {
      said += chunk.toString();
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    child.once('error', failed);
    child.once('exit', (code) => {
      if (code === 0) done();
      else failed(new Error(plain(said)));
    });
  });
}

async function hashOfSources(root: string): Promise<string> {
  const hash = createHash('sha256');
  hash.update(await readFile(join(root, 'package-lock.json')).catch(() => ''));
  for (const name of packages) {
    const folder = join(root, 'packages', name);
    const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
    const files = entries
      .filter((entry) => entry.isFile() && !/node_modules|\bdist\b/.test(entry.parentPath))
      .filter(
        (entry) => /\.(tsx?|css|html|svg|json)$/.test(entry.name) && !/\.test\./.test(entry.name),
      )
      .map((entry) => join(entry.parentPath, entry.name))
      .sort();
    for (const file of files) hash.update(file.slice(root.length)).update(await readFile(file));
  }
  return hash.digest('hex');
}

/** What a tool said without its colours, as much as helps. */
function plain(said: string): string {
  return said
    .replace(/\u001b\[[0-9;]*m/g, '')
    .trim()
    .slice(0, 1500);
}
