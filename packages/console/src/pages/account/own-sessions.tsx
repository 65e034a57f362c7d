import { useQuery } from '@tanstack/react-query';
import { Alert, App, Card } from 'antd';

import { api, queries } from '../../api.ts';
import { failureText, useAttempt } from '../../failure.ts';
import { useWords } from '../../words/words.ts';
import { SessionTable } from './session-table.tsx';

export function OwnSessions() {
  const words = useWords();
  const attempt = useAttempt();
  const { message } = App.useApp();
  const names = words.people.sessions;
  const sessions = useQuery({ queryKey: ['own-sessions'], queryFn: () => api.listSessions() });
  const end = async (id: string) => {
    if (!(await attempt(() => api.endSession({ params: { id } })))) return;
    message.success(names.ended);
    void queries.invalidateQueries({ queryKey: ['own-sessions'] });
  };
  return (
    <Card title={names.title} style={{ marginTop: 16 }} styles={{ body: { padding: 0 } }}>
      {sessions.isError && <Alert type="error" title={failureText(sessions.error)} />}
      <SessionTable
        sessions={sessions.data ?? []}
        loading={sessions.isPending}
        onEnd={({ id }) => void end(id)}
      />
      <p className="quiet" style={{ margin: '8px 12px' }}>
        {names.usedHelp}
      </p>
    </Card>
  );
}
