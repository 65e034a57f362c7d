import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  access,
  chmod,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rename,
  rm,
  stat,
} from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** Packages whose sources end up in the console. */
const packages = ['console', 'ui', 'contract', 'domain'];

/** So many builds are kept: a server that runs on after an update still serves the pages it began with. */
const keptBuilds = 3;

/**
 * Builds the console once for each state of its sources, into a folder of that state: in a process of its own, so that
 * the server does not carry Vite's memory. Two servers that begin at once may both build; neither sees half of a build.
 * Returns the folder of the pages.
 */
export async function builtConsole(
  root: string,
  tell: (what: { building: true } | { failed: string }) => void,
): Promise<string> {
  const folder = join(root, 'packages', 'console');
  const dist = join(folder, 'dist');
  // An installation without the sources' tools brings the pages ready-made.
  const vite = await viteProgram(folder);
  if (vite === null) return dist;
  const wanted = join(dist, (await hashOfSources(root)).slice(0, 16));
  if (await isThere(join(wanted, 'index.html'))) return wanted;
  tell({ building: true });
  await mkdir(dist, { recursive: true });
  const fresh = await mkdtemp(`${wanted}.`);
  try {
    await run(vite, folder, fresh);
    // Whoever runs the server may read the pages; a folder made for one process alone is closed to others.
    await chmod(fresh, 0o755);
    // Somebody else's build of the same sources may have come first.
    await rename(fresh, wanted).catch(() => rm(fresh, { recursive: true, force: true }));
    await forgetOld(dist);
    return wanted;
  } catch (cause) {
    tell({ failed: cause instanceof Error ? cause.message : String(cause) });
    await rm(fresh, { recursive: true, force: true });
    // The API and whatever pages were built before still serve.
    return (await newestFirst(dist))[0] ?? wanted;
  }
}

async function forgetOld(dist: string): Promise<void> {
  for (const old of (await newestFirst(dist)).slice(keptBuilds))
    await rm(old, { recursive: true, force: true });
}

/** The finished builds. */
async function newestFirst(dist: string): Promise<string[]> {
  const names = (await readdir(dist).catch(() => [])).filter((name) => /^[0-9a-f]{16}$/.test(name));
  const builds = await Promise.all(
    names.map(async (name) => ({ name, builtMs: (await stat(join(dist, name))).mtimeMs })),
  );
  return builds.toSorted((a, b) => b.builtMs - a.builtMs).map(({ name }) => join(dist, name));
}

async function isThere(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
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

function run(vite: string, folder: string, into: string): Promise<void> {
  return new Promise((done, failed) => {
    const child = spawn(process.execPath, [vite, 'build', '--outDir', into, '--logLevel', 'warn'], {
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
