export * from './address-latch.ts';
export * from './e-model.ts';
export * from './packet.ts';
export * from './rtcp.ts';
export * from './session.ts';
export * from './srtp.ts';
export * from './srtp-suite.ts';
export type * from './srtp-crypto.ts';
