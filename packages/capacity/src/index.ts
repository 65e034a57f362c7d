export * from './erlang-b.ts';
export * from './event-heap.ts';
export * from './loss-line.ts';
