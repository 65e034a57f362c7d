export * from './event-heap.ts';
export * from './loss-line.ts';
export * from './traffic/engset.ts';
export * from './traffic/erlang-a.ts';
export * from './traffic/erlang-b.ts';
export * from './traffic/erlang-c.ts';
export * from './traffic/retrials.ts';
