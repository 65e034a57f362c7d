import { Form, Modal, type FormInstance, type ModalProps } from 'antd';
import type { ReactNode } from 'react';

import { useWords } from './words/words.ts';

interface FormModalProps<Fields> extends Pick<ModalProps, 'title' | 'width'> {
  readonly form: FormInstance<Fields>;
  readonly initialValues?: Partial<Record<keyof Fields, unknown>>;
  /** What the button is called that submits the form; "save" unless given. */
  readonly okText?: string;
  readonly onClose: () => void;
  readonly onFinish: (fields: Fields) => Promise<unknown>;
  readonly children: ReactNode;
}

/** A form in a window of its own, which is submitted by the window's button. */
export function FormModal<Fields extends object>({
  form,
  initialValues,
  okText,
  onClose,
  onFinish,
  children,
  ...modal
}: FormModalProps<Fields>) {
  const words = useWords();
  return (
    <Modal
      open
      {...modal}
      okText={okText ?? words.common.save}
      cancelText={words.common.cancel}
      onCancel={onClose}
      onOk={() => form.submit()}
    >
      <Form<Fields>
        form={form}
        layout="vertical"
        {...(initialValues && { initialValues })}
        onFinish={(fields) => void onFinish(fields)}
      >
        {children}
      </Form>
    </Modal>
  );
}
