export * from './debian-package.ts';
export * from './seeded-random.ts';
export * from './simulated-wire.ts';
export * from './builders.ts';
export * from './test-city.ts';
export * from './test-server.ts';
export * from './debian-postgres.ts';
export * from './kamailio/start-kamailio.ts';
export type * from './kamailio/kamailio-config.ts';
