export * from './network-endpoint.ts';
export * from './phone-fault.ts';
export type { PortRange } from './rtp-ports.ts';
export { type ListenOn, SipTransports, type SipTransportsOptions } from './sip-transports.ts';
export * from './tls-settings.ts';
export * from './udp-phone.ts';
export { UdpEndpoint, type UdpEndpointOptions } from './udp-endpoint.ts';
export type { PhoneClock } from './wake-timer.ts';
export { srtpCrypto } from './srtp-crypto.ts';
