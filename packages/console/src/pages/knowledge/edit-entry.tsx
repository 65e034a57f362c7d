import {
  RequestFault,
  type EntryContent,
  type EntryDetail,
  type EntryVersion,
} from '@everyline/contract';
import { useQuery } from '@tanstack/react-query';
import { Alert, App, AutoComplete, DatePicker, Form, Input, Select } from 'antd';
import dayjs, { type Dayjs } from 'dayjs';
import { useState } from 'react';

import { api, queries } from '../../api.ts';
import { DepartmentSelect } from '../../department-select.tsx';
import { failureText } from '../../failure.ts';
import { FormModal } from '../../form-modal.tsx';
import { useWords } from '../../words/words.ts';
import { useCategories } from './entry-filters.tsx';
import { FieldChanges } from './field-changes.tsx';

interface Fields {
  question: string;
  paraphrases?: string;
  shortAnswer?: string;
  longAnswer?: string;
  departmentId?: string;
  category?: string;
  serviceItems?: string;
  region?: string;
  audience?: string;
  sourceTitle?: string;
  sourceAddress?: string;
  documentId?: string;
  quotation?: string;
  validFrom?: Dayjs | null;
  validUntil?: Dayjs | null;
  ownerId?: string;
  reviewerId?: string;
  note?: string;
}

/** Somebody else's change that was saved while this one was written. */
interface Theirs {
  readonly revision: number;
  readonly version: EntryVersion;
}

const lines = (text: string | undefined) =>
  (text ?? '')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

function sentContent(fields: Fields): EntryContent {
  const { sourceTitle = '', sourceAddress = '', quotation = '', documentId } = fields;
  const hasSource = [sourceTitle, sourceAddress, quotation, documentId ?? ''].some(
    (text) => text.trim() !== '',
  );
  return {
    question: fields.question,
    paraphrases: lines(fields.paraphrases),
    shortAnswer: fields.shortAnswer ?? '',
    longAnswer: fields.longAnswer ?? '',
    departmentId: fields.departmentId ?? null,
    category: fields.category ?? '',
    serviceItems: lines(fields.serviceItems),
    region: fields.region ?? '',
    audience: fields.audience ?? '',
    source: hasSource
      ? {
          title: sourceTitle.trim(),
          address: sourceAddress.trim() === '' ? null : sourceAddress.trim(),
          documentId: documentId ?? null,
          quotation: quotation.trim(),
        }
      : null,
    validFrom: fields.validFrom?.format('YYYY-MM-DD') ?? null,
    validUntil: fields.validUntil?.format('YYYY-MM-DD') ?? null,
    ownerId: fields.ownerId ?? null,
    reviewerId: fields.reviewerId ?? null,
  };
}

function shownFields(content: EntryContent): Fields {
  const { source } = content;
  const day = (text: string | null) => (text === null ? null : dayjs(text));
  return {
    question: content.question,
    paraphrases: content.paraphrases.join('\n'),
    shortAnswer: content.shortAnswer,
    longAnswer: content.longAnswer,
    ...(content.departmentId && { departmentId: content.departmentId }),
    category: content.category,
    serviceItems: content.serviceItems.join('\n'),
    region: content.region,
    audience: content.audience,
    sourceTitle: source?.title ?? '',
    sourceAddress: source?.address ?? '',
    ...(source?.documentId && { documentId: source.documentId }),
    quotation: source?.quotation ?? '',
    validFrom: day(content.validFrom),
    validUntil: day(content.validUntil),
    ...(content.ownerId && { ownerId: content.ownerId }),
    ...(content.reviewerId && { reviewerId: content.reviewerId }),
  };
}

/** A new entry, or the next version of one. What was typed stays until it is saved, also when somebody else was first. */
export function EditEntry({
  entry,
  begun = {},
  onClose,
  onSaved,
}: {
  entry: EntryDetail | null;
  /** What is filled in before of a new one. */
  begun?: Partial<Pick<EntryContent, 'question' | 'paraphrases'>>;
  onClose: () => void;
  onSaved: (id: string) => void;
}) {
  const words = useWords().knowledge;
  const { message } = App.useApp();
  const [form] = Form.useForm<Fields>();
  const [problem, setProblem] = useState<string | null>(null);
  const [theirs, setTheirs] = useState<Theirs | null>(null);
  const save = async (fields: Fields) => {
    setProblem(null);
    const body = { content: sentContent(fields), ...(fields.note && { note: fields.note }) };
    try {
      const saved =
        entry === null
          ? await api.addEntry({ body })
          : await api.changeEntry({
              params: { id: entry.id },
              body: { ...body, revision: theirs?.revision ?? entry.revision },
            });
      void queries.invalidateQueries({ queryKey: ['knowledge'] });
      message.success(words.saved);
      onSaved(saved.id);
    } catch (fault) {
      setProblem(failureText(fault));
      if (entry !== null && fault instanceof RequestFault && fault.fault.code === 'entry_changed') {
        setTheirs(await changeOf(entry.id));
      }
    }
  };
  return (
    <FormModal
      form={form}
      title={entry === null ? words.add : words.edit}
      width={860}
      initialValues={
        entry === null
          ? { question: begun.question, paraphrases: begun.paraphrases?.join('\n') }
          : shownFields(entry.content)
      }
      {...(theirs !== null && { okText: words.saveMine })}
      onClose={onClose}
      onFinish={save}
    >
      <EntryFields />
      <div aria-live="polite">
        {problem !== null && theirs === null && <Alert type="error" showIcon title={problem} />}
        {theirs !== null && (
          <Alert
            type="warning"
            showIcon
            title={words.changedByOther}
            description={
              <>
                <strong>{words.theirChange(theirs.version.by, theirs.version.version)}</strong>
                <FieldChanges changes={theirs.version.changes} />
              </>
            }
          />
        )}
      </div>
    </FormModal>
  );
}

async function changeOf(id: string): Promise<Theirs | null> {
  const [{ revision }, { items }] = await Promise.all([
    api.entry({ params: { id } }),
    api.entryVersions({ params: { id }, query: { pageSize: 1 } }),
  ]);
  const [version] = items;
  return version === undefined ? null : { revision, version };
}

function EntryFields() {
  const words = useWords().knowledge;
  const categories = useCategories();
  const people = useQuery({
    queryKey: ['knowledge', 'people'],
    queryFn: () => api.knowledgePeople(),
  });
  const documents = useQuery({
    queryKey: ['knowledge', 'documents', 'all'],
    queryFn: () => api.listKnowledgeDocuments({ query: { pageSize: 200 } }),
  });
  const names = (people.data ?? []).map(({ id, name }) => ({ value: id, label: name }));
  const { fields } = words;
  const area = (rows: number, maxLength: number) => (
    <Input.TextArea autoSize={{ minRows: rows, maxRows: 16 }} maxLength={maxLength} />
  );
  return (
    <>
      <Form.Item
        name="question"
        label={fields.question}
        rules={[{ required: true, whitespace: true, message: words.needed }]}
      >
        {area(1, 1000)}
      </Form.Item>
      <Form.Item name="paraphrases" label={fields.paraphrases} extra={words.paraphrasesHelp}>
        {area(2, 20_000)}
      </Form.Item>
      <Form.Item name="shortAnswer" label={fields.shortAnswer} extra={words.shortHelp}>
        {area(2, 2000)}
      </Form.Item>
      <Form.Item name="longAnswer" label={fields.longAnswer} extra={words.longHelp}>
        {area(4, 20_000)}
      </Form.Item>
      <div className="entry-fields">
        <Form.Item name="departmentId" label={fields.department}>
          <DepartmentSelect placeholder={words.wholeCity} />
        </Form.Item>
        <Form.Item name="category" label={fields.category} extra={words.categoryHelp}>
          <AutoComplete
            options={categories.map((value) => ({ value }))}
            showSearch={{ filterOption: true }}
          />
        </Form.Item>
        <Form.Item name="validFrom" label={fields.validFrom}>
          <DatePicker style={{ width: '100%' }} />
        </Form.Item>
        <Form.Item name="validUntil" label={fields.validUntil}>
          <DatePicker style={{ width: '100%' }} />
        </Form.Item>
        <Form.Item name="region" label={fields.region} extra={words.regionHelp}>
          <Input maxLength={200} />
        </Form.Item>
        <Form.Item name="audience" label={fields.audience} extra={words.audienceHelp}>
          <Input maxLength={200} />
        </Form.Item>
        <Form.Item name="ownerId" label={fields.owner}>
          <Select allowClear showSearch={{ optionFilterProp: 'label' }} options={names} />
        </Form.Item>
        <Form.Item name="reviewerId" label={fields.reviewer}>
          <Select allowClear showSearch={{ optionFilterProp: 'label' }} options={names} />
        </Form.Item>
      </div>
      <Form.Item name="serviceItems" label={fields.serviceItems} extra={words.serviceItemsHelp}>
        {area(1, 20_000)}
      </Form.Item>
      <div className="entry-fields">
        <Form.Item name="sourceTitle" label={words.sourceTitle}>
          <Input maxLength={300} />
        </Form.Item>
        <Form.Item
          name="sourceAddress"
          label={words.sourceAddress}
          rules={[{ pattern: /^https?:\/\/\S+$/, message: 'https://…' }]}
        >
          <Input maxLength={1000} placeholder="https://" />
        </Form.Item>
      </div>
      <Form.Item name="documentId" label={words.sourceDocument}>
        <Select
          allowClear
          showSearch={{ optionFilterProp: 'label' }}
          placeholder={words.noDocument}
          options={(documents.data?.items ?? []).map(({ id, name }) => ({
            value: id,
            label: name,
          }))}
        />
      </Form.Item>
      <Form.Item name="quotation" label={words.quotation} extra={words.quotationHelp}>
        {area(2, 4000)}
      </Form.Item>
      <Form.Item name="note" label={words.note}>
        <Input maxLength={500} />
      </Form.Item>
    </>
  );
}
