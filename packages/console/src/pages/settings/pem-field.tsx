import { Button, Input, Upload } from 'antd';

import { useWords } from '../../words/words.ts';

/** Certificates and keys are a few kilobytes; what is far larger is some other file. */
const largestBytes = 100_000;

/** A text in PEM, pasted or taken from a file; a form field gives it `value` and `onChange`. */
export function PemField({
  id,
  value = '',
  onChange,
}: {
  id?: string;
  value?: string;
  onChange?: (text: string) => void;
}) {
  const names = useWords().settings.certificates;
  return (
    <>
      <Input.TextArea
        {...(id !== undefined && { id })}
        className="telephone"
        rows={3}
        maxLength={largestBytes}
        autoComplete="off"
        spellCheck={false}
        placeholder="-----BEGIN …"
        value={value}
        onChange={(event) => onChange?.(event.target.value)}
      />
      <Upload
        showUploadList={false}
        beforeUpload={async (file) => {
          onChange?.((await file.slice(0, largestBytes).text()).trim());
          return false;
        }}
      >
        <Button size="small" style={{ marginTop: 4 }}>
          {names.fromFile}
        </Button>
      </Upload>
    </>
  );
}
