import { formatFor, useLanguage, type Format } from '@everyline/ui';
import { useMemo } from 'react';

import { useSession } from './api.ts';

/** How figures and times are written for the reader, in the city's time zone. */
export function useFormat(): Format {
  const { language } = useLanguage();
  const { city } = useSession();
  return useMemo(() => formatFor(language, city.timeZone), [language, city.timeZone]);
}
