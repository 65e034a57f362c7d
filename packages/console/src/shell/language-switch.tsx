import { useLanguage } from '@everyline/ui';
import { Button } from 'antd';

/** Offers the other language in its own words. */
export function LanguageSwitch() {
  const { language, choose } = useLanguage();
  const other = language === 'zh-CN' ? 'en' : 'zh-CN';
  return (
    <Button type="text" size="small" lang={other} onClick={() => choose(other)}>
      {other === 'en' ? 'English' : '中文'}
    </Button>
  );
}
