import type { Address } from '../sip/address.ts';
import { NetworkEndpoint, type NetworkEndpointOptions } from './network-endpoint.ts';

export interface UdpEndpointOptions extends Omit<NetworkEndpointOptions, 'listen'> {
  /** The SIP socket; port 0 takes any free one. */
  readonly local: Address;
}

/** A NetworkEndpoint on one UDP socket and nothing else. */
export type UdpEndpoint = NetworkEndpoint;

export const UdpEndpoint = {
  /** Opens the socket; throws PhoneFault when the address cannot be had. */
  open({ local, ...options }: UdpEndpointOptions): Promise<NetworkEndpoint> {
    const { host, port } = local;
    return NetworkEndpoint.open({ ...options, listen: [{ transport: 'udp', host, port }] });
  },
};
