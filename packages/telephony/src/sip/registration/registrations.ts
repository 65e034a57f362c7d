import type { Address } from '../address.ts';
import type { Core } from '../core.ts';
import type { TransactionLayer } from '../transaction-layer.ts';
import { Registration } from './registration.ts';
import type { RegistrationRequest } from './registration-request.ts';

/** All registrations that an endpoint keeps as client. */
export class Registrations {
  readonly #core: Core;
  readonly #layer: TransactionLayer;
  readonly #all = new Map<string, Registration>();

  constructor(core: Core, layer: TransactionLayer) {
    this.#core = core;
    this.#layer = layer;
  }

  get count(): number {
    return this.#all.size;
  }

  start(request: RegistrationRequest, nowMs: number): string {
    const registration = new Registration({
      core: this.#core,
      layer: this.#layer,
      request,
      over: (ended) => this.#all.delete(ended.id),
    });
    this.#all.set(registration.id, registration);
    registration.renew(nowMs);
    return registration.id;
  }

  renew(registrationId: string, nowMs: number): void {
    this.#all.get(registrationId)?.renew(nowMs);
  }

  leave(registrationId: string, nowMs: number): void {
    this.#all.get(registrationId)?.leave(nowMs);
  }

  flowLost(to: Address, nowMs: number): void {
    for (const registration of this.#all.values()) registration.flowLost(to, nowMs);
  }
}
