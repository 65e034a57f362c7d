import { networkInterfaces } from 'node:os';

import type { KnownSoundChange } from '@everyline/telephony';

import type { AppContext } from '../app/context.ts';
import type { AllowedCall, PlacedCall } from '../app/ports/call-placer.ts';
import type { RegistrationListener, TrunkRegistrar } from '../app/ports/trunk-registrar.ts';
import type { StoredTrunk } from '../app/ports/store/trunks.ts';
import type { LivePlacer } from '../voice/live/live-placer.ts';
import { certificateSetOf, tlsOfTrunk, type CertifiedTrunk } from '../voice/live/trunk-tls.ts';
import type { LearningPlacer } from '../voice/remembering-placer.ts';
import type { SoundMemory } from '../voice/sound-memory.ts';
import { livePhone } from './live-phone.ts';

/** A phone with what it is opened for. */
interface Opened {
  readonly placer: Promise<LivePlacer>;
  /** Certificates of its own: it is closed once no trunk shows them any more. */
  readonly certified: boolean;
  /** The trunks that were last called or registered with it. */
  readonly trunks: Set<string>;
  /** What is going on with it. */
  inUse: number;
}

type TrunkOfPhone = CertifiedTrunk & Pick<StoredTrunk, 'id' | 'host' | 'loopback'>;

/**
 * A call over a loopback trunk leaves from loopback, every other from the machine's own address; trunks that show other
 * certificates, or believe other authorities, have phones of their own.
 */
export class PhonesOnDemand implements LearningPlacer, TrunkRegistrar {
  readonly virtualTime = false;
  private readonly context: AppContext;
  private readonly data: string;
  /** What a phone that is opened later is taught first. */
  private readonly memory: SoundMemory;
  private readonly phones = new Map<string, Opened>();
  /** Phones that nobody needs any more, while they close. */
  private readonly closing = new Set<Promise<void>>();

  constructor(context: AppContext, data: string, memory: SoundMemory) {
    this.memory = memory;
    this.context = context;
    this.data = data;
  }

  /** How many phones are open. */
  get count(): number {
    return this.phones.size;
  }

  place(call: AllowedCall, freed?: () => void): Promise<PlacedCall> {
    return this.withPhone(call.trunk, (phone) => phone.place(call, freed));
  }

  register(trunk: StoredTrunk, listener: RegistrationListener): Promise<void> {
    return this.withPhone(trunk, (phone) => phone.register(trunk, listener));
  }

  leave(trunkId: string): void {
    this.each((open) => open.leave(trunkId));
  }

  learn(changes: readonly KnownSoundChange[]): void {
    this.each((open) => open.learn(changes));
  }

  stopAll(): void {
    this.each((open) => open.stopAll());
  }

  async close(): Promise<void> {
    await Promise.all([...this.phones.values()].map(({ placer }) => closed(placer)));
    await Promise.all(this.closing);
  }

  private async withPhone<T>(
    trunk: TrunkOfPhone,
    use: (phone: LivePlacer) => Promise<T>,
  ): Promise<T> {
    const { host, loopback } = trunk;
    const own = loopback ? (host.includes(':') ? '::1' : '127.0.0.1') : outwardAddress();
    const key = `${own} ${certificateSetOf(trunk)}`;
    const phone = this.phones.get(key) ?? this.open(key, own, trunk);
    phone.inUse += 1;
    this.moveTo(phone, trunk.id);
    try {
      return await use(await phone.placer);
    } catch (fault) {
      const usable = await phone.placer.then(
        (open) => open.usable,
        () => false,
      );
      if (!usable && this.phones.get(key) === phone) this.phones.delete(key);
      throw fault;
    } finally {
      phone.inUse -= 1;
      this.closeUnneeded();
    }
  }

  /** A trunk whose certificates were renewed leaves the phone of the old ones. */
  private moveTo(phone: Opened, trunkId: string): void {
    for (const other of this.phones.values()) if (other !== phone) other.trunks.delete(trunkId);
    phone.trunks.add(trunkId);
    this.closeUnneeded();
  }

  private closeUnneeded(): void {
    for (const [key, { certified, trunks, inUse, placer }] of this.phones) {
      if (!certified || trunks.size > 0 || inUse > 0) continue;
      this.phones.delete(key);
      const gone = closed(placer).finally(() => this.closing.delete(gone));
      this.closing.add(gone);
    }
  }

  /** What is learnt while a phone opens reaches it twice at most. */
  private open(key: string, own: string, trunk: TrunkOfPhone): Opened {
    const { context, data, memory } = this;
    const tls = tlsOfTrunk(trunk, context.secrets);
    const placer = livePhone(context, data, own, tls).then((phone) => {
      phone.learn(memory.snapshot());
      return phone;
    });
    const opened = { placer, certified: tls !== null, trunks: new Set<string>(), inUse: 0 };
    this.phones.set(key, opened);
    return opened;
  }

  private each(ask: (open: LivePlacer) => void): void {
    for (const { placer } of this.phones.values()) void placer.then(ask, () => undefined);
  }
}

function closed(placer: Promise<LivePlacer>): Promise<void> {
  return placer.then(
    (open) => open.close(),
    () => undefined,
  );
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
