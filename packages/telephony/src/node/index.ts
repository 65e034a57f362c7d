export * from './phone-fault.ts';
export type { PortRange } from './rtp-ports.ts';
export * from './udp-phone.ts';
