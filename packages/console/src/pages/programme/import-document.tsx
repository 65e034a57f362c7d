import { Alert, Button, Form, Input, Upload } from 'antd';
import { useState } from 'react';
import { useNavigate } from 'react-router';

import { api, queries } from '../../api.ts';
import { failureText, useAttempt } from '../../failure.ts';
import { FormModal } from '../../form-modal.tsx';
import { useWords } from '../../words/words.ts';

interface Fields {
  name: string;
  text: string;
}

/** A text that is pasted, or a file, out of which measures are read. */
export function ImportDocument({
  programmeId,
  onClose,
}: {
  programmeId: string;
  onClose: () => void;
}) {
  const words = useWords().programmes;
  const attempt = useAttempt();
  const navigate = useNavigate();
  const [form] = Form.useForm<Fields>();
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const shown = async (id: string) => {
    void queries.invalidateQueries({ queryKey: ['programme', programmeId] });
    onClose();
    await navigate(`/programme-documents/${id}`);
  };
  const read = (body: Fields) =>
    attempt(async () => {
      const { document } = await api.readProgrammeText({ params: { id: programmeId }, body });
      await shown(document.id);
    });
  const send = async (file: File) => {
    setBusy(true);
    setProblem(null);
    try {
      const { document } = await api.readProgrammeFile({
        params: { id: programmeId },
        files: [file],
      });
      await shown(document.id);
    } catch (fault) {
      setProblem(failureText(fault));
    } finally {
      setBusy(false);
    }
  };
  const needed = [{ required: true, whitespace: true, message: words.needed }];
  return (
    <FormModal
      form={form}
      title={words.importTitle}
      okText={words.read}
      width={720}
      onClose={onClose}
      onFinish={read}
    >
      <p className="quiet">{words.importLead}</p>
      <Form.Item name="name" label={words.documentName} rules={needed}>
        <Input maxLength={200} />
      </Form.Item>
      <Form.Item name="text" label={words.paste} rules={needed}>
        <Input.TextArea rows={10} maxLength={200_000} />
      </Form.Item>
      <Upload
        showUploadList={false}
        beforeUpload={(file) => {
          void send(file);
          return false;
        }}
      >
        <Button loading={busy}>{words.drop}</Button>
      </Upload>
      {problem !== null && <Alert className="spaced" type="error" showIcon title={problem} />}
    </FormModal>
  );
}
