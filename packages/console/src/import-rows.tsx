import type { Localised } from '@everyline/contract';
import { say, useLanguage } from '@everyline/ui';
import { Alert, Button, Modal, Upload } from 'antd';
import { useState } from 'react';

import { failureText } from './failure.ts';
import { useWords } from './words/words.ts';

/** What became of a file: rows that could not be taken, with the reason of each. */
interface Taken {
  readonly rejects: readonly { readonly row: number; readonly sentence: Localised }[];
}

/** Takes the rows of a table, and says what became of them. */
export function ImportRows<T extends Taken>({
  title,
  help,
  take,
  said,
  onClose,
}: {
  title: string;
  help: string;
  take: (file: File) => Promise<T>;
  said: (taken: T) => string;
  onClose: () => void;
}) {
  const words = useWords();
  const { language } = useLanguage();
  const [busy, setBusy] = useState(false);
  const [taken, setTaken] = useState<T | null>(null);
  const [failed, setFailed] = useState<string | null>(null);
  const read = async (file: File) => {
    setBusy(true);
    setTaken(null);
    setFailed(null);
    try {
      setTaken(await take(file));
    } catch (fault) {
      setFailed(failureText(fault));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Modal open title={title} footer={null} onCancel={onClose} width={600}>
      <div className="stack">
        <p className="quiet">{help}</p>
        <Upload
          showUploadList={false}
          accept=".xlsx,.csv"
          beforeUpload={(file) => {
            void read(file);
            return false;
          }}
        >
          <Button type="primary" loading={busy}>
            {words.cases.chooseFile}
          </Button>
        </Upload>
        <div aria-live="polite" className="stack">
          {failed !== null && <Alert type="error" showIcon title={failed} />}
          {taken !== null && (
            <Alert
              type={taken.rejects.length === 0 ? 'success' : 'warning'}
              showIcon
              title={said(taken)}
            />
          )}
          {taken !== null && taken.rejects.length > 0 && (
            <section>
              <b>{words.cases.rejects(taken.rejects.length)}</b>
              <ul className="plain-list spaced">
                {taken.rejects.map(({ row, sentence }) => (
                  <li key={`${row} ${sentence.en}`}>
                    {words.cases.row(row)}: {say(sentence, language)}
                  </li>
                ))}
              </ul>
            </section>
          )}
        </div>
      </div>
    </Modal>
  );
}
