export * from './g711.ts';
export * from './g722.ts';
export * from './goertzel.ts';
export * from './key-tones.ts';
export * from './level.ts';
export * from './spectrum.ts';
export * from './synthesis.ts';
export * from './wav.ts';
