import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import type { FastifyInstance } from 'fastify';
import { pino, type Logger } from 'pino';

import { AppFault } from '../app/faults.ts';
import { deleteExpiredObservations } from '../app/probes/delete-expired-observations.ts';
import { deleteExpired } from '../app/recordings/delete-expired.ts';
import { setupCode } from '../app/session/setup-code.ts';
import { setupNeeded } from '../app/session/set-up.ts';
import { deleteOldAskings } from '../app/topics/delete-old-askings.ts';
import type { CommandIo, ExitStatus } from '../cli/main.ts';
import { readConfig, rolesOf, type Config } from '../config/config.ts';
import { buildServer } from '../http/server.ts';
import { startAnnouncementWorker } from '../jobs/announcement-worker.ts';
import { startOwnerWorker } from '../jobs/owner-worker.ts';
import { startProgrammeWorker } from '../jobs/programme-worker.ts';
import { startPlanWorker } from '../jobs/plan-worker.ts';
import { startTellingWorker } from '../jobs/telling-worker.ts';
import { startCaseWorker } from '../jobs/case-worker.ts';
import { startTicketWorker } from '../jobs/ticket-worker.ts';
import { takeRoles, type ServerRole } from '../store/server-lock.ts';
import { builtConsole } from './console-build.ts';
import { machine } from './machine.ts';
import { openCity, type City } from './open-city.ts';

/** How often recordings and observations past their day are looked for. */
const retentionEveryMs = 3_600_000;

export interface ServeOptions {
  readonly config: Config;
  readonly roles: readonly ServerRole[];
  readonly stop: AbortSignal;
  /** Absent where somebody else places the calls: the demonstration does so itself. */
  readonly startVoice?: StartVoice;
}

/** Starts the voice role: whatever places calls. */
export type StartVoice = (
  city: City,
  config: Config,
  report: (cause: unknown) => void,
) => Promise<{ stop(): Promise<void> }>;

/** `everyline serve`: runs until it is stopped. */
export async function serve(
  args: readonly string[],
  given: { readonly root: string } & Pick<ServeOptions, 'stop' | 'startVoice'>,
  io: CommandIo,
): Promise<ExitStatus> {
  const { config, roles } = readServeArguments(args, given.root);
  const city = await openCity(config, 'serve', {
    maxConnections: 12,
    language: io.language,
    reckonsApart: true,
  });
  try {
    return await serveCity(city, { ...given, config, roles }, io);
  } finally {
    await city.close();
  }
}

function readServeArguments(
  args: readonly string[],
  root: string,
): { config: Config; roles: readonly ServerRole[] } {
  let values;
  try {
    ({ values } = parseArgs({
      args: [...args],
      options: {
        role: { type: 'string' },
        port: { type: 'string' },
        host: { type: 'string' },
        data: { type: 'string' },
        lang: { type: 'string' },
      },
    }));
  } catch (cause) {
    const detail = cause instanceof Error ? cause.message : '';
    throw new AppFault('wrong_usage', { detail, command: 'serve' });
  }
  const { role, ...place } = values;
  const config = readConfig(process.env, { root, cwd: process.cwd(), ...place });
  return { config, roles: rolesOf(role ?? 'all') };
}

/** Serves an opened city until `stop` aborts; also what the demonstration leaves running. */
export async function serveCity(
  city: City,
  options: ServeOptions,
  io: CommandIo,
): Promise<ExitStatus> {
  const { config, roles } = options;
  const zh = io.language === 'zh-CN';
  const stop = new AbortController();
  const stopNow = () => stop.abort();
  options.stop.addEventListener('abort', stopNow, { once: true });
  const lock = await takeRoles(city.opened.connection, city.opened.dataId, roles, stopNow);
  if (!lock) throw new AppFault('server_running', { data: config.data });
  const log = pino({ level: config.logLevel }, pino.destination({ fd: 2, sync: false }));
  const endings: (() => Promise<void> | void)[] = [() => lock.release()];
  try {
    if (city.opened.adopted) {
      io.err(
        zh ? '沿用上次留下的数据库。' : 'Took over the database that the last server left running.',
      );
    }
    if (roles.includes('worker')) {
      const report = (cause: unknown) => log.error({ err: cause }, 'retention failed');
      endings.push(
        machine.clock.every(retentionEveryMs, () =>
          deleteExpired(city.context)
            .then(() => deleteExpiredObservations(city.context))
            .then(() => deleteOldAskings(city.context))
            .then(() => undefined, report),
        ),
        startAnnouncementWorker(city.context, machine.clock, (cause) =>
          log.error({ err: cause }, 'announcements'),
        ),
        startTicketWorker(city.context, city.context.clock, (cause) =>
          log.error({ err: cause }, 'tickets'),
        ),
        startCaseWorker(city.context, city.context.clock, (cause) =>
          log.error({ err: cause }, 'cases'),
        ),
        startOwnerWorker(city.context, city.context.clock, (cause) =>
          log.error({ err: cause }, 'owners'),
        ),
        startProgrammeWorker(city.context, city.context.clock, (cause) =>
          log.error({ err: cause }, 'programmes'),
        ),
        startPlanWorker(city.context, city.context.clock, (cause) =>
          log.error({ err: cause }, 'plans'),
        ),
        startTellingWorker(city.context, machine.clock, (cause) =>
          log.error({ err: cause }, 'telling'),
        ),
      );
    }
    if (roles.includes('voice') && options.startVoice) {
      const voice = await options.startVoice(city, config, (cause) =>
        log.error({ err: cause }, 'voice'),
      );
      endings.push(() => voice.stop());
    }
    if (roles.includes('web')) {
      const { server, address, code } = await startWeb(city, options, log, io);
      endings.push(() => server.close());
      await io.out(zh ? `每线通已启动：${address}` : `Everyline is running at ${address}`);
      if (code !== null) {
        await io.out(
          zh
            ? `首次使用：请在浏览器中打开上述地址完成设置，设置码：${code}`
            : `First run: open this address in a browser and finish the set-up. The set-up code is ${code}`,
        );
      }
    }
    if (!stop.signal.aborted) {
      await new Promise((done) => stop.signal.addEventListener('abort', done, { once: true }));
    }
    return 0;
  } finally {
    for (const end of endings.reverse()) await end();
  }
}

async function startWeb(
  city: City,
  options: ServeOptions,
  log: Logger,
  io: CommandIo,
): Promise<{ server: FastifyInstance; address: string; code: string | null }> {
  const { config, roles } = options;
  const zh = io.language === 'zh-CN';
  const consoleFolder = await builtConsole(config.root, (what) => {
    if ('building' in what) {
      io.err(
        zh
          ? '正在构建管理页面（仅首次或更新后）…'
          : 'Building the screens (once, and after an update) …',
      );
    } else {
      io.err(
        zh
          ? `管理页面未能构建，接口照常提供：${what.failed}`
          : `The screens could not be built; the API is served all the same: ${what.failed}`,
      );
    }
  });
  city.context.knowledge.start();
  const code = (await setupNeeded(city.context)) ? setupCode(machine.random) : null;
  const server = await buildServer({
    system: city.context,
    health: {
      version: await versionOf(config.root),
      roles: [...roles],
      startedAtMs: city.context.clock.nowMs(),
    },
    setupCode: code,
    publicUrl: config.publicUrl,
    behindProxy: config.publicUrl !== undefined,
    consoleFolder,
    uploadFolder: join(config.data, 'uploads'),
    logger: log,
  });
  try {
    await server.listen({ host: config.host, port: config.port });
  } catch (cause) {
    await server.close();
    if ((cause as NodeJS.ErrnoException).code === 'EADDRINUSE') {
      throw new AppFault('port_taken', { port: config.port });
    }
    throw cause;
  }
  const bound = server.addresses().find((one) => typeof one !== 'string');
  const address =
    config.publicUrl ??
    `http://${config.host === '0.0.0.0' ? 'localhost' : config.host}:${bound?.port ?? config.port}`;
  return { server, address, code };
}

async function versionOf(root: string): Promise<string> {
  const read = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as {
    version: string;
  };
  return read.version;
}
