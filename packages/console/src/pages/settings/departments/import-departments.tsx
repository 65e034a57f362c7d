import { InboxOutlined } from '@ant-design/icons';
import { RequestFault, type DepartmentImport } from '@everyline/contract';
import { say, useLanguage } from '@everyline/ui';
import { Alert, App, Button, Modal, Segmented, Table, Upload } from 'antd';
import { useState } from 'react';

import { api, queries } from '../../../api.ts';
import { failureText } from '../../../failure.ts';
import { useFormat } from '../../../formatting.ts';
import { useWords } from '../../../words/words.ts';

type Row = DepartmentImport['rows'][number];
type Shown = Row['word'] | 'all';

/** A table of departments is chosen, previewed row by row, and imported. */
export function ImportDepartments({ onClose }: { onClose: () => void }) {
  const words = useWords();
  const format = useFormat();
  const { message } = App.useApp();
  const [preview, setPreview] = useState<DepartmentImport | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const said = words.departments.import;
  const work = async (action: () => Promise<void>) => {
    setBusy(true);
    setProblem(null);
    try {
      await action();
    } catch (fault) {
      setProblem(failureText(fault));
    } finally {
      setBusy(false);
    }
  };
  const read = (file: File) =>
    work(async () => setPreview(await api.readDepartmentTable({ files: [file] })));
  const apply = ({ id, fingerprint }: DepartmentImport) =>
    work(async () => {
      try {
        const { counts } = await api.applyDepartmentImport({
          params: { id },
          body: { fingerprint },
        });
        message.success(said.done(format.count(counts.created), format.count(counts.changed)));
        void queries.invalidateQueries();
        onClose();
      } catch (fault) {
        if (!(fault instanceof RequestFault) || fault.fault.code !== 'import_stale') throw fault;
        setPreview(await api.departmentImport({ params: { id } }));
        setProblem(said.stale);
      }
    });
  const count = preview === null ? 0 : preview.counts.created + preview.counts.changed;
  const left = preview?.counts.leftOut ?? 0;
  return (
    <Modal
      open
      width={960}
      title={preview === null ? said.title : `${said.title}：${preview.file}`}
      onCancel={onClose}
      footer={
        preview !== null && (
          <>
            <Button onClick={() => setPreview(null)}>{said.another}</Button>
            <Button
              type="primary"
              loading={busy}
              disabled={count === 0}
              onClick={() => void apply(preview)}
            >
              {count === 0
                ? said.nothing
                : left === 0
                  ? said.apply(format.count(count))
                  : said.applyRest(format.count(count), format.count(left))}
            </Button>
          </>
        )
      }
    >
      <div className="stack" aria-live="polite">
        {problem !== null && <Alert type="error" showIcon title={problem} />}
        {preview === null ? (
          <>
            <p>{said.lead}</p>
            <Upload.Dragger
              showUploadList={false}
              disabled={busy}
              beforeUpload={(file) => {
                void read(file);
                return false;
              }}
            >
              <p className="ant-upload-drag-icon">
                <InboxOutlined />
              </p>
              <p>{busy ? said.reading : said.drop}</p>
            </Upload.Dragger>
          </>
        ) : (
          <Preview preview={preview} key={preview.fingerprint} />
        )}
      </div>
    </Modal>
  );
}

/** What is wrong comes first: that is what a person has to look at. */
function Preview({ preview }: { preview: DepartmentImport }) {
  const words = useWords();
  const format = useFormat();
  const { language } = useLanguage();
  const said = words.departments.import;
  const { counts } = preview;
  const [shown, setShown] = useState<Shown>(counts.leftOut > 0 ? 'left_out' : 'all');
  const choices: readonly (readonly [Shown, string, number])[] = [
    ['left_out', said.left_out, counts.leftOut],
    ['new', said.created, counts.created],
    ['changed', said.changed, counts.changed],
    ['same', said.same, counts.same],
    ['all', said.all, preview.rows.length],
  ];
  return (
    <>
      <Segmented<Shown>
        value={shown}
        onChange={setShown}
        options={choices.map(([value, label, figure]) => ({
          value,
          label: `${label} ${format.count(figure)}`,
        }))}
      />
      <Table<Row>
        size="small"
        rowKey={(row) => `${row.sheet ?? ''} ${row.row} ${row.above} ${row.name}`}
        dataSource={preview.rows.filter(({ word }) => shown === 'all' || word === shown)}
        pagination={{ pageSize: 50, hideOnSinglePage: true, showSizeChanger: false }}
        scroll={{ x: 'max-content', y: 420 }}
        columns={[
          {
            title: said.row,
            render: (_, row) => <span className="quiet">{said.place(row.sheet, row.row)}</span>,
          },
          { title: said.name, dataIndex: 'name' },
          { title: said.above, dataIndex: 'above' },
          {
            title: said.what,
            render: (_, row) =>
              row.problem !== null ? (
                <div className="department-problem">{say(row.problem, language)}</div>
              ) : row.word === 'new' ? (
                said.created
              ) : row.word === 'same' ? (
                <span className="quiet">{said.same}</span>
              ) : (
                <ul className="plain-list">
                  {row.changes.map(({ fact, from, to }) => (
                    <li key={fact}>
                      {said.fact[fact]}{' '}
                      {said.from(
                        from ?? words.departments.nothing,
                        to ?? words.departments.nothing,
                      )}
                    </li>
                  ))}
                </ul>
              ),
          },
        ]}
      />
      {preview.unnamed > 0 && (
        <p className="quiet">{said.unnamed(format.count(preview.unnamed))}</p>
      )}
    </>
  );
}
