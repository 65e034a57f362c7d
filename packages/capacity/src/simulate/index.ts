export * from './centre.ts';
export * from './confidence.ts';
export * from './day-figures.ts';
export * from './one-queue.ts';
export * from './simulation.ts';
