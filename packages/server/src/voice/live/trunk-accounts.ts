import type { RegistrationEvent } from '@everyline/telephony';
import type { UdpPhone } from '@everyline/telephony/node';

import type { TrunkAccount } from './phone-messages.ts';

/** The accounts that a phone keeps registered, by trunk. */
export class TrunkAccounts {
  private readonly phone: UdpPhone;
  private readonly tell: (trunkId: string, news: RegistrationEvent) => void;
  private readonly kept = new Map<string, ReturnType<UdpPhone['register']>>();

  constructor(phone: UdpPhone, tell: TrunkAccounts['tell']) {
    this.phone = phone;
    this.tell = tell;
  }

  /** Registers an account; one that was kept for the trunk before is left. */
  keep(trunkId: string, account: TrunkAccount): void {
    this.leave(trunkId);
    const kept = this.phone.register({
      aor: account.aor,
      registrars: account.registrars,
      credentials: { username: account.username, password: account.password },
      expiresS: account.expiresS,
      watch: (event) => {
        if (this.kept.get(trunkId) === kept) this.tell(trunkId, event);
      },
    });
    this.kept.set(trunkId, kept);
  }

  leave(trunkId: string): void {
    void this.kept.get(trunkId)?.leave();
    this.kept.delete(trunkId);
  }
}
