import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { cityToJson, makeCity, type Behaviour, type City } from '@everyline/exchange';

import { startProgram, until, type Program } from './program.ts';

/** An INVITE as the far end saw it. */
export interface SeenCall {
  readonly callId: string;
  readonly dialled: string;
  /** Wall time of this machine, ms. */
  readonly atMs: number;
  endedAtMs: number | null;
}

export interface ExchangeProcess {
  readonly port: number;
  readonly seen: readonly SeenCall[];
  readonly city: City;
  close(): Promise<void>;
}

/** `everyline exchange` in a process of its own: a city whose lines behave as the test says. */
export async function startExchangeProcess(
  folder: string,
  options: {
    readonly lineCount: number;
    readonly channels?: number;
    readonly behaviourOf: (index: number) => Behaviour;
  },
): Promise<ExchangeProcess> {
  const made = makeCity({ seed: 7, lineCount: options.lineCount, publishedOn: '2026-09-01' });
  const city = {
    ...made,
    lines: made.lines.map((line, index) => ({ ...line, behaviour: options.behaviourOf(index) })),
  };
  const file = join(folder, 'city.json');
  await writeFile(file, cityToJson(city));
  const seen = new Map<string, SeenCall>();
  let port = 0;
  const program: Program = startProgram(
    [
      'exchange',
      '--port',
      '0',
      '--json',
      '--city',
      file,
      '--channels',
      String(options.channels ?? 128),
    ],
    {
      onLine: (line) => {
        const said = JSON.parse(line) as {
          event: string;
          port: number;
          callId: string;
          dialled: string;
          atMs: number;
        };
        if (said.event === 'listening') port = said.port;
        if (said.event === 'call_started') {
          const { callId, dialled, atMs } = said;
          seen.set(callId, { callId, dialled, atMs, endedAtMs: null });
          order.push(seen.get(callId) as SeenCall);
        }
        const ended = said.event === 'call_ended' ? seen.get(said.callId) : undefined;
        if (ended) ended.endedAtMs = said.atMs;
      },
    },
  );
  const order: SeenCall[] = [];
  await until('the exchange listens', () => port !== 0 || program.child.exitCode !== null);
  if (port === 0) throw new Error(`the exchange did not start: ${program.err.join(' ')}`);
  return {
    port,
    seen: order,
    city,
    close: async () => {
      await program.stop();
    },
  };
}
