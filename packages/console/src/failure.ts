import { RequestFault } from '@everyline/contract';
import { App } from 'antd';
import { useCallback } from 'react';

/** What a person reads when something failed: the sentence, then the way out. */
export function failureText(fault: unknown): string {
  if (fault instanceof RequestFault) {
    return [fault.fault.message, fault.fault.wayOut].filter(Boolean).join(' ');
  }
  return fault instanceof Error ? fault.message : String(fault);
}

/** Runs an action and shows its failure, if it fails, where the person is; true when it was done. */
export function useAttempt(): (action: () => Promise<unknown>) => Promise<boolean> {
  const { message } = App.useApp();
  return useCallback(
    async (action) => {
      try {
        await action();
        return true;
      } catch (fault) {
        message.error(failureText(fault), 8);
        return false;
      }
    },
    [message],
  );
}
