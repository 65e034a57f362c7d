import { createClient, type Session } from '@everyline/contract';
import { QueryClient } from '@tanstack/react-query';
import { createContext, useContext } from 'react';

const languageKey = 'everyline.language';

/** The language chosen on this device, else the browser's. */
export function storedLanguage(): 'zh-CN' | 'en' {
  const stored = localStorage.getItem(languageKey);
  if (stored === 'zh-CN' || stored === 'en') return stored;
  return navigator.language.toLowerCase().startsWith('zh') ? 'zh-CN' : 'en';
}

export function storeLanguage(language: 'zh-CN' | 'en'): void {
  localStorage.setItem(languageKey, language);
}

/** The one client of the HTTP API; every page asks through it. */
export const api = createClient({
  fetch: (...request) => fetch(...request),
  language: storedLanguage,
});

/** Signs out and begins anew: nothing that was read stays in the page. */
export async function leave(): Promise<void> {
  await api.signOut();
  window.location.assign('/');
}

export const queries = new QueryClient({
  defaultOptions: { queries: { staleTime: 5_000, retry: 1, refetchOnWindowFocus: false } },
});

/** Who is signed in; pages under the shell always have it. */
export const SessionContext = createContext<Session | null>(null);

export function useSession(): Session {
  const session = useContext(SessionContext);
  if (session === null) throw new Error('This page is shown to signed-in people only');
  return session;
}
