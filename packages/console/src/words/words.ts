import { useLanguage } from '@everyline/ui';

import { en } from './en.ts';
import { zhCN } from './zh-cn.ts';

/** Every word of the console: one shape, so that a missing translation does not compile. */
export type Words = typeof zhCN;

const languages: Readonly<Record<'zh-CN' | 'en', Words>> = { 'zh-CN': zhCN, en };

export function useWords(): Words {
  return languages[useLanguage().language];
}
