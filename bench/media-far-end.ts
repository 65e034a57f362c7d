import { fork, type ChildProcess } from 'node:child_process';
import { resolve } from 'node:path';

export type FarEndRequest =
  | { readonly kind: 'stream'; readonly ports: readonly number[] }
  | { readonly kind: 'pause' }
  | { readonly kind: 'resume' }
  | { readonly kind: 'forget' };

export interface FarEndFigures {
  readonly kind: 'figures';
  /** Packets since the beginning. */
  readonly sent: number;
  readonly received: number;
  /** How late it came to its sends at worst, since it was asked last. */
  readonly latestMs: number;
}

export type FarEndAnswer =
  { readonly kind: 'ready'; readonly sipPort: number; readonly mediaPort: number } | FarEndFigures;

/** The far end of `bench media` in its own process. */
export class FarEnd {
  readonly sipPort: number;
  readonly mediaPort: number;
  readonly #child: ChildProcess;

  private constructor(child: ChildProcess, ports: { sipPort: number; mediaPort: number }) {
    this.#child = child;
    this.sipPort = ports.sipPort;
    this.mediaPort = ports.mediaPort;
  }

  static async start(): Promise<FarEnd> {
    const child = fork(resolve(import.meta.dirname, 'media-far-end-child.ts'));
    const ready = await next(child);
    if (ready.kind !== 'ready') throw new Error('the far end of the benchmark did not begin');
    return new FarEnd(child, ready);
  }

  ask(request: FarEndRequest): void {
    this.#child.send(request);
  }

  /** Stops its sending and gives its figures. */
  async pause(): Promise<FarEndFigures> {
    const figures = next(this.#child);
    this.ask({ kind: 'pause' });
    const answer = await figures;
    if (answer.kind !== 'figures') throw new Error('the far end of the benchmark began anew');
    return answer;
  }

  close(): void {
    this.#child.disconnect();
  }
}

function next(child: ChildProcess): Promise<FarEndAnswer> {
  return new Promise((resolved, rejected) => {
    const ended = (status: number | null): void => {
      rejected(new Error(`the far end of the benchmark ended with ${status}`));
    };
    child.once('exit', ended);
    child.once('message', (answer) => {
      child.off('exit', ended);
      resolved(answer as FarEndAnswer);
    });
  });
}
