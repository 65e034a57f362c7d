import { Button, Upload } from 'antd';
import { useState } from 'react';
import { useNavigate } from 'react-router';

import { api } from '../../api.ts';
import { useAttempt } from '../../failure.ts';
import { useWords } from '../../words/words.ts';

/** Chooses a table of questions and answers; its preview opens under an address of its own. */
export function ImportButton() {
  const words = useWords().knowledge;
  const attempt = useAttempt();
  const navigate = useNavigate();
  const [busy, setBusy] = useState(false);
  const send = async (file: File) => {
    setBusy(true);
    await attempt(async () => {
      const { id } = await api.readKnowledgeTable({ files: [file] });
      await navigate(`/knowledge-imports/${id}`);
    });
    setBusy(false);
  };
  return (
    <Upload
      showUploadList={false}
      beforeUpload={(file) => {
        void send(file);
        return false;
      }}
    >
      <Button loading={busy}>{busy ? words.import.reading : words.import.button}</Button>
    </Upload>
  );
}
