export * from './call-evidence.ts';
export * from './classify.ts';
export * from './heard.ts';
export { Listener, type ListenerOptions } from './listener.ts';
export { countWords, readWords, type WordEvidence } from './spoken-words.ts';
export * from './tone-plan.ts';
export * from './tone-plans.ts';
