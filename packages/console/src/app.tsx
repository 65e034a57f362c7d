import { LanguageContext, type Language } from '@everyline/ui';
import { QueryClientProvider } from '@tanstack/react-query';
import { App as AntApp, ConfigProvider } from 'antd';
import enUS from 'antd/locale/en_US';
import zhCN from 'antd/locale/zh_CN';
import { useMemo, useState } from 'react';
import { BrowserRouter } from 'react-router';

import { queries, storedLanguage, storeLanguage } from './api.ts';
import { Gate } from './shell/gate.tsx';
import { useTheme } from './shell/theme.ts';

/** Language, theme and data around everything that the console shows. */
export function App() {
  const [language, setLanguage] = useState<Language>(storedLanguage);
  const theme = useTheme();
  const choice = useMemo(
    () => ({
      language,
      choose: (next: Language) => {
        storeLanguage(next);
        document.documentElement.lang = next;
        setLanguage(next);
        void queries.invalidateQueries();
      },
    }),
    [language],
  );
  return (
    <LanguageContext value={choice}>
      <ConfigProvider
        locale={language === 'zh-CN' ? zhCN : enUS}
        theme={theme}
        button={{ autoInsertSpace: false }}
      >
        <AntApp>
          <QueryClientProvider client={queries}>
            <BrowserRouter>
              <Gate />
            </BrowserRouter>
          </QueryClientProvider>
        </AntApp>
      </ConfigProvider>
    </LanguageContext>
  );
}
