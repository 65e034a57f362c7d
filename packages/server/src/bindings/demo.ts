import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import { citySizes, makeCity, smallestCity, type City as SampleCity } from '@everyline/exchange';
import { momentOf } from '@everyline/domain';

import type { AccountContext } from '../app/accounts/account-context.ts';
import { AppFault } from '../app/faults.ts';
import { cityCalendar } from '../app/settings/city-calendar.ts';
import type { DialRules } from '../app/probes/begin-probe.ts';
import type { CommandIo, ExitStatus } from '../cli/main.ts';
import { readConfig, type Config } from '../config/config.ts';
import { againstTruth } from '../demo/against-truth.ts';
import { CityClock } from '../demo/city-clock.ts';
import { liveCalls, startExchange, virtualDays, type WeekOptions } from '../demo/sample-week.ts';
import { settleCampaign, settleCity, settleTrunk } from '../demo/settle-city.ts';
import { summaryLines } from '../demo/summary.ts';
import { probeAnnouncement } from './announcement.ts';
import { ownCalls } from './call-owner.ts';
import { dialRules } from './dial-rules.ts';
import { machine } from './machine.ts';
import { takeRoles } from '../store/server-lock.ts';
import { openCity, type City } from './open-city.ts';
import { serveCity } from './serve.ts';

/** A normal working week without holidays, in which the sample city's documents have just been published. */
const publishedOn = '2026-09-01';
const week = { fromDay: '2026-09-07', toDay: '2026-09-11' };
const openingMinute = 9 * 60;
/** New live calls are placed for this long; the last of them ring to their end. */
const liveMs = 30_000;
const channels = 60;

interface DemoOptions {
  readonly seed: number;
  readonly lines: number;
  readonly exits: boolean;
  readonly config: Config;
}

/** `everyline demo`: the main job on the sample city, then the console is left running. */
export async function demo(
  args: readonly string[],
  given: { readonly root: string; readonly stop: AbortSignal },
  io: CommandIo,
): Promise<ExitStatus> {
  const options = readOptions(args, given.root);
  const say = (zh: string, en: string) => io.out(io.language === 'en' ? en : zh);
  await emptyFolder(options.config);
  const city = makeCity({ seed: options.seed, lineCount: options.lines, publishedOn });
  const clock = new CityClock(machine.clock, momentOf(cityCalendar(), week.fromDay, openingMinute));
  const opened = await openCity(options.config, 'demo', {
    language: io.language,
    maxConnections: 12,
    clock,
    reckonsApart: true,
  });
  const stop = new AbortController();
  const stopNow = () => stop.abort();
  given.stop.addEventListener('abort', stopNow, { once: true });
  const rules = { ...dialRules(), clockStep: () => null };
  const owner = await ownCalls(opened.opened.connection, rules.ownerId);
  let ended = false;
  try {
    await say(
      `示例城市 ${city.name}：${city.offices.length} 个单位，${city.lines.length} 条线路，${city.documents.length} 份公布号码的文件（种子 ${options.seed}）。`,
      `Sample city ${city.name}: ${city.offices.length} departments, ${city.lines.length} lines, ${city.documents.length} documents (seed ${options.seed}).`,
    );
    const password = await createAdministrator(opened.context, io.language);
    const serving = serveCity(
      opened,
      {
        config: options.config,
        roles: ['web', 'worker'],
        stop: stop.signal,
        startVoice: () => Promise.reject(new Error('the demonstration places its own calls')),
      },
      io,
    );
    await say(`登录账号：admin    密码：${password}`, `Sign in as: admin    password: ${password}`);
    const showing = showWeek(
      options,
      { opened, city, clock, rules, stop: stop.signal },
      io,
    ).finally(() => {
      ended = true;
    });
    // What is cut off when the server ends first has nothing to lose: the city is invented.
    showing.catch(() => undefined);
    const faults = await Promise.race([serving, showing]);
    if (!ended) return 0;
    if (options.exits) stop.abort();
    else {
      await say(
        `管理页面仍在运行（账号 admin，密码 ${password}），按 Ctrl+C 结束。`,
        `The console is still running (account admin, password ${password}); press Ctrl+C to end it.`,
      );
    }
    await serving;
    return faults > 0 ? 1 : 0;
  } finally {
    await owner.release();
    await opened.close();
    // The threads of calls that were cut off would keep the process; main has said what there is to say by then.
    if (!ended) setTimeout(() => process.exit(), 200);
  }
}

/** Imports the city's documents, calls its lines for a week, and says what the verdicts are worth; gives the number of faults. */
async function showWeek(
  options: DemoOptions,
  given: {
    readonly opened: City;
    readonly city: SampleCity;
    readonly clock: CityClock;
    readonly rules: DialRules;
    readonly stop: AbortSignal;
  },
  io: CommandIo,
): Promise<number> {
  const { opened, city, clock, rules } = given;
  const say = (zh: string, en: string) => io.out(io.language === 'en' ? en : zh);
  await say('① 导入文件、查找号码、合并、发现冲突', '1. Reading the documents');
  let listings = 0;
  await settleCity(opened.context, city, (document) => {
    listings += document.listings;
  });
  const lines = await opened.context.store.lines.count();
  await say(
    `   ${listings} 条公布记录 → ${lines} 条线路`,
    `   ${listings} listings → ${lines} lines`,
  );
  const exchange = await startExchange(city, clock, channels * 2);
  const trunk = await settleTrunk(opened.context, city, { ...exchange.address, channels });
  const campaign = await settleCampaign(opened.context, trunk, week);
  const faults: unknown[] = [];
  const progress = progressLine(io);
  const options2: WeekOptions = {
    context: opened.context,
    city,
    clock,
    machine: machine.clock,
    rules,
    announcement: await probeAnnouncement(options.config.data, io.language),
    week,
    checksPerDay: Math.ceil(options.lines / 3),
    threads: 2,
    tell: (news) => {
      if (given.stop.aborted) return;
      if (news.kind !== 'fault') progress(news);
      else if (faults.push(news.fault) <= 3) io.err(faultText(news.fault));
    },
  };
  await say(
    '② 真实套接字上的 SIP 呼叫（模拟交换机，约一分半钟）',
    '2. Live SIP calls over real sockets (the simulated exchange, about a minute and a half)',
  );
  const live = await liveCalls(options2, campaign, trunk, liveMs);
  await exchange.close();
  await say(
    `   ${live} 次实时拨测完成。③ 以虚拟时间跑完这一周（同样的协议栈、字节和音频）`,
    `   ${live} live calls done. 3. The rest of the week in virtual time (same stack, bytes, audio)`,
  );
  const virtual = await virtualDays(options2, campaign, trunk);
  await opened.context.store.campaigns.update({
    ...campaign,
    state: 'finished',
    endedAtMs: clock.nowMs(),
    stateReason: { zh: '示例周结束。', en: 'The sample week is over.' },
  });
  const truth = await againstTruth(opened.context, city, live + virtual);
  for (const line of summaryLines(truth, io.language)) await io.out(line);
  return faults.length;
}

function readOptions(args: readonly string[], root: string): DemoOptions {
  const wrong = (detail: string) => new AppFault('wrong_usage', { detail, command: 'demo' });
  let values;
  try {
    ({ values } = parseArgs({
      args: [...args],
      options: {
        seed: { type: 'string' },
        lines: { type: 'string' },
        port: { type: 'string' },
        host: { type: 'string' },
        data: { type: 'string' },
        exit: { type: 'boolean' },
      },
    }));
  } catch (cause) {
    throw wrong(cause instanceof Error ? cause.message : String(cause));
  }
  const seed = Number(values.seed ?? '7');
  const lines = Number(values.lines ?? String(citySizes.demo));
  if (!Number.isInteger(seed)) throw wrong('--seed');
  if (!Number.isInteger(lines) || lines < smallestCity) throw wrong(`--lines ≥ ${smallestCity}`);
  const data = values.data ?? join(root, 'data', 'demo');
  const place = { root, cwd: process.cwd(), data, port: values.port, host: values.host };
  // The invented city never goes into a database of somebody's own.
  const config = { ...readConfig(process.env, place), databaseUrl: undefined };
  return { seed, lines, exits: values.exit ?? false, config };
}

const markerFile = 'everyline-demo';

/** Empties the folder of an earlier demonstration; never one that holds anything else or is in use. */
async function emptyFolder(config: Config): Promise<void> {
  const { data } = config;
  const marker = join(data, markerFile);
  if (existsSync(data)) {
    if (!existsSync(marker)) {
      throw new AppFault('wrong_usage', {
        detail: `${data} is not the folder of a demonstration`,
        command: 'demo',
      });
    }
    await endEarlier(config);
    await rm(data, { recursive: true, force: true });
  }
  await mkdir(data, { recursive: true });
  await writeFile(marker, 'This folder is emptied by every demonstration.\n');
}

/** Stops the database that a killed demonstration left running; throws `server_running` if one still goes on. */
async function endEarlier(config: Config): Promise<void> {
  if (!existsSync(join(config.data, 'database', 'postmaster.pid'))) return;
  const earlier = await openCity(config, 'demo');
  try {
    const { connection, dataId } = earlier.opened;
    const lock = await takeRoles(connection, dataId, ['web'], () => undefined);
    if (!lock) throw new AppFault('server_running', { data: config.data });
    await lock.release();
  } finally {
    await earlier.close();
  }
}

async function createAdministrator(
  context: AccountContext,
  language: 'zh-CN' | 'en',
): Promise<string> {
  const password = randomBytes(9).toString('base64url');
  await context.accounts.create({
    name: 'admin',
    displayName: language === 'en' ? 'City administrator' : '市热线办管理员',
    password,
    role: 'city_admin',
    departmentId: null,
    language,
  });
  return password;
}

function faultText(fault: unknown): string {
  return fault instanceof Error ? (fault.stack ?? fault.message) : String(fault);
}

/** One line in the terminal that is written over, or one every few seconds where it is no terminal. */
function progressLine(
  io: CommandIo,
): (news: Exclude<Parameters<WeekOptions['tell']>[0], { kind: 'fault' }>) => void {
  let lastMs = 0;
  return (news) => {
    const nowMs = performance.now();
    if (news.kind !== 'day' && nowMs - lastMs < 3_000) return;
    lastMs = nowMs;
    const text =
      news.kind === 'day'
        ? io.language === 'en'
          ? `   ${news.day}: ${news.calls} calls so far, ${news.checks} spot checks`
          : `   ${news.day}：累计拨测 ${news.calls} 次，人工抽查 ${news.checks} 次`
        : io.language === 'en'
          ? `   ${news.calls} calls, ${news.inProgress} in progress`
          : `   已拨测 ${news.calls} 次，通话中 ${news.inProgress}`;
    io.err(text);
  };
}
