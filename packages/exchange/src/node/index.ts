export * from './exchange-server.ts';
export { startExchangeThread, type ExchangeThread } from './exchange-thread.ts';
export { SimulatePool } from './simulate-pool.ts';
export type { PoolCall } from './simulate-messages.ts';
export { loadVoices, voicesFolder } from './voice-files.ts';
