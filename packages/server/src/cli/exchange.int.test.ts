import { cityToJson, makeCity } from '@everyline/exchange';
import { createSocket } from 'node:dgram';
import { afterEach, describe, expect, test } from 'vitest';
import { run } from './exchange.ts';

const open: (() => void)[] = [];
afterEach(() => {
  for (const close of open.splice(0)) close();
});

interface Said {
  readonly out: string[];
  readonly err: string[];
}

/** Runs the command, and stops it as soon as it has said that it listens. */
async function runUntilListening(
  args: string[],
  files: Record<string, string> = {},
): Promise<Said & { status: number }> {
  const stop = new AbortController();
  const said: Said = { out: [], err: [] };
  const status = await run(args, {
    language: 'en',
    stop: stop.signal,
    readText: async (path) => {
      const text = files[path];
      if (text === undefined) throw new Error('no such file');
      return text;
    },
    out: (line) => {
      said.out.push(line);
      if (/"event":"listening"|61880047/.test(line)) stop.abort();
    },
    err: (line) => said.err.push(line),
  });
  return { ...said, status };
}

describe('everyline exchange', () => {
  test('listens on loopback and shows a line for every behaviour', async () => {
    const { status, out } = await runUntilListening(['--port', '0']);
    expect(status).toBe(0);
    expect(out[0]).toMatch(/runs at 127\.0\.0\.1:\d+/);
    expect(out.some((line) => /^02861880001 +person answers$/.test(line))).toBe(true);
    expect(out.at(-1)).toBe('Stopped after 0 calls.');
  });

  test('speaks Chinese', async () => {
    const { out } = await runUntilListening(['--port', '0', '--lang', 'zh-CN']);
    expect(out[0]).toContain('模拟电话网');
    expect(out.some((line) => /有人接听/.test(line))).toBe(true);
  });

  test('runs a city from its file', async () => {
    const city = cityToJson(makeCity({ seed: 3, lineCount: 150, publishedOn: '2026-09-01' }));
    const { status, out } = await runUntilListening(
      ['--port', '0', '--json', '--city', 'city.json'],
      { 'city.json': city },
    );
    expect(status).toBe(0);
    const listening = JSON.parse(out[0] ?? '') as { event: string; host: string; lines: number };
    expect(listening).toMatchObject({ event: 'listening', host: '127.0.0.1' });
    expect(listening.lines).toBeGreaterThanOrEqual(150);
  });

  test.each([
    [[], 'Give the UDP port'],
    [['--port', '70000'], 'Give the UDP port'],
    [['--port', '0', '--channels', '0'], '--channels is'],
    [['--port', '0', '--lang', 'fr'], '--lang is'],
    [['--port', '0', '--host', '0.0.0.0'], 'arguments are wrong'],
    [['--port', '0', '--city', 'absent.json'], 'Check its path'],
    [['--port', '0', '--city', 'broken.json'], '$.version'],
  ])('%j is refused with the reason and the fix', async (args, reason) => {
    const { status, err } = await runUntilListening(args, {
      'broken.json': '{"format":"everyline-sample-city","version":"x"}',
    });
    expect(status).toBe(2);
    expect(err.join('\n')).toContain(reason);
  });

  test('a port that is taken is named', async () => {
    const socket = createSocket('udp4');
    open.push(() => socket.close());
    const port = await new Promise<number>((resolve) =>
      socket.bind(0, '127.0.0.1', () => resolve(socket.address().port)),
    );
    const { status, err } = await runUntilListening(['--port', String(port)]);
    expect(status).toBe(2);
    expect(err[0]).toContain(String(port));
  });
});
