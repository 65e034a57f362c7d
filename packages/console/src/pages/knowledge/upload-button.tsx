import { Button, Upload } from 'antd';
import { useState } from 'react';

import { useAttempt } from '../../failure.ts';
import { useWords } from '../../words/words.ts';

/** Chooses one file and sends it; says so while it is read. */
export function UploadButton({
  label,
  send,
}: {
  label: string;
  send: (file: File) => Promise<unknown>;
}) {
  const words = useWords().knowledge;
  const attempt = useAttempt();
  const [busy, setBusy] = useState(false);
  const start = async (file: File) => {
    setBusy(true);
    await attempt(() => send(file));
    setBusy(false);
  };
  return (
    <Upload
      showUploadList={false}
      beforeUpload={(file) => {
        void start(file);
        return false;
      }}
    >
      <Button loading={busy}>{busy ? words.import.reading : label}</Button>
    </Upload>
  );
}
