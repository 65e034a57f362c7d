export * from './format.ts';
export * from './language.ts';
export * from './verdict-mark.tsx';
export * from './words/lines.ts';
export * from './words/outcomes.ts';
export * from './words/verdicts.ts';
