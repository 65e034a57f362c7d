import { createContext, useContext } from 'react';

/** The two languages in which every screen is complete. */
export type Language = 'zh-CN' | 'en';

/** A sentence in both languages, as the server sends it. */
export interface Sentence {
  readonly zh: string;
  readonly en: string;
}

/** The language of the screen and how to change it. */
export interface LanguageChoice {
  readonly language: Language;
  readonly choose: (language: Language) => void;
}

export const LanguageContext = createContext<LanguageChoice>({
  language: 'zh-CN',
  choose: () => undefined,
});

export function useLanguage(): LanguageChoice {
  return useContext(LanguageContext);
}

/** The half of a two-language sentence that the reader reads. */
export function say(sentence: Sentence, language: Language): string {
  return language === 'zh-CN' ? sentence.zh : sentence.en;
}
