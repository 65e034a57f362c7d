export * from './debian-package.ts';
export * from './seeded-random.ts';
export * from './simulated-wire.ts';
