import { hostPort, type Address } from '../sip/address.ts';
import { PhoneFault, type PhoneFaultCode } from './phone-fault.ts';
import { systemErrorCode } from './udp-socket.ts';

const untrusted = new Set([
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'CERT_UNTRUSTED',
  'CERT_SIGNATURE_FAILURE',
  'CERT_REVOKED',
  'INVALID_CA',
  'INVALID_PURPOSE',
]);
const clientRefused =
  /ALERT_(?:CERTIFICATE_REQUIRED|BAD_CERTIFICATE|UNKNOWN_CA|CERTIFICATE_UNKNOWN)|ALERT_HANDSHAKE_FAILURE/;

/** The fault behind an error of a TLS connection to an address; null when TLS is not the reason. */
export function tlsFaultOf(error: unknown, to: Address): PhoneFault | null {
  const code = systemErrorCode(error);
  const place = `${to.name ?? to.host} (${hostPort(to)})`;
  const fault = (faultCode: PhoneFaultCode, what: string): PhoneFault =>
    new PhoneFault(faultCode, `${what}; the system says ${code}`);
  if (untrusted.has(code)) {
    return fault(
      'tls_certificate_untrusted',
      `the certificate of ${place} comes from no authority that is believed here: give its authority`,
    );
  }
  if (code === 'CERT_HAS_EXPIRED' || code === 'CERT_NOT_YET_VALID')
    return fault('tls_certificate_expired', `the certificate of ${place} is not in force`);
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID' || code === 'HOSTNAME_MISMATCH') {
    return fault(
      'tls_certificate_name_mismatch',
      `the certificate of ${place} is for another name: use the name that it is for`,
    );
  }
  if (clientRefused.test(code)) {
    return fault(
      'tls_client_certificate_refused',
      `${place} wants a certificate of ours that it knows, or shares no version and cipher with us`,
    );
  }
  if (code.startsWith('ERR_SSL') || code.startsWith('ERR_TLS') || code === 'EPROTO')
    return fault('tls_handshake_failed', `${place} does not speak TLS as we do`);
  return null;
}
