import type { zhCN } from './zh-cn.ts';

/** Every word of the console: one shape, so that a missing translation does not compile. */
export type Words = typeof zhCN;
