import type { AuditRecord, AuditVerification } from '@everyline/contract';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Alert, Button, Card, Empty, Input, Table } from 'antd';
import { useState } from 'react';

import { given, pagesOf, useAddress } from '../../address.ts';
import { api } from '../../api.ts';
import { failureText, useAttempt } from '../../failure.ts';
import { useFormat } from '../../formatting.ts';
import { useWords } from '../../words/words.ts';

const pageSize = 50;

/** Who did what; each record carries the hash of the one before it, and the chain can be verified. */
export function AuditTab() {
  const words = useWords();
  const format = useFormat();
  const address = useAddress();
  const query = {
    page: address.page,
    pageSize,
    ...given({ operation: address.one('operation'), actor: address.one('actor') }),
  };
  const audit = useQuery({
    queryKey: ['audit', query],
    queryFn: () => api.audit({ query }),
    placeholderData: keepPreviousData,
  });
  const names = words.settings.audit;
  const search = (key: 'operation' | 'actor') => (
    <Input.Search
      key={`${key}-${address.one(key) ?? ''}`}
      allowClear
      aria-label={names[key]}
      placeholder={names[key]}
      defaultValue={address.one(key)}
      onSearch={(value) => address.change({ [key]: value.trim() })}
      style={{ width: 200 }}
    />
  );
  return (
    <>
      <div className="filters">
        {search('operation')}
        {search('actor')}
        <Verify />
      </div>
      {audit.isError && <Alert type="error" title={failureText(audit.error)} />}
      <Card styles={{ body: { padding: 0 } }}>
        <div className="scrolled" role="region" aria-label={words.settings.tabs.audit} tabIndex={0}>
          <Table<AuditRecord>
            size="small"
            rowKey="sequence"
            loading={audit.isPending}
            dataSource={audit.data?.items ?? []}
            locale={{
              emptyText: <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={names.empty} />,
            }}
            pagination={pagesOf(address, pageSize, audit.data?.total)}
            columns={[
              { title: '#', dataIndex: 'sequence', align: 'right' },
              { title: names.at, render: (_, one) => format.moment(one.atMs) },
              { title: names.actor, dataIndex: 'actor' },
              { title: names.operation, render: (_, one) => <code>{one.operation}</code> },
              { title: names.subject, render: (_, one) => one.subjectKind },
              {
                title: names.detail,
                render: (_, one) => (
                  <code className="audit-detail">{JSON.stringify(one.detail)}</code>
                ),
              },
            ]}
          />
        </div>
      </Card>
    </>
  );
}

function Verify() {
  const words = useWords();
  const format = useFormat();
  const attempt = useAttempt();
  const [busy, setBusy] = useState(false);
  const [found, setFound] = useState<AuditVerification | null>(null);
  const names = words.settings.audit;
  const verify = async () => {
    setBusy(true);
    await attempt(async () => setFound(await api.verifyAudit()));
    setBusy(false);
  };
  return (
    <>
      <Button loading={busy} onClick={() => void verify()}>
        {names.verify}
      </Button>
      {found !== null && (
        <Alert
          role="status"
          showIcon
          type={found.intact ? 'success' : 'error'}
          title={
            found.intact
              ? names.intact(format.count(found.records))
              : names.broken(format.count(found.brokenAt ?? 0))
          }
        />
      )}
    </>
  );
}
