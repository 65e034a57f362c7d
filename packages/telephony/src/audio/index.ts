export * from './g711.ts';
export * from './level.ts';
