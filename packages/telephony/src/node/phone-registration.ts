import type { Address } from '../sip/address.ts';
import type { RegistrationEvent } from '../sip/registration/registration-event.ts';
import type { RegistrationRequest } from '../sip/registration/registration-request.ts';
import type { NetworkEndpoint } from './network-endpoint.ts';
import type { PhoneClock } from './wake-timer.ts';

/** An account that a phone keeps registered. */
export interface PhoneRegistration extends Omit<RegistrationRequest, 'sendTo' | 'watch'> {
  /** The registrars, by name or literal address, the preferred first; port 0 leaves it to the name service. */
  readonly registrars: readonly [Address, ...Address[]];
  /** Told of each event; a name without an address is told as a failure of the transport. */
  readonly watch: (event: RegistrationEvent) => void;
}

/** A registrar that does not answer a farewell is not waited for. */
const farewellMs = 2_000;

/** How soon names that have no address are looked up again. */
const lookAgainMs = 60_000;

/** One account that a phone keeps registered, from the look-up of its registrars to the farewell. */
export class KeptRegistration {
  readonly #sip: NetworkEndpoint;
  readonly #registration: PhoneRegistration;
  readonly #locate: () => Promise<readonly [Address, ...Address[]]>;
  readonly #clock: PhoneClock;
  #id: string | null = null;
  #left: Promise<void> | null = null;
  #again: NodeJS.Timeout | null = null;
  #gone: () => void = () => undefined;

  constructor(parts: {
    readonly sip: NetworkEndpoint;
    readonly registration: PhoneRegistration;
    readonly locate: () => Promise<readonly [Address, ...Address[]]>;
    readonly clock: PhoneClock;
  }) {
    this.#sip = parts.sip;
    this.#registration = parts.registration;
    this.#locate = parts.locate;
    this.#clock = parts.clock;
    void this.#begin();
  }

  /** Takes the registration back; resolves when the registrar has said so, or after two seconds. */
  leave(): Promise<void> {
    this.#left ??= this.#leave();
    return this.#left;
  }

  async #leave(): Promise<void> {
    if (this.#again !== null) clearTimeout(this.#again);
    const id = this.#id;
    if (id === null) return;
    const left = new Promise<void>((resolve) => {
      this.#gone = resolve;
    });
    const late = setTimeout(this.#gone, farewellMs);
    this.#sip.run((endpoint, nowMs) => endpoint.unregister(id, nowMs));
    await left;
    clearTimeout(late);
  }

  async #begin(): Promise<void> {
    const { registrars: _, watch, ...request } = this.#registration;
    try {
      const sendTo = await this.#locate();
      if (this.#left !== null) return;
      this.#sip.run((endpoint, nowMs) => {
        const told = (event: RegistrationEvent): void => {
          if (event.kind === 'unregistered') this.#gone();
          watch(event);
        };
        const started = endpoint.register({ ...request, sendTo, watch: told }, nowMs);
        this.#id = started.registrationId;
        return started.effects;
      });
    } catch (fault) {
      if (this.#left !== null) return;
      const atMs = this.#clock.nowMs();
      this.#again = setTimeout(() => void this.#begin(), lookAgainMs);
      watch({
        kind: 'registration-failed',
        registrationId: '',
        atMs,
        status: 503,
        reason: fault instanceof Error ? fault.message : String(fault),
        by: 'transport',
        refused: false,
        retryAtMs: atMs + lookAgainMs,
        registeredUntilMs: null,
      });
    }
  }
}
