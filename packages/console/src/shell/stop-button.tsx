import type { StopState } from '@everyline/contract';
import { useQuery } from '@tanstack/react-query';
import { Alert, App, Button, Input, Modal } from 'antd';
import { useState } from 'react';

import { api, queries, useSession } from '../api.ts';
import { useWords } from '../words/words.ts';

export function useStopState() {
  return useQuery({
    queryKey: ['stop'],
    queryFn: () => api.stopState(),
    refetchInterval: 5_000,
  });
}

/** The one button that stops everything; it is on every page. */
export function StopButton() {
  const words = useWords();
  const { message } = App.useApp();
  const session = useSession();
  const [asking, setAsking] = useState(false);
  const [reason, setReason] = useState('');
  const stop = useStopState();
  const settle = async (action: Promise<StopState>) => {
    try {
      queries.setQueryData(['stop'], await action);
      setAsking(false);
    } catch (fault) {
      message.error(fault instanceof Error ? fault.message : String(fault));
    }
  };
  if (!session.permissions.includes('calls.stop') || stop.data?.stopped) return null;
  return (
    <>
      <Button danger type="primary" onClick={() => setAsking(true)}>
        {words.stop.button}
      </Button>
      <Modal
        open={asking}
        title={words.stop.ask}
        okText={words.stop.button}
        okButtonProps={{ danger: true, disabled: reason.trim() === '' }}
        cancelText={words.common.cancel}
        onCancel={() => setAsking(false)}
        onOk={() => void settle(api.stopAll({ body: { reason: reason.trim() } }))}
      >
        <p>{words.stop.explain}</p>
        <Input
          aria-label={words.stop.reason}
          placeholder={words.stop.reason}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
      </Modal>
    </>
  );
}

/** Says on every page that everything is stopped, by whom and why, with the way back. */
export function StopBanner() {
  const words = useWords();
  const session = useSession();
  const stop = useStopState();
  if (!stop.data?.stopped) return null;
  return (
    <Alert
      type="error"
      banner
      title={`${words.stop.pressed} · ${stop.data.by ?? ''} · ${stop.data.reason ?? ''}`}
      description={
        stop.data.callsInProgress > 0 ? words.stop.inProgress(stop.data.callsInProgress) : undefined
      }
      action={
        session.permissions.includes('calls.resume') ? (
          <Button
            size="small"
            onClick={() =>
              void api.resumeAll().then((state) => queries.setQueryData(['stop'], state))
            }
          >
            {words.stop.resume}
          </Button>
        ) : undefined
      }
    />
  );
}
