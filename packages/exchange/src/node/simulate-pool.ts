import { Worker } from 'node:worker_threads';
import type { KnownSoundChange } from '@everyline/telephony';
import type { SimulatedCall } from '../virtual/simulate-call.ts';
import type {
  PoolCall,
  ResultMessage,
  SimulatedNetworkData,
  ThreadMessage,
} from './simulate-messages.ts';
import { voicesFolder } from './voice-files.ts';

interface Waiting {
  readonly call: PoolCall;
  readonly onReached: ((ms: number) => void) | undefined;
  readonly resolve: (result: SimulatedCall) => void;
  readonly reject: (fault: Error) => void;
}

interface Thread {
  readonly worker: Worker;
  busyWith: number | null;
}

/** Simulates calls in worker threads; which thread takes a call makes no difference to its result. All learn the same. */
export class SimulatePool {
  readonly #threads: Thread[] = [];
  readonly #queue: number[] = [];
  readonly #waiting = new Map<number, Waiting>();
  #calls = 0;
  #closed = false;

  constructor(
    network: Omit<SimulatedNetworkData, 'voicesFolder'> & { readonly voicesFolder?: string },
    threads = 2,
  ) {
    for (let index = 0; index < threads; index += 1) {
      const data: SimulatedNetworkData = { voicesFolder, ...network };
      const worker = new Worker(new URL('./simulate-worker.ts', import.meta.url), {
        workerData: data,
      });
      const thread: Thread = { worker, busyWith: null };
      worker.on('message', (message: ResultMessage) => this.#take(thread, message));
      worker.on('error', (fault) =>
        this.#lose(thread, fault instanceof Error ? fault : new Error(String(fault))),
      );
      worker.unref();
      this.#threads.push(thread);
    }
  }

  /** @param onReached told how far the call has come: it will not end before that. */
  simulate(call: PoolCall, onReached?: (ms: number) => void): Promise<SimulatedCall> {
    if (this.#closed || this.#threads.length === 0)
      return Promise.reject(new Error('the pool of simulated calls is closed'));
    return new Promise((resolve, reject) => {
      this.#calls += 1;
      this.#waiting.set(this.#calls, { call, onReached, resolve, reject });
      this.#queue.push(this.#calls);
      this.#next();
    });
  }

  /** Calls that begin from now on know this. */
  learn(changes: readonly KnownSoundChange[]): void {
    const message: ThreadMessage = { kind: 'learn', changes };
    if (changes.length > 0) for (const { worker } of this.#threads) worker.postMessage(message);
  }

  async close(): Promise<void> {
    this.#closed = true;
    for (const waiting of this.#waiting.values())
      waiting.reject(new Error('the pool of simulated calls was closed'));
    this.#waiting.clear();
    await Promise.all(this.#threads.map(({ worker }) => worker.terminate()));
  }

  #next(): void {
    for (const thread of this.#threads) {
      if (thread.busyWith !== null) continue;
      const id = this.#queue.shift();
      const waiting = id === undefined ? undefined : this.#waiting.get(id);
      if (id === undefined || waiting === undefined) return;
      thread.busyWith = id;
      // While a call is under way the thread keeps the program alive.
      thread.worker.ref();
      const message: ThreadMessage = { kind: 'call', id, call: waiting.call };
      thread.worker.postMessage(message);
    }
  }

  #take(thread: Thread, message: ResultMessage): void {
    const waiting = this.#waiting.get(message.id);
    if (message.kind === 'reached') {
      waiting?.onReached?.(message.ms);
      return;
    }
    this.#waiting.delete(message.id);
    thread.busyWith = null;
    thread.worker.unref();
    if (message.kind === 'done') waiting?.resolve(message.result);
    else waiting?.reject(new Error(message.message));
    this.#next();
  }

  /** A thread has died: its call fails, the others go on. */
  #lose(thread: Thread, fault: Error): void {
    this.#threads.splice(this.#threads.indexOf(thread), 1);
    const lost =
      this.#threads.length === 0
        ? [...this.#waiting.keys()]
        : thread.busyWith === null
          ? []
          : [thread.busyWith];
    for (const id of lost) {
      this.#waiting.get(id)?.reject(fault);
      this.#waiting.delete(id);
    }
    this.#next();
  }
}
