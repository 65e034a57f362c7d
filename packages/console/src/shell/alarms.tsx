import { say, useLanguage } from '@everyline/ui';
import { App } from 'antd';

import { useFormat } from '../formatting.ts';
import { useLiveEvents } from '../live-events.ts';
import { useWords } from '../words/words.ts';

/** Shows an alarm on whatever page is open, until somebody closes it. */
export function Alarms() {
  const words = useWords();
  const format = useFormat();
  const { language } = useLanguage();
  const { notification } = App.useApp();
  useLiveEvents((event) => {
    if (event.type !== 'alarm') return;
    notification.warning({
      title: `${words.common.alarm} · ${format.moment(event.atMs)}`,
      description: say(event.sentence, language),
      duration: 0,
    });
  });
  return null;
}
