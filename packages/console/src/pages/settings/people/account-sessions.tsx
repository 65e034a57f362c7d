import type { Account } from '@everyline/contract';
import { useQuery } from '@tanstack/react-query';
import { Alert, Button, Modal } from 'antd';

import { api } from '../../../api.ts';
import { failureText, useAttempt } from '../../../failure.ts';
import { useWords } from '../../../words/words.ts';
import { SessionTable } from '../../account/session-table.tsx';

/** Where somebody else is signed in, and a button that ends all of it. */
export function AccountSessions({ account, onClose }: { account: Account; onClose: () => void }) {
  const words = useWords();
  const attempt = useAttempt();
  const names = words.people.sessions;
  const params = { id: account.id };
  const sessions = useQuery({
    queryKey: ['account-sessions', account.id],
    queryFn: () => api.accountSessions({ params }),
    staleTime: Infinity,
    gcTime: 0,
  });
  const endAll = async () => {
    if (await attempt(() => api.endAccountSessions({ params }))) onClose();
  };
  return (
    <Modal
      open
      width={760}
      title={names.of(account.displayName)}
      onCancel={onClose}
      footer={
        <>
          <Button onClick={onClose}>{words.common.close}</Button>
          <Button
            danger
            disabled={(sessions.data?.length ?? 0) === 0}
            onClick={() => void endAll()}
          >
            {names.endAll}
          </Button>
        </>
      }
    >
      {sessions.isError && <Alert type="error" title={failureText(sessions.error)} />}
      <SessionTable sessions={sessions.data ?? []} loading={sessions.isPending} />
      <p className="quiet">{names.usedHelp}</p>
    </Modal>
  );
}
