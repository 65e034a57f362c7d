import type { Language, Localised } from '@everyline/contract';
import {
  cityDialPlan,
  CityFileError,
  cityFromJson,
  everyBehaviour,
  SoundLibrary,
  TableDialPlan,
  type DialPlan,
} from '@everyline/exchange';
import { loadVoices, startExchange, type RunningExchange } from '@everyline/exchange/node';
import { parseArgs } from 'node:util';

import { textTable } from './text-table.ts';
import { wrongArguments } from './wrong-arguments.ts';

/** What the command `exchange` gets. */
export interface ExchangeIo {
  readonly language: Language;
  /** The text of a file; rejects when it cannot be read. */
  readText(path: string): Promise<string>;
  /** Aborts when the user wants it to end. */
  readonly stop: AbortSignal;
  /** Writes one line of output. */
  out(line: string): Promise<void> | void;
  /** Writes one line beside the output. */
  err(line: string): void;
}

interface ExchangeArguments {
  readonly port: number;
  readonly city: string | null;
  readonly channels: number;
  readonly json: boolean;
  readonly language: Language | null;
}

/** The network that is to be simulated. */
interface Network {
  readonly name: string;
  readonly dialPlan: DialPlan;
  readonly areaCode: string;
  readonly seed: string;
  readonly lineCount: number;
}

const usage = 'everyline exchange --port P [--city FILE] [--channels N] [--json] [--lang zh-CN|en]';
/** Area code of the lines that are shown when no city is given. */
const shownAreaCode = '028';

/**
 * `everyline exchange --port P [--city FILE]`: the simulated telephone network on 127.0.0.1 until it is stopped; without
 * a city, one line for each behaviour. Returns the exit status: 0 stopped, 2 called wrongly.
 */
export async function run(args: readonly string[], io: ExchangeIo): Promise<0 | 2> {
  const called = readArguments(args);
  const language = ('language' in called ? called.language : null) ?? io.language;
  const say = (words: Localised): string => (language === 'en' ? words.en : words.zh);
  if ('wrong' in called) {
    io.err(say(called.wrong));
    return 2;
  }
  const network = called.city === null ? shownNetwork() : await cityNetwork(called.city, io);
  if ('wrong' in network) {
    io.err(say(network.wrong));
    return 2;
  }
  const running = await start(called, network, io);
  if ('wrong' in running) {
    io.err(say(running.wrong));
    return 2;
  }
  const { host, port } = running.address;
  if (called.json) {
    await io.out(JSON.stringify({ event: 'listening', host, port, lines: network.lineCount }));
  } else {
    await io.out(
      say({
        zh: `模拟电话网在 ${host}:${port} 上运行：${network.name}，${network.lineCount} 条线路。按 Ctrl-C 结束。`,
        en: `The simulated telephone network runs at ${host}:${port}: ${network.name}, ${network.lineCount} lines. Ctrl-C ends it.`,
      }),
    );
    if (called.city === null) {
      const rows = everyBehaviour.map(({ number, name, nameZh }) => [
        number,
        language === 'en' ? name : nameZh,
      ]);
      for (const line of textTable(rows)) await io.out(line);
    }
  }
  await stopped(io.stop);
  await running.close();
  const { calls } = running.figures();
  if (called.json) await io.out(JSON.stringify({ event: 'stopped', calls }));
  else
    await io.out(say({ zh: `已结束，共 ${calls} 通来电。`, en: `Stopped after ${calls} calls.` }));
  return 0;
}

function stopped(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
}

function readArguments(args: readonly string[]): ExchangeArguments | { readonly wrong: Localised } {
  const wrong = (zh: string, en: string): { readonly wrong: Localised } => ({
    wrong: { zh: `${zh}\n用法：${usage}`, en: `${en}\nUsage: ${usage}` },
  });
  let values;
  try {
    ({ values } = parseArgs({
      args: [...args],
      options: {
        port: { type: 'string' },
        city: { type: 'string' },
        channels: { type: 'string', default: '128' },
        json: { type: 'boolean', default: false },
        lang: { type: 'string' },
      },
    }));
  } catch (error) {
    const { zh, en } = wrongArguments(error);
    return wrong(zh, en);
  }
  if (values.lang !== undefined && !/^(en|zh)\b/i.test(values.lang)) {
    return wrong('--lang 只能是 zh-CN 或 en。', '--lang is zh-CN or en.');
  }
  const port = wholeNumber(values.port, 0, 65_535);
  if (port === null) {
    return wrong(
      '请用 --port 给出 UDP 端口，例如 --port 5060；0 表示任选空闲端口。',
      'Give the UDP port with --port, for example --port 5060; 0 takes any free one.',
    );
  }
  const channels = wholeNumber(values.channels, 1, 2000);
  if (channels === null) {
    return wrong(
      '--channels 应为 1 到 2000 的整数。',
      '--channels is a whole number from 1 to 2000.',
    );
  }
  return {
    port,
    channels,
    city: values.city ?? null,
    json: values.json,
    language: values.lang === undefined ? null : /^en\b/i.test(values.lang) ? 'en' : 'zh-CN',
  };
}

function wholeNumber(text: string | undefined, least: number, most: number): number | null {
  const number = text !== undefined && /^\d{1,6}$/.test(text) ? Number(text) : -1;
  return number >= least && number <= most ? number : null;
}

function shownNetwork(): Network {
  return {
    name: `${shownAreaCode}`,
    dialPlan: new TableDialPlan(
      everyBehaviour.map(({ number, behaviour }) => [number, behaviour] as const),
      shownAreaCode,
    ),
    areaCode: shownAreaCode,
    seed: 'every-behaviour',
    lineCount: everyBehaviour.length,
  };
}

async function cityNetwork(
  file: string,
  io: ExchangeIo,
): Promise<Network | { readonly wrong: Localised }> {
  let text: string;
  try {
    text = await io.readText(file);
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    return {
      wrong: {
        zh: `无法读取城市文件 ${file}：${detail}。请检查路径。`,
        en: `The city file ${file} cannot be read: ${detail}. Check its path.`,
      },
    };
  }
  try {
    const city = cityFromJson(text);
    return {
      name: city.name,
      dialPlan: cityDialPlan(city),
      areaCode: city.areaCode,
      seed: String(city.seed),
      lineCount: city.lines.length,
    };
  } catch (error) {
    if (!(error instanceof CityFileError)) throw error;
    return {
      wrong: {
        zh: `${file} 不是有效的城市文件，${error.path} 处有误：${error.message}`,
        en: `${file} is no valid city file, wrong at ${error.path}: ${error.message}`,
      },
    };
  }
}

async function start(
  called: ExchangeArguments,
  network: Network,
  io: ExchangeIo,
): Promise<RunningExchange | { readonly wrong: Localised }> {
  try {
    return await startExchange({
      port: called.port,
      channels: called.channels,
      dialPlan: network.dialPlan,
      sounds: new SoundLibrary(network.seed, loadVoices()),
      seed: network.seed,
      areaCode: network.areaCode,
      ...(called.json
        ? {
            onCall: (call) =>
              void io.out(JSON.stringify({ event: call.kind, ...call, kind: undefined })),
          }
        : {}),
    });
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : null;
    if (code !== 'EADDRINUSE' && code !== 'EACCES') throw error;
    return {
      wrong: {
        zh: `UDP 端口 ${called.port} 不可用（${code}）。请换一个端口，或先结束占用它的程序。`,
        en: `UDP port ${called.port} cannot be had (${code}). Take another one, or end the program that holds it.`,
      },
    };
  }
}
