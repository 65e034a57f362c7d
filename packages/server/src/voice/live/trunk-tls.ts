import { isEncrypted } from '@everyline/domain';
import type { TlsSettings } from '@everyline/telephony/node';

import type { Secrets } from '../../app/ports/secrets.ts';
import type { StoredTrunk } from '../../app/ports/store/trunks.ts';

/** What of a trunk says with which certificates it is spoken with. */
export type CertifiedTrunk = Pick<StoredTrunk, 'transport' | 'clientCertificate' | 'authorities'>;

/** The same for two trunks exactly when one phone can serve both; empty where a phone without certificates can. */
export function certificateSetOf(trunk: CertifiedTrunk): string {
  const { transport, clientCertificate, authorities } = trunk;
  if (!isEncrypted(transport) || (clientCertificate === null && authorities.length === 0))
    return '';
  return JSON.stringify([
    clientCertificate && [clientCertificate.certificate, clientCertificate.privateKeySealed],
    authorities.map(({ certificate }) => certificate),
  ]);
}

/** The certificates of a trunk as a phone takes them; null where it needs none. */
export function tlsOfTrunk(
  trunk: CertifiedTrunk,
  secrets: Pick<Secrets, 'open'>,
): TlsSettings | null {
  if (certificateSetOf(trunk) === '') return null;
  const { clientCertificate, authorities } = trunk;
  return {
    ...(clientCertificate !== null && {
      certificate: clientCertificate.certificate,
      privateKey: secrets.open(clientCertificate.privateKeySealed),
    }),
    ...(authorities.length > 0 && {
      authorities: authorities.map(({ certificate }) => certificate),
    }),
  };
}
