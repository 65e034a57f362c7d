import { expiryNotice, isEncrypted, type CertificateFacts } from '@everyline/domain';

import type { AppContext } from '../app/context.ts';
import type { StoredTrunk } from '../app/ports/store/trunks.ts';
import { certificateAlarm } from '../app/trunks/certificate-alarm.ts';

/** Tells people in time that a trunk's certificate comes to its end: of each step toward it once. */
export class CertificateWatch {
  private readonly context: Pick<AppContext, 'clock' | 'events'>;
  /** By trunk, what of each of its certificates has been told. */
  private readonly told = new Map<string, ReadonlySet<string>>();

  constructor(context: Pick<AppContext, 'clock' | 'events'>) {
    this.context = context;
  }

  /** Looks at the trunks as they are now; those that are disabled call nobody. */
  look(trunks: readonly StoredTrunk[]): void {
    const nowMs = this.context.clock.nowMs();
    for (const trunk of trunks) {
      if (trunk.state.kind === 'disabled' || !isEncrypted(trunk.transport)) continue;
      const { clientCertificate, authorities } = trunk;
      const before = this.told.get(trunk.id);
      const now = new Set<string>();
      const look = (certificate: CertificateFacts, whose: 'own' | 'authority') => {
        const notice = expiryNotice(certificate, nowMs);
        if (notice === null) return;
        const news = `${whose} ${certificate.subject} ${certificate.validToMs} ${notice}`;
        now.add(news);
        if (before?.has(news)) return;
        this.context.events.publish(certificateAlarm(trunk, certificate, whose, nowMs));
      };
      if (clientCertificate !== null) look(clientCertificate, 'own');
      for (const authority of authorities) look(authority, 'authority');
      this.told.set(trunk.id, now);
    }
  }
}
