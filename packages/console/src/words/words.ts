import { useLanguage } from '@everyline/ui';

import { en } from './en.ts';
import type { Words } from './shape.ts';
import { zhCN } from './zh-cn.ts';

export type { Words } from './shape.ts';

const languages: Readonly<Record<'zh-CN' | 'en', Words>> = { 'zh-CN': zhCN, en };

export function useWords(): Words {
  return languages[useLanguage().language];
}
