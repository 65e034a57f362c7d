import { Worker } from 'node:worker_threads';
import type { Address } from '@everyline/telephony';
import type { Behaviour } from '../behaviours/behaviour.ts';
import type { ExchangeEffect } from '../exchange-effect.ts';
import type { ExchangeFigures } from './exchange-server.ts';
import { voicesFolder } from './voice-files.ts';

/** What a thread needs to be an exchange: plain data. */
export interface ExchangeThreadData {
  readonly port: number;
  readonly lines: readonly (readonly [number: string, behaviour: Behaviour])[];
  readonly areaCode: string;
  readonly seed: string;
  readonly voicesFolder: string;
  readonly channels?: number;
  readonly startAtMs?: number;
  /** Whether the start and end of every call are told. */
  readonly tellsCalls?: boolean;
}

type CallNews = Extract<ExchangeEffect, { kind: 'call_started' | 'call_ended' }>;

export type ExchangeThreadMessage =
  | { readonly kind: 'listening'; readonly address: Address }
  | { readonly kind: 'call'; readonly call: CallNews }
  | { readonly kind: 'figures'; readonly figures: ExchangeFigures }
  | { readonly kind: 'closed' }
  | { readonly kind: 'fault'; readonly message: string };

export interface ExchangeThread {
  readonly address: Address;
  figures(): Promise<ExchangeFigures>;
  close(): Promise<void>;
}

/** Starts the simulated exchange in its own thread, so that its audio keeps time whatever the main thread does. */
export function startExchangeThread(
  options: Omit<ExchangeThreadData, 'voicesFolder' | 'tellsCalls'> & {
    readonly voicesFolder?: string;
    readonly onCall?: (call: CallNews) => void;
  },
): Promise<ExchangeThread> {
  const { onCall, ...rest } = options;
  const workerData: ExchangeThreadData = {
    voicesFolder,
    ...rest,
    tellsCalls: onCall !== undefined,
  };
  const worker = new Worker(new URL('./exchange-worker.ts', import.meta.url), { workerData });
  return new Promise((resolve, reject) => {
    const asked: ((figures: ExchangeFigures) => void)[] = [];
    let over: () => void = () => undefined;
    worker.on('error', reject);
    worker.on('exit', () => over());
    worker.on('message', (message: ExchangeThreadMessage) => {
      switch (message.kind) {
        case 'listening':
          resolve({
            address: message.address,
            figures: () =>
              new Promise((answer) => {
                asked.push(answer);
                worker.postMessage('figures');
              }),
            close: () =>
              new Promise((done) => {
                over = done;
                worker.postMessage('close');
              }),
          });
          break;
        case 'figures':
          asked.shift()?.(message.figures);
          break;
        case 'call':
          onCall?.(message.call);
          break;
        case 'closed':
          void worker.terminate();
          break;
        case 'fault':
          reject(new Error(message.message));
          void worker.terminate();
          break;
      }
    });
  });
}
