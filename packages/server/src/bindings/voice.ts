import { networkInterfaces } from 'node:os';

import type { AppContext } from '../app/context.ts';
import type { AllowedCall, CallPlacer, PlacedCall } from '../app/ports/call-placer.ts';
import { VoiceService } from '../voice/voice-service.ts';
import { ownCalls } from './call-owner.ts';
import { dialRules } from './dial-rules.ts';
import { livePhone } from './live-phone.ts';
import type { StartVoice } from './serve.ts';

/** The voice role on this machine: one phone on loopback, one toward the carrier, each when it is first needed. */
export const startVoice: StartVoice = async (city, config, report) => {
  const rules = dialRules();
  const owner = await ownCalls(city.opened.connection, rules.ownerId);
  const placer = new PhonesOnDemand(city.context, config.data);
  const service = new VoiceService({ context: city.context, rules, placer, report });
  await service.start();
  return {
    stop: async () => {
      await service.stop();
      await owner.release();
    },
  };
};

/** A call over a loopback trunk leaves from loopback, every other from the machine's own address. */
class PhonesOnDemand implements CallPlacer {
  readonly virtualTime = false;
  private readonly context: AppContext;
  private readonly data: string;
  private readonly phones = new Map<string, Promise<CallPlacer>>();

  constructor(context: AppContext, data: string) {
    this.context = context;
    this.data = data;
  }

  async place(call: AllowedCall): Promise<PlacedCall> {
    const host = call.trunk.loopback ? '127.0.0.1' : outwardAddress();
    const known = this.phones.get(host);
    const phone = known ?? livePhone(this.context, this.data, host);
    if (known === undefined) {
      this.phones.set(host, phone);
      phone.catch(() => this.phones.delete(host));
    }
    return (await phone).place(call);
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
