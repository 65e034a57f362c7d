/** The faults of the binding: the machine, not the call, is at fault. */
export type PhoneFaultCode =
  | 'sip_port_in_use'
  | 'sip_address_unavailable'
  | 'rtp_ports_exhausted'
  | 'trunk_name_unresolved'
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
