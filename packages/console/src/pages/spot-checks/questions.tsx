import { PurposeWord, type NewSpotQuestion, type SpotQuestion } from '@everyline/contract';
import { purposeWords, say, useLanguage } from '@everyline/ui';
import { useQuery } from '@tanstack/react-query';
import { Alert, Button, Empty, Form, Input, Select, Switch, Table } from 'antd';
import { useState } from 'react';

import { api, queries } from '../../api.ts';
import { DepartmentSelect } from '../../department-select.tsx';
import { failureText, useAttempt } from '../../failure.ts';
import { FormModal } from '../../form-modal.tsx';
import { useWords } from '../../words/words.ts';

/** Questions that testers ask, with the answers that are right. */
export function Questions() {
  const words = useWords();
  const { language } = useLanguage();
  const [editing, setEditing] = useState<SpotQuestion | 'new' | null>(null);
  const found = useQuery({ queryKey: ['spot-questions'], queryFn: () => api.listSpotQuestions() });
  if (found.isError) return <Alert type="error" showIcon title={failureText(found.error)} />;
  return (
    <>
      <div className="title-row">
        <p className="quiet question-lead">{words.spotChecks.questionsLead}</p>
        <Button onClick={() => setEditing('new')}>{words.spotChecks.addQuestion}</Button>
      </div>
      <Table<SpotQuestion>
        rowKey="id"
        size="middle"
        loading={found.isPending}
        dataSource={found.data ?? []}
        pagination={false}
        scroll={{ x: 'max-content' }}
        locale={{ emptyText: <Empty description={words.spotChecks.questionsNone} /> }}
        columns={[
          {
            title: words.spotChecks.question,
            render: (_, { question, expected }) => (
              <div className="spot-question-cell">
                {question}
                <div className="quiet small">{expected}</div>
              </div>
            ),
          },
          {
            title: words.spotChecks.office,
            render: (_, { department }) => department?.name ?? words.spotChecks.anyOffice,
          },
          {
            title: words.spotChecks.purpose,
            render: (_, { purpose }) =>
              purpose === null ? words.spotChecks.anyPurpose : say(purposeWords[purpose], language),
          },
          {
            title: '',
            render: (_, { active }) => (
              <span className={active ? '' : 'quiet'}>
                {active ? words.spotChecks.active : words.spotChecks.inactive}
              </span>
            ),
          },
          {
            title: '',
            render: (_, question) => (
              <Button size="small" onClick={() => setEditing(question)}>
                {words.spotChecks.edit}
              </Button>
            ),
          },
        ]}
      />
      {editing !== null && (
        <EditQuestion
          question={editing === 'new' ? null : editing}
          onClose={() => setEditing(null)}
        />
      )}
    </>
  );
}

interface Fields {
  question: string;
  expected: string;
  departmentId?: string;
  purpose?: NewSpotQuestion['purpose'];
  active: boolean;
}

function EditQuestion({
  question,
  onClose,
}: {
  question: SpotQuestion | null;
  onClose: () => void;
}) {
  const words = useWords();
  const { language } = useLanguage();
  const attempt = useAttempt();
  const [form] = Form.useForm<Fields>();
  const save = (fields: Fields) =>
    attempt(async () => {
      const body = {
        ...fields,
        departmentId: fields.departmentId ?? null,
        purpose: fields.purpose ?? null,
      };
      await (question === null
        ? api.addSpotQuestion({ body })
        : api.changeSpotQuestion({ params: { id: question.id }, body }));
      void queries.invalidateQueries({ queryKey: ['spot-questions'] });
      onClose();
    });
  const needed = [{ required: true, whitespace: true, message: words.spotChecks.needed }];
  return (
    <FormModal
      form={form}
      title={question === null ? words.spotChecks.addQuestion : words.spotChecks.editQuestion}
      initialValues={question ?? { active: true }}
      onClose={onClose}
      onFinish={save}
    >
      <Form.Item name="question" label={words.spotChecks.question} rules={needed}>
        <Input.TextArea autoSize={{ minRows: 2 }} maxLength={500} />
      </Form.Item>
      <Form.Item name="expected" label={words.spotChecks.expected} rules={needed}>
        <Input.TextArea autoSize={{ minRows: 2 }} maxLength={2000} />
      </Form.Item>
      <Form.Item name="departmentId" label={words.spotChecks.department}>
        <DepartmentSelect placeholder={words.spotChecks.anyOffice} />
      </Form.Item>
      <Form.Item name="purpose" label={words.spotChecks.purpose}>
        <Select
          allowClear
          placeholder={words.spotChecks.anyPurpose}
          options={PurposeWord.enum.map((value) => ({
            value,
            label: say(purposeWords[value], language),
          }))}
        />
      </Form.Item>
      <Form.Item name="active" label={words.spotChecks.active} valuePropName="checked">
        <Switch />
      </Form.Item>
    </FormModal>
  );
}
