import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import type { AppContext } from './app/context.ts';
import { runCommand, type CommandIo, type Runners } from './cli/main.ts';
import { readConfig } from './config/config.ts';

const root = process.env['EVERYLINE_ROOT'] ?? join(import.meta.dirname, '..', '..', '..');

/** The language of the terminal: `--lang`, else the locale of the environment; Chinese when it says neither. */
function terminalLanguage(args: readonly string[]): 'zh-CN' | 'en' {
  const at = args.indexOf('--lang');
  const given = at === -1 ? undefined : args[at + 1];
  const { LC_ALL, LC_MESSAGES, LANG } = process.env;
  const named = given ?? LC_ALL ?? LC_MESSAGES ?? LANG ?? '';
  return /^en/i.test(named) ? 'en' : 'zh-CN';
}

/** Takes `--lang X` out of the arguments of commands that do not read it themselves. */
function withoutLanguage(args: readonly string[]): string[] {
  const at = args.indexOf('--lang');
  return at === -1 ? [...args] : [...args.slice(0, at), ...args.slice(at + 2)];
}

/** A signal as soon after the first is the same Ctrl+C: the terminal and whoever started us both pass it on. */
const sameSignalMs = 2_000;

/** Aborts at the first signal to stop; somebody who asks again later does not want to wait for a clean end. */
function stopSignal(): AbortSignal {
  const controller = new AbortController();
  let firstMs: number | null = null;
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(name, () => {
      firstMs ??= performance.now();
      if (performance.now() - firstMs > sameSignalMs) process.exit(130);
      controller.abort();
    });
  }
  return controller.signal;
}

/** Opens the city for one command, which may run beside a server, and closes it afterwards. */
async function withCity<T>(
  name: string,
  io: CommandIo,
  work: (context: AppContext) => Promise<T>,
): Promise<T> {
  const { openCity } = await import('./bindings/open-city.ts');
  const config = readConfig(process.env, { root, cwd: process.cwd() });
  const city = await openCity(config, name, { language: io.language });
  try {
    return await work(city.context);
  } finally {
    await city.close();
  }
}

/** Each command loads only what it needs: a server does not carry the exchange, `help` carries nothing. */
const runners: Runners = {
  serve: async (args, io) => {
    const { serve } = await import('./bindings/serve.ts');
    const { startVoice } = await import('./bindings/voice.ts');
    return serve(withoutLanguage(args), { root, stop: stopSignal(), startVoice }, io);
  },
  demo: async (args, io) => {
    const { demo } = await import('./bindings/demo.ts');
    return demo(withoutLanguage(args), { root, stop: stopSignal() }, io);
  },
  extract: async (args, io) => {
    const { run } = await import('./cli/extract.ts');
    const { documents } = await import('./sources/documents.ts');
    const config = readConfig(process.env, { root, cwd: process.cwd() });
    return run(args, { ...io, documents: documents(config) });
  },
  import: async (args, io) => {
    const { refuseImport, run } = await import('./cli/import.ts');
    return (
      refuseImport(args, io) ?? withCity('import', io, (context) => run(args, { ...io, context }))
    );
  },
  exchange: async (args, io) => {
    const { run } = await import('./cli/exchange.ts');
    const readText = (path: string) => readFile(path, 'utf8');
    return run(args, { ...io, readText, stop: stopSignal() });
  },
  probe: async (args, io) => {
    const { readGivenToProbe } = await import('./cli/probe-given.ts');
    const { readNumberList } = await import('./bindings/read-number-list.ts');
    const own = withoutLanguage(args);
    const given = await readGivenToProbe(own, io, readNumberList);
    if (given === null) return 2;
    const { probeCommand } = await import('./bindings/probe-command.ts');
    const config = readConfig(process.env, { root, cwd: process.cwd() });
    return probeCommand(given, own, io, config);
  },
  verdicts: async (args, io) => {
    const { readVerdictArguments, run } = await import('./cli/verdicts.ts');
    const own = withoutLanguage(args);
    readVerdictArguments(own);
    return withCity('verdicts', io, (context) => run(own, { ...io, context }));
  },
  plan: async (args, io) => {
    const { readPlanArguments, run } = await import('./cli/plan.ts');
    const own = withoutLanguage(args);
    if (readPlanArguments(own).calls !== null) {
      const { run: runCalls } = await import('./cli/plan-calls.ts');
      const { readRows } = await import('./bindings/read-rows.ts');
      return runCalls(own, { ...io, readRows });
    }
    return withCity('plan', io, (context) => run(own, { ...io, context }));
  },
  announcements: async (args, io) => {
    const { readAnnouncementArguments, run } = await import('./cli/announcements.ts');
    const own = withoutLanguage(args);
    readAnnouncementArguments(own);
    const readBytes = async (path: string) => new Uint8Array(await readFile(path));
    const writeText = (path: string, text: string) => writeFile(path, text);
    return withCity('announcements', io, (context) =>
      run(own, { ...io, context, readBytes, writeText }),
    );
  },
  ask: async (args, io) => {
    const { readAskArguments, run } = await import('./cli/ask.ts');
    const { answererOfFiles, today } = await import('./bindings/ask-command.ts');
    const called = readAskArguments(withoutLanguage(args));
    const { knowledge } = called;
    if (knowledge !== null) {
      const { documents } = await import('./sources/documents.ts');
      const config = readConfig(process.env, { root, cwd: process.cwd() });
      const answerer = await answererOfFiles(knowledge, documents(config), io);
      return run(called, { ...io, answerer, day: today() });
    }
    const { answererOfCity } = await import('./app/knowledge/fill-answerer.ts');
    return withCity('ask', io, async (context) =>
      run(called, { ...io, answerer: await answererOfCity(context), day: today() }),
    );
  },
  evaluate: async (args, io) => {
    const { run } = await import('./cli/evaluate.ts');
    const { today } = await import('./bindings/ask-command.ts');
    const { namesInFolder, readSetFile } = await import('./bindings/set-files.ts');
    return run(withoutLanguage(args), {
      ...io,
      readText: readSetFile,
      filesOf: namesInFolder,
      writeText: (path, text) => writeFile(path, text),
      nowMs: () => performance.now(),
      today,
    });
  },
  audit: async (args, io) => {
    const { readAuditArguments, run } = await import('./cli/audit.ts');
    const own = withoutLanguage(args);
    readAuditArguments(own);
    return withCity('audit', io, (context) => run(own, { ...io, context }));
  },
};

const args = process.argv.slice(2);
const io: CommandIo = {
  language: terminalLanguage(args),
  out: (line) =>
    process.stdout.write(`${line}\n`)
      ? undefined
      : new Promise((drained) => process.stdout.once('drain', () => drained())),
  err: (line) => {
    process.stderr.write(`${line}\n`);
  },
};

// A reader that has seen enough (`| head`) closes the pipe: that is no failure.
process.stdout.on('error', (cause: NodeJS.ErrnoException) => {
  if (cause.code === 'EPIPE') process.exit(0);
  throw cause;
});

try {
  process.exitCode = await runCommand(args, runners, io);
} catch (cause) {
  const words = cause instanceof Error ? cause.message : String(cause);
  io.err(
    io.language === 'en'
      ? `everyline: something went wrong inside the program: ${words}`
      : `everyline：程序内部出错：${words}`,
  );
  if (process.env['EVERYLINE_LOG'] === 'debug' && cause instanceof Error) io.err(cause.stack ?? '');
  process.exitCode = 1;
}
