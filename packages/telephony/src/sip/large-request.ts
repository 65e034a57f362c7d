import { transportOf, type Address, type Transport } from './address.ts';
import { composeRequest, octetsOf, type OutgoingRequest } from './outgoing-message.ts';

/** A request of more bytes may not go by UDP while the path's MTU is unknown (RFC 3261 section 18.1.1). */
export const largestDatagramRequestBytes = 1300;

/** The request as it goes by TCP when it is too large for UDP and TCP is spoken; otherwise the request itself. */
export function byTcpIfLarge(
  request: OutgoingRequest,
  spoken: ReadonlySet<Transport>,
  via: (branch: string, to: Address) => string,
): OutgoingRequest {
  if (transportOf(request.to) !== 'udp' || !spoken.has('tcp')) return request;
  if (octetsOf(request.text) <= largestDatagramRequestBytes) return request;
  const to: Address = { ...request.to, transport: 'tcp' };
  const [, ...rest] = request.fields;
  return composeRequest({ ...request, to, fields: [['via', via(request.branch, to)], ...rest] });
}
