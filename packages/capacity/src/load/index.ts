export * from './blocking-table.ts';
export * from './line-need.ts';
export * from './lines-needed.ts';
export * from './load-from-probes.ts';
