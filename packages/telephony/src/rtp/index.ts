export * from './packet.ts';
export * from './rtcp.ts';
export * from './session.ts';
