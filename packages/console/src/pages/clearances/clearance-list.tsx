import type { Clearance } from '@everyline/contract';
import { clearanceScopeWords, say, useLanguage } from '@everyline/ui';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Alert, Button, Card, Checkbox, Empty, Input, Modal, Table, Tag } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';

import { given, pagesOf, useAddress } from '../../address.ts';
import { api, queries, useSession } from '../../api.ts';
import { useCityNow } from '../../city-now.ts';
import { failureText, useAttempt } from '../../failure.ts';
import { useFormat } from '../../formatting.ts';
import { useWords } from '../../words/words.ts';

const pageSize = 50;

/** Clearances with their written basis; each can be withdrawn at any time. */
export function ClearanceList() {
  const words = useWords();
  const { language } = useLanguage();
  const format = useFormat();
  const session = useSession();
  const address = useAddress();
  const [withdrawing, setWithdrawing] = useState<Clearance | null>(null);
  const validOnly = address.one('valid') === 'true';
  const query = { page: address.page, pageSize, ...given({ valid: validOnly ? true : undefined }) };
  const clearances = useQuery({
    queryKey: ['clearances', query],
    queryFn: () => api.listClearances({ query }),
    placeholderData: keepPreviousData,
  });
  return (
    <>
      <div className="filters">
        <Checkbox
          checked={validOnly}
          onChange={(event) => address.change({ valid: event.target.checked })}
        >
          {words.clearances.validOnly}
        </Checkbox>
      </div>
      {clearances.isError && <Alert type="error" title={failureText(clearances.error)} />}
      <Card styles={{ body: { padding: 0 } }}>
        <Table<Clearance>
          size="small"
          rowKey="id"
          loading={clearances.isPending}
          dataSource={clearances.data?.items ?? []}
          scroll={{ x: 900 }}
          locale={{
            emptyText: (
              <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={words.clearances.empty} />
            ),
          }}
          pagination={pagesOf(address, pageSize, clearances.data?.total)}
          columns={[
            {
              title: words.clearances.scope,
              render: (_, one) => (
                <>
                  {one.lineId !== null ? (
                    <Link className="telephone" to={`/lines/${one.lineId}`}>
                      {one.lineDisplay}
                    </Link>
                  ) : one.departmentId !== null ? (
                    <Link to={`/lines?departmentId=${one.departmentId}`}>{one.departmentName}</Link>
                  ) : null}
                  <div className="quiet small">{say(clearanceScopeWords[one.scope], language)}</div>
                </>
              ),
            },
            { title: words.clearances.basis, width: '34%', dataIndex: 'basis' },
            { title: words.clearances.givenBy, dataIndex: 'givenBy' },
            {
              title: words.clearances.lines,
              align: 'right',
              render: (_, one) => format.count(one.lines),
            },
            { title: words.clearances.validity, render: (_, one) => <Validity clearance={one} /> },
            {
              title: '',
              render: (_, one) =>
                one.withdrawnAtMs === null &&
                session.permissions.includes('clearances.withdraw') && (
                  <Button size="small" onClick={() => setWithdrawing(one)}>
                    {words.clearances.withdraw}
                  </Button>
                ),
            },
          ]}
        />
      </Card>
      {withdrawing !== null && (
        <Withdraw clearance={withdrawing} onClose={() => setWithdrawing(null)} />
      )}
    </>
  );
}

function Validity({ clearance }: { clearance: Clearance }) {
  const words = useWords();
  const format = useFormat();
  const nowMs = useCityNow();
  const { validFromMs, validToMs, withdrawnAtMs, withdrawnReason } = clearance;
  const [colour, word] =
    withdrawnAtMs !== null
      ? ['red', words.clearances.withdrawn]
      : validToMs !== null && validToMs <= nowMs
        ? ['default', words.clearances.expired]
        : validFromMs > nowMs + 60_000
          ? ['gold', words.clearances.future]
          : ['green', words.clearances.valid];
  return (
    <>
      <Tag color={colour}>{word}</Tag>
      <span className="figures">
        {format.date(validFromMs)} –{' '}
        {validToMs === null ? words.clearances.open : format.date(validToMs - 1)}
      </span>
      {withdrawnReason !== null && <div className="quiet small">{withdrawnReason}</div>}
    </>
  );
}

function Withdraw({ clearance, onClose }: { clearance: Clearance; onClose: () => void }) {
  const words = useWords();
  const attempt = useAttempt();
  const [reason, setReason] = useState('');
  const withdraw = async () => {
    const params = { id: clearance.id };
    const body = { reason: reason.trim() };
    if (!(await attempt(() => api.withdrawClearance({ params, body })))) return;
    void queries.invalidateQueries({ queryKey: ['clearances'] });
    onClose();
  };
  return (
    <Modal
      open
      title={words.clearances.withdraw}
      okText={words.clearances.withdraw}
      okButtonProps={{ danger: true, disabled: reason.trim() === '' }}
      cancelText={words.common.cancel}
      onCancel={onClose}
      onOk={() => void withdraw()}
    >
      <p>{clearance.basis}</p>
      <p className="quiet">{words.clearances.withdrawAsk}</p>
      <Input
        aria-label={words.clearances.reason}
        placeholder={words.clearances.reason}
        maxLength={1000}
        value={reason}
        onChange={(event) => setReason(event.target.value)}
      />
    </Modal>
  );
}
