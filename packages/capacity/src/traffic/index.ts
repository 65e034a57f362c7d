export * from './engset.ts';
export * from './erlang-a.ts';
export * from './erlang-b.ts';
export * from './erlang-c.ts';
export * from './inverses.ts';
export * from './retrials.ts';
