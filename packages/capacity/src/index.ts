export * from './erlang-b.ts';
export * from './loss-line.ts';
