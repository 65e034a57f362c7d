import type { StaffingQuery, StaffingWeek } from '@everyline/contract';
import { Alert, Button, Card, Empty, Form, InputNumber, Spin, Upload } from 'antd';
import { useState } from 'react';

import { api } from '../api.ts';
import { failureText } from '../failure.ts';
import { useWords } from '../words/words.ts';
import { StaffedWeek } from './staffing/staffed-week.tsx';

interface Fields {
  readonly answered: number;
  readonly withinS: number;
  readonly handlingS: number;
  readonly away: number;
  readonly more: number;
  readonly byMachine: number;
}

const usual: Fields = {
  answered: 80,
  withinS: 15,
  handlingS: 180,
  away: 15,
  more: 0,
  byMachine: 0,
};

function queryOf({ answered, away, byMachine, ...rest }: Fields): StaffingQuery {
  return { ...rest, answered: answered / 100, away: away / 100, byMachine: byMachine / 100 };
}

/** People for the week after a record of calls, and what becomes of it with other figures. */
export function Staffing() {
  const words = useWords();
  const said = words.staffing;
  const [form] = Form.useForm<Fields>();
  const [file, setFile] = useState<File | null>(null);
  const [week, setWeek] = useState<StaffingWeek | null>(null);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const reckon = async (fields: Fields) => {
    if (file === null) return;
    setBusy(true);
    setProblem(null);
    try {
      setWeek(await api.staffCalls({ query: queryOf(fields), files: [file] }));
    } catch (fault) {
      setProblem(failureText(fault));
    } finally {
      setBusy(false);
    }
  };
  const numbers: readonly (readonly [keyof Fields, string, number, number])[] = [
    ['answered', said.answered, 50, 99],
    ['withinS', said.withinS, 1, 600],
    ['handlingS', said.handlingS, 10, 3600],
    ['away', said.away, 0, 60],
    ['more', said.more, -50, 50],
    ['byMachine', said.byMachine, 0, 90],
  ];
  return (
    <div className="stack">
      <div className="title-row">
        <h1>{words.menu.staffing}</h1>
      </div>
      <p className="quiet">{said.lead}</p>
      <Card>
        <Form
          form={form}
          layout="vertical"
          initialValues={usual}
          onFinish={(fields) => void reckon(fields)}
        >
          <Form.Item label={said.file} extra={said.fileHelp}>
            <Upload
              accept=".csv"
              maxCount={1}
              fileList={file === null ? [] : [{ uid: file.name, name: file.name }]}
              beforeUpload={(chosen) => {
                setFile(chosen);
                return false;
              }}
              onRemove={() => setFile(null)}
            >
              <Button>{said.choose}</Button>
            </Upload>
          </Form.Item>
          <div className="filters">
            {numbers.map(([name, label, min, max]) => (
              <Form.Item key={name} name={name} label={label} rules={[{ required: true }]}>
                <InputNumber min={min} max={max} precision={0} />
              </Form.Item>
            ))}
          </div>
          <Button type="primary" htmlType="submit" disabled={file === null} loading={busy}>
            {week === null ? said.reckon : said.again}
          </Button>
        </Form>
      </Card>
      {problem !== null && <Alert type="error" showIcon title={problem} />}
      {busy && (
        <p>
          <Spin size="small" /> {said.reckoning}
        </p>
      )}
      {week === null ? (
        <Card>
          <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={said.none} />
        </Card>
      ) : (
        <StaffedWeek week={week} />
      )}
    </div>
  );
}
