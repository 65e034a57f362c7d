export * from './document/block.ts';
