import type { SendAnswer } from '@everyline/contract';
import { say, useLanguage } from '@everyline/ui';
import { Alert } from 'antd';

import { useWords } from '../../../words/words.ts';

/** What came of a test, with what the other side said. */
export function SendAnswerAlert({ answer }: { answer: SendAnswer }) {
  const words = useWords();
  const { language } = useLanguage();
  const names = words.telling;
  return (
    <Alert
      type={answer.sent ? 'success' : 'error'}
      showIcon
      style={{ margin: '8px 0' }}
      title={
        answer.sent
          ? names.testSent(String(answer.tookMs))
          : `${names.testFailed}${say(answer.sentence, language)}`
      }
      description={answer.answer === null ? undefined : `${names.answered}${answer.answer}`}
    />
  );
}
