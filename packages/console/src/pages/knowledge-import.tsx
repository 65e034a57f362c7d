import { TableFieldWord, type KnowledgeImport } from '@everyline/contract';
import { say, useLanguage } from '@everyline/ui';
import { useQuery } from '@tanstack/react-query';
import { Alert, App, Button, Card, Form, Select, Skeleton } from 'antd';
import { useState } from 'react';
import { Link, useNavigate, useParams } from 'react-router';

import { api, queries } from '../api.ts';
import { DepartmentSelect } from '../department-select.tsx';
import { failureText, useAttempt } from '../failure.ts';
import { useFormat } from '../formatting.ts';
import { useWords } from '../words/words.ts';
import { ImportRows } from './knowledge-import/import-rows.tsx';

/** A table of questions and answers: what its columns are, what becomes of each row, and its import. */
export function KnowledgeImportPage() {
  const { id = '' } = useParams();
  const found = useQuery({
    queryKey: ['knowledge-import', id],
    queryFn: () => api.knowledgeImport({ params: { id } }),
  });
  if (found.isError) return <Alert type="error" showIcon title={failureText(found.error)} />;
  if (found.data === undefined) return <Skeleton active />;
  return <ImportBody one={found.data} />;
}

function ImportBody({ one }: { one: KnowledgeImport }) {
  const words = useWords().knowledge;
  const said = words.import;
  const format = useFormat();
  const { language } = useLanguage();
  const attempt = useAttempt();
  const { message } = App.useApp();
  const navigate = useNavigate();
  const [busy, setBusy] = useState(false);
  const { counts } = one;
  const apply = async () => {
    setBusy(true);
    const isDone = await attempt(async () => {
      const { counts: made } = await api.applyKnowledgeImport({ params: { id: one.id } });
      message.success(said.done(format.count(made?.new ?? 0)));
    });
    setBusy(false);
    void queries.invalidateQueries({ queryKey: ['knowledge'] });
    if (isDone) await navigate('/knowledge?state=draft');
  };
  return (
    <div className="stack">
      <p>
        <Link to="/knowledge">{words.back}</Link>
      </p>
      <div className="title-row">
        <h1>{said.title(one.file)}</h1>
        {one.appliedAtMs === null && counts !== null && (
          <Button
            type="primary"
            loading={busy}
            disabled={counts.new === 0}
            onClick={() => void apply()}
          >
            {counts.new === 0 ? said.nothing : said.apply(format.count(counts.new))}
          </Button>
        )}
      </div>
      <p className="quiet">{said.lead}</p>
      {one.appliedAtMs !== null && (
        <Alert type="success" showIcon title={said.applied(format.moment(one.appliedAtMs))} />
      )}
      {one.unread.length > 0 && (
        <Alert
          type="warning"
          showIcon
          title={said.unread}
          description={one.unread.map((sentence) => say(sentence, language)).join(' ')}
        />
      )}
      {one.appliedAtMs === null && <Mapping one={one} />}
      {counts !== null && <ImportRows id={one.id} counts={counts} />}
    </div>
  );
}

type Fields = Partial<Record<TableFieldWord, number>> & { departmentId?: string };

/** Which column is what: proposed by the heads, settled by a person. */
function Mapping({ one }: { one: KnowledgeImport }) {
  const words = useWords().knowledge;
  const said = words.import;
  const attempt = useAttempt();
  const [busy, setBusy] = useState(false);
  const columns = one.columns.map(({ head, examples }, value) => ({
    value,
    label: head === '' ? said.noHead(value + 1) : head,
    title: examples.join(' · '),
  }));
  const plan = async ({ departmentId, ...fields }: Fields) => {
    setBusy(true);
    await attempt(async () => {
      const mapping = Object.fromEntries(
        Object.entries(fields).filter(([, column]) => column !== undefined),
      );
      const planned = await api.mapKnowledgeImport({
        params: { id: one.id },
        body: { mapping, departmentId: departmentId ?? null },
      });
      queries.setQueryData(['knowledge-import', one.id], planned);
      void queries.invalidateQueries({ queryKey: ['knowledge-import-rows', one.id] });
    });
    setBusy(false);
  };
  return (
    <Card size="small" title={said.mapping}>
      <p className="quiet">{said.mappingLead}</p>
      <Form<Fields>
        layout="vertical"
        initialValues={{
          ...one.mapping,
          ...(one.departmentId && { departmentId: one.departmentId }),
        }}
        onFinish={(fields) => void plan(fields)}
      >
        <div className="import-mapping">
          {TableFieldWord.enum.map((field) => (
            <Form.Item
              key={field}
              name={field}
              label={said.fields[field]}
              rules={field === 'question' ? [{ required: true, message: words.needed }] : []}
            >
              <Select
                allowClear
                placeholder={said.notTaken}
                options={columns}
                popupMatchSelectWidth={false}
              />
            </Form.Item>
          ))}
          <Form.Item name="departmentId" label={said.otherwise}>
            <DepartmentSelect placeholder={words.wholeCity} />
          </Form.Item>
        </div>
        <Button htmlType="submit" loading={busy}>
          {said.preview}
        </Button>
      </Form>
    </Card>
  );
}
