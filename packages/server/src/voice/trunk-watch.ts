import type { AppContext } from '../app/context.ts';
import type { StoredTrunk } from '../app/ports/store/trunks.ts';
import type { TrunkRegistrar } from '../app/ports/trunk-registrar.ts';
import { noteRegistration } from '../app/trunks/note-registration.ts';

/** Keeps exactly those trunks registered that an administrator has enabled and set to register. */
export class TrunkWatch {
  private readonly context: AppContext;
  private readonly registrar: TrunkRegistrar;
  private readonly report: (fault: unknown) => void;
  /** What each trunk was registered with. */
  private readonly kept = new Map<string, string>();
  /** One after the other, so that an earlier word never overwrites a later one. */
  private writing: Promise<void> = Promise.resolve();

  constructor(parts: {
    readonly context: AppContext;
    readonly registrar: TrunkRegistrar;
    readonly report: (fault: unknown) => void;
  }) {
    this.context = parts.context;
    this.registrar = parts.registrar;
    this.report = parts.report;
  }

  /** Looks at the trunks as they are now. */
  async look(trunks: readonly StoredTrunk[]): Promise<void> {
    const wanted = new Map(
      trunks
        .filter(({ registration, state }) => registration !== null && state.kind !== 'disabled')
        .map((trunk) => [trunk.id, trunk]),
    );
    for (const trunkId of [...this.kept.keys()]) {
      const trunk = wanted.get(trunkId);
      if (trunk !== undefined && this.kept.get(trunkId) === termsOf(trunk)) continue;
      this.kept.delete(trunkId);
      this.registrar.leave(trunkId);
      if (trunk === undefined) this.write(() => this.store.setRegistration(trunkId, null));
    }
    for (const trunk of wanted.values()) {
      if (this.kept.has(trunk.id)) continue;
      this.kept.set(trunk.id, termsOf(trunk));
      await this.begin(trunk);
    }
  }

  /** Leaves all; what they were is forgotten, since nobody keeps them any more. */
  async close(): Promise<void> {
    for (const trunkId of [...this.kept.keys()]) {
      this.kept.delete(trunkId);
      this.registrar.leave(trunkId);
      this.write(() => this.store.setRegistration(trunkId, null));
    }
    await this.writing;
  }

  private async begin(trunk: StoredTrunk): Promise<void> {
    const terms = this.kept.get(trunk.id);
    const nothing = { registrar: null, status: null, reason: null };
    this.write(() =>
      noteRegistration(this.context, trunk, {
        ...nothing,
        state: 'registering',
        expiresAtMs: null,
        retryAtMs: null,
      }),
    );
    try {
      await this.registrar.register(trunk, {
        changed: (state) => {
          if (this.kept.get(trunk.id) === terms)
            this.write(() => noteRegistration(this.context, trunk, state));
        },
        lost: () => {
          if (this.kept.get(trunk.id) === terms) this.kept.delete(trunk.id);
        },
      });
    } catch (fault) {
      this.report(fault);
      this.kept.delete(trunk.id);
    }
  }

  private write(work: () => Promise<void>): void {
    this.writing = this.writing.then(work).catch(this.report);
  }

  private get store(): AppContext['store']['trunks'] {
    return this.context.store.trunks;
  }
}

/** Everything of a trunk that its registration is made of. */
function termsOf(trunk: StoredTrunk): string {
  const { host, port, transport, webSocketPath, registration } = trunk;
  const { username, passwordSealed, presentedNumber } = trunk;
  return JSON.stringify([
    ...[host, port, transport, webSocketPath, registration],
    ...[username, passwordSealed, presentedNumber],
    ...[trunk.clientCertificate, trunk.authorities],
  ]);
}
