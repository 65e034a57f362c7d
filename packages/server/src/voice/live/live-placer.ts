import { Worker } from 'node:worker_threads';

import type { KnownSoundChange } from '@everyline/telephony';

import type { AllowedCall, PlacedCall } from '../../app/ports/call-placer.ts';
import type { Secrets } from '../../app/ports/secrets.ts';
import { limitsOf, placedCall, unplacedCall } from '../placed-call.ts';
import type { LearningPlacer } from '../remembering-placer.ts';
import type { StoredTrunk } from '../../app/ports/store/trunks.ts';
import type { RegistrationListener, TrunkRegistrar } from '../../app/ports/trunk-registrar.ts';
import type { FromPhone, PhoneThreadSettings, ToPhone } from './phone-messages.ts';
import { accountOfTrunk, registrationOf } from './trunk-account.ts';

interface Waiting {
  readonly freed: (() => void) | undefined;
  readonly resolve: (call: PlacedCall) => void;
  readonly reject: (fault: Error) => void;
}

/**
 * Places calls over real sockets. SIP, RTP and hearing run in a thread of their own, so that neither
 * a screen nor the database can make a call stutter.
 */
export class LivePlacer implements LearningPlacer, TrunkRegistrar {
  readonly virtualTime = false;
  private readonly thread: Worker;
  private readonly secrets: Secrets;
  private readonly waiting = new Map<string, Waiting>();
  private readonly registrations = new Map<string, RegistrationListener>();
  private closing: (() => void) | null = null;
  private broken: Error | null = null;

  private constructor(thread: Worker, secrets: Secrets) {
    this.thread = thread;
    this.secrets = secrets;
    thread.on('message', (message: FromPhone) => this.receive(message));
    thread.on('error', (fault: unknown) =>
      this.fail(fault instanceof Error ? fault : new Error(String(fault))),
    );
    thread.on('exit', (status) => this.fail(new Error(`the phone's thread ended (${status})`)));
  }

  /** Starts the thread and waits until its sockets are bound; rejects with the reason if they cannot be. */
  static async start(settings: PhoneThreadSettings, secrets: Secrets): Promise<LivePlacer> {
    const thread = new Worker(new URL('./phone-thread.ts', import.meta.url), {
      workerData: settings,
    });
    await new Promise<void>((resolve, reject) => {
      thread.once('error', reject);
      thread.once('message', (message: FromPhone) => {
        if (message.kind === 'ready') resolve();
        else reject(new Error(message.kind === 'failed' ? message.message : message.kind));
      });
    });
    thread.removeAllListeners('error');
    return new LivePlacer(thread, secrets);
  }

  /** False once its thread has ended: it places no call any more. */
  get usable(): boolean {
    return this.broken === null;
  }

  async place(call: AllowedCall, freed?: () => void): Promise<PlacedCall> {
    if (this.broken) throw this.broken;
    const { trunk } = call;
    return new Promise((resolve, reject) => {
      this.waiting.set(call.probeId, { freed, resolve, reject });
      this.tell({
        kind: 'place',
        id: call.probeId,
        call: {
          dialled: call.dialled,
          host: trunk.host,
          port: trunk.port,
          transport: trunk.transport,
          webSocketPath: trunk.webSocketPath,
          callerNumber: trunk.presentedNumber ?? '',
          username: trunk.username,
          password: trunk.passwordSealed === null ? null : this.secrets.open(trunk.passwordSealed),
          codecs: trunk.codecs,
          limits: limitsOf(call),
          script: call.script ?? null,
        },
      });
    });
  }

  learn(changes: readonly KnownSoundChange[]): void {
    if (!this.broken && changes.length > 0) this.tell({ kind: 'learn', changes });
  }

  register(trunk: StoredTrunk, listener: RegistrationListener): Promise<void> {
    if (this.broken) return Promise.reject(this.broken);
    const account = accountOfTrunk(trunk, this.secrets);
    if (account === null) return Promise.resolve();
    this.registrations.set(trunk.id, listener);
    this.tell({ kind: 'register', id: trunk.id, account });
    return Promise.resolve();
  }

  leave(trunkId: string): void {
    if (this.registrations.delete(trunkId)) this.tell({ kind: 'unregister', id: trunkId });
  }

  stopAll(): void {
    this.tell({ kind: 'stop-all' });
  }

  async close(): Promise<void> {
    if (this.broken) return;
    await new Promise<void>((resolve) => {
      this.closing = resolve;
      this.tell({ kind: 'close' });
    });
    await this.thread.terminate();
  }

  private tell(message: ToPhone): void {
    this.thread.postMessage(message);
  }

  private receive(message: FromPhone): void {
    if (message.kind === 'closed') {
      this.closing?.();
      return;
    }
    if (message.kind === 'registration') {
      const state = registrationOf(message.news);
      if (state !== null) this.registrations.get(message.id)?.changed(state);
      return;
    }
    if (message.kind === 'freed') {
      this.waiting.get(message.id)?.freed?.();
      return;
    }
    if (message.kind !== 'ended' && message.kind !== 'call-failed') return;
    const waiting = this.waiting.get(message.id);
    this.waiting.delete(message.id);
    if (message.kind === 'ended') waiting?.resolve(placedCall(message.observation));
    else this.failed(message, waiting);
  }

  /** A call of which nothing left has its record; what else went wrong is a fault of the program. */
  private failed(
    { code, message, atMs }: Extract<FromPhone, { kind: 'call-failed' }>,
    waiting: Waiting | undefined,
  ): void {
    if (code === null) waiting?.reject(new Error(message));
    else waiting?.resolve(unplacedCall({ code, message, atMs }));
  }

  private fail(fault: Error): void {
    this.broken = fault;
    this.closing?.();
    for (const { reject } of this.waiting.values()) reject(fault);
    this.waiting.clear();
    for (const listener of this.registrations.values()) listener.lost();
    this.registrations.clear();
  }
}
