import type { UnownedLine } from '@everyline/contract';
import { purposeWords, say, useLanguage } from '@everyline/ui';
import { useQuery } from '@tanstack/react-query';
import { Alert, App, Button, Card, Empty, Form, Table } from 'antd';
import { useState } from 'react';

import { given, useAddress } from '../../address.ts';
import { api, queries, useSession } from '../../api.ts';
import { DepartmentSelect, useDepartments } from '../../department-select.tsx';
import { failureText, useAttempt } from '../../failure.ts';
import { SearchFilter } from '../../filters.tsx';
import { FormModal } from '../../form-modal.tsx';
import { useFormat } from '../../formatting.ts';
import { useWords } from '../../words/words.ts';

const pageSize = 50;

/** Numbers that no office answers for, until somebody takes them. */
export function UnownedLines() {
  const words = useWords();
  const names = words.owners.unowned;
  const { language } = useLanguage();
  const format = useFormat();
  const address = useAddress();
  const [chosen, setChosen] = useState<readonly UnownedLine[]>([]);
  const [taking, setTaking] = useState<readonly UnownedLine[] | null>(null);
  const query = given({ q: address.one('q'), page: address.page, pageSize });
  const found = useQuery({
    queryKey: ['unowned-lines', query],
    queryFn: () => api.unownedLines({ query }),
  });
  if (found.isError) return <Alert type="error" title={failureText(found.error)} />;
  return (
    <>
      <p className="quiet">{names.lead}</p>
      <div className="filters">
        <SearchFilter label={names.search} />
        {chosen.length > 0 && (
          <Button type="primary" onClick={() => setTaking(chosen)}>
            {names.takeMany(format.count(chosen.length))}
          </Button>
        )}
      </div>
      <Card styles={{ body: { padding: 0 } }}>
        <Table<UnownedLine>
          size="small"
          rowKey="lineId"
          loading={found.isFetching}
          dataSource={found.data?.items ?? []}
          scroll={{ x: 'max-content' }}
          locale={{
            emptyText: found.isSuccess ? (
              <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={names.empty} />
            ) : (
              ' '
            ),
          }}
          rowSelection={{
            selectedRowKeys: chosen.map(({ lineId }) => lineId),
            onChange: (_keys, rows) => setChosen(rows),
          }}
          pagination={{
            current: address.page,
            pageSize,
            total: found.data?.total ?? 0,
            hideOnSinglePage: true,
            onChange: (page) => address.change({ page }),
          }}
          columns={[
            {
              title: words.lines.number,
              render: (_, { display }) => <strong className="telephone">{display}</strong>,
            },
            {
              title: names.published,
              render: (_, line) => (
                <>
                  {line.owner ?? '–'}
                  {line.denied !== null && (
                    <div className="quiet small">
                      {names.denied(line.department?.name ?? '', line.denied.whose)}
                    </div>
                  )}
                  {line.suggested !== null && (
                    <div className="small">
                      {names.suggested} {line.suggested.name}
                    </div>
                  )}
                </>
              ),
            },
            {
              title: words.lines.services,
              render: (_, { serviceItems }) => (
                <span className="clipped">{serviceItems.join('；') || '–'}</span>
              ),
            },
            {
              title: words.lines.purpose,
              render: (_, { purpose }) => say(purposeWords[purpose], language),
            },
            {
              title: names.listings,
              align: 'right',
              render: (_, { listings }) => format.count(listings),
            },
            {
              title: '',
              align: 'right',
              render: (_, line) => (
                <Button size="small" onClick={() => setTaking([line])}>
                  {names.take}
                </Button>
              ),
            },
          ]}
        />
      </Card>
      {taking !== null && (
        <TakeForm lines={taking} onClose={() => setTaking(null)} onTaken={() => setChosen([])} />
      )}
    </>
  );
}

function TakeForm({
  lines,
  onClose,
  onTaken,
}: {
  lines: readonly UnownedLine[];
  onClose: () => void;
  onTaken: () => void;
}) {
  const words = useWords();
  const names = words.owners.unowned;
  const format = useFormat();
  const session = useSession();
  const attempt = useAttempt();
  const { message } = App.useApp();
  const departments = useDepartments();
  const [form] = Form.useForm<{ departmentId: string }>();
  const [first] = lines;
  const own = session.account.department?.id;
  const [only] = departments.data?.length === 1 ? departments.data : [];
  const take = async ({ departmentId }: { departmentId: string }) => {
    const done = await attempt(async () => {
      const body = { lineIds: lines.map(({ lineId }) => lineId), departmentId };
      const taken = await api.takeLines({ body });
      message.success(names.taken(format.count(taken.lines)));
    });
    if (!done) return;
    for (const key of ['unowned-lines', 'lines', 'line', 'own-lines', 'owner-progress']) {
      void queries.invalidateQueries({ queryKey: [key] });
    }
    onTaken();
    onClose();
  };
  return (
    <FormModal
      title={
        lines.length === 1 ? (first?.display ?? '') : names.takeMany(format.count(lines.length))
      }
      okText={own === undefined ? names.assign : names.take}
      form={form}
      onClose={onClose}
      onFinish={take}
      initialValues={{ departmentId: own ?? first?.suggested?.id ?? only?.id }}
    >
      <Form.Item name="departmentId" label={names.takeFor} rules={[{ required: true }]}>
        <DepartmentSelect />
      </Form.Item>
    </FormModal>
  );
}
