/** The faults of the binding: the machine or the way to the trunk, not the call, is at fault. */
export type PhoneFaultCode =
  | 'sip_port_in_use'
  | 'sip_address_unavailable'
  | 'rtp_ports_exhausted'
  | 'trunk_name_unresolved'
  /** No connection to the trunk could be made: refused, no way there, or no answer. */
  | 'trunk_unreachable'
  /** Our own certificate, private key or authorities. */
  | 'tls_certificate_unusable'
  /** The far end's certificate comes from no authority that we believe, or from itself. */
  | 'tls_certificate_untrusted'
  | 'tls_certificate_expired'
  /** The far end's certificate is for another name. */
  | 'tls_certificate_name_mismatch'
  /** The far end wants a certificate of ours, or does not take the one that we have. */
  | 'tls_client_certificate_refused'
  | 'tls_handshake_failed'
  | 'stopped'
  | 'phone_closed';

/** A fault that keeps a call from being placed at all; nothing was sent. */
export class PhoneFault extends Error {
  readonly code: PhoneFaultCode;

  constructor(code: PhoneFaultCode, message: string) {
    super(message);
    this.name = 'PhoneFault';
    this.code = code;
  }
}
