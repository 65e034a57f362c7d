export * from './phone-fault.ts';
export type { PortRange } from './rtp-ports.ts';
export * from './udp-phone.ts';
export { UdpEndpoint, type UdpEndpointOptions } from './udp-endpoint.ts';
export type { PhoneClock } from './wake-timer.ts';
