import { networkInterfaces } from 'node:os';

import type { KnownSoundChange } from '@everyline/telephony';

import type { AppContext } from '../app/context.ts';
import type { AllowedCall, PlacedCall } from '../app/ports/call-placer.ts';
import type { RegistrationListener, TrunkRegistrar } from '../app/ports/trunk-registrar.ts';
import type { StoredTrunk } from '../app/ports/store/trunks.ts';
import type { LivePlacer } from '../voice/live/live-placer.ts';
import type { LearningPlacer } from '../voice/remembering-placer.ts';
import type { SoundMemory } from '../voice/sound-memory.ts';
import { livePhone } from './live-phone.ts';

/** A call over a loopback trunk leaves from loopback, every other from the machine's own address. */
export class PhonesOnDemand implements LearningPlacer, TrunkRegistrar {
  readonly virtualTime = false;
  private readonly context: AppContext;
  private readonly data: string;
  /** What a phone that is opened later is taught first. */
  private readonly memory: SoundMemory;
  private readonly phones = new Map<string, Promise<LivePlacer>>();

  constructor(context: AppContext, data: string, memory: SoundMemory) {
    this.memory = memory;
    this.context = context;
    this.data = data;
  }

  place(call: AllowedCall): Promise<PlacedCall> {
    return this.withPhone(call.trunk, (phone) => phone.place(call));
  }

  register(trunk: StoredTrunk, listener: RegistrationListener): Promise<void> {
    return this.withPhone(trunk, (phone) => phone.register(trunk, listener));
  }

  leave(trunkId: string): void {
    for (const phone of this.phones.values()) {
      void phone.then(
        (open) => open.leave(trunkId),
        () => undefined,
      );
    }
  }

  private async withPhone<T>(
    { host, loopback }: Pick<StoredTrunk, 'host' | 'loopback'>,
    use: (phone: LivePlacer) => Promise<T>,
  ): Promise<T> {
    const own = loopback ? (host.includes(':') ? '::1' : '127.0.0.1') : outwardAddress();
    const known = this.phones.get(own);
    const phone = known ?? this.open(own);
    if (known === undefined) {
      this.phones.set(own, phone);
      phone.catch(() => this.phones.delete(own));
    }
    const open = await phone;
    try {
      return await use(open);
    } catch (fault) {
      if (!open.usable && this.phones.get(own) === phone) this.phones.delete(own);
      throw fault;
    }
  }

  learn(changes: readonly KnownSoundChange[]): void {
    for (const phone of this.phones.values()) {
      void phone.then(
        (open) => open.learn(changes),
        () => undefined,
      );
    }
  }

  /** What is learnt while a phone opens reaches it twice at most. */
  private async open(own: string): Promise<LivePlacer> {
    const phone = await livePhone(this.context, this.data, own);
    phone.learn(this.memory.snapshot());
    return phone;
  }

  stopAll(): void {
    for (const phone of this.phones.values()) {
      void phone.then(
        (open) => open.stopAll(),
        () => undefined,
      );
    }
  }

  async close(): Promise<void> {
    await Promise.all(
      [...this.phones.values()].map((phone) =>
        phone.then(
          (open) => open.close(),
          () => undefined,
        ),
      ),
    );
  }
}

/** The first IPv4 address of this machine that others can reach; loopback where there is none. */
function outwardAddress(): string {
  for (const addresses of Object.values(networkInterfaces())) {
    for (const address of addresses ?? []) {
      if (address.family === 'IPv4' && !address.internal) return address.address;
    }
  }
  return '127.0.0.1';
}
