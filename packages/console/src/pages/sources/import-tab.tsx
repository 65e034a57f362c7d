import { InboxOutlined } from '@ant-design/icons';
import type { Source } from '@everyline/contract';
import { say, sourceStateWords, useLanguage } from '@everyline/ui';
import { Alert, Button, Card, Col, Form, Input, Progress, Row, Upload } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';

import { given } from '../../address.ts';
import { api, queries, useSession } from '../../api.ts';
import { failureText } from '../../failure.ts';
import { useFormat } from '../../formatting.ts';
import { useLiveEvents } from '../../live-events.ts';
import { useWords } from '../../words/words.ts';
import { sendFiles } from './send-files.ts';

interface Sending {
  readonly name: string;
  readonly share: number;
}

/** Files and web addresses go in here; what was read is previewed before it is imported. */
export function ImportTab() {
  const words = useWords();
  const session = useSession();
  const [areaCode, setAreaCode] = useState(session.city.areaCode);
  const [addresses, setAddresses] = useState('');
  const [sending, setSending] = useState<readonly Sending[]>([]);
  const [read, setRead] = useState<readonly Source[]>([]);
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const reading = useReading();
  const take = (sources: readonly Source[]) => {
    setRead((held) => [...sources, ...held]);
    void queries.invalidateQueries({ queryKey: ['sources'] });
  };
  const send = async (file: File) => {
    setProblem(null);
    const tell = (share: number) =>
      setSending((held) => [
        ...held.filter((one) => one.name !== file.name),
        { name: file.name, share },
      ]);
    tell(0);
    try {
      take(await sendFiles([file], given({ areaCode }), tell));
    } catch (fault) {
      setProblem(`${file.name}: ${failureText(fault)}`);
    } finally {
      setSending((held) => held.filter((one) => one.name !== file.name));
    }
  };
  const fetchAll = async () => {
    const wanted = addresses.split(/\s+/).filter((one) => one !== '');
    const bad = wanted.filter((one) => !URL.canParse(one) || !/^https?:/i.test(one));
    setProblem(bad.length > 0 ? words.sources.badAddresses(bad.join(' ')) : null);
    if (bad.length > 0 || wanted.length === 0) return;
    setBusy(true);
    try {
      take(await api.fetchSources({ body: { addresses: wanted, ...given({ areaCode }) } }));
      setAddresses('');
    } catch (fault) {
      setProblem(failureText(fault));
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      <Row gutter={[16, 16]}>
        <Col xs={24} lg={12}>
          <Upload.Dragger
            multiple
            showUploadList={false}
            beforeUpload={(file) => {
              void send(file);
              return false;
            }}
          >
            <p className="ant-upload-drag-icon">
              <InboxOutlined />
            </p>
            <p>{words.sources.drop}</p>
            <p className="quiet small">{words.sources.dropHelp}</p>
          </Upload.Dragger>
        </Col>
        <Col xs={24} lg={12}>
          <Card>
            <Form layout="vertical">
              <Form.Item label={words.sources.areaCode} extra={words.sources.areaCodeHelp}>
                <Input
                  aria-label={words.sources.areaCode}
                  value={areaCode}
                  inputMode="numeric"
                  maxLength={4}
                  style={{ width: 120 }}
                  onChange={(event) => setAreaCode(event.target.value.trim())}
                />
              </Form.Item>
              <Form.Item label={words.sources.addresses}>
                <Input.TextArea
                  aria-label={words.sources.addresses}
                  rows={3}
                  value={addresses}
                  placeholder="https://"
                  onChange={(event) => setAddresses(event.target.value)}
                />
              </Form.Item>
              <Button loading={busy} onClick={() => void fetchAll()}>
                {words.sources.fetch}
              </Button>
            </Form>
          </Card>
        </Col>
      </Row>
      <div className="stack" aria-live="polite">
        {problem !== null && <Alert type="error" showIcon title={problem} />}
        {sending.map((one) => (
          <SendingRow key={one.name} sending={one} reading={reading} />
        ))}
        {read.length > 0 && <ReadSources sources={read} />}
      </div>
    </>
  );
}

/** What the server says about documents that it is reading just now. */
function useReading(): string | null {
  const words = useWords();
  const format = useFormat();
  const [text, setText] = useState<string | null>(null);
  useLiveEvents((event) => {
    if (event.type !== 'source.progress') return;
    const { readBytes, totalBytes, listings, state } = event;
    const percent = totalBytes === null ? '' : ` ${Math.floor((readBytes / totalBytes) * 100)}%`;
    setText(state === 'reading' ? words.sources.reading(format.count(listings), percent) : null);
  });
  return text;
}

function SendingRow({ sending, reading }: { sending: Sending; reading: string | null }) {
  const words = useWords();
  const percent = Math.floor(sending.share * 100);
  return (
    <Card size="small">
      {percent < 100 || reading === null ? words.sources.sending(sending.name, percent) : reading}
      <Progress
        aria-label={words.sources.sending(sending.name, percent)}
        percent={percent}
        status="active"
        showInfo={false}
        size="small"
      />
    </Card>
  );
}

function ReadSources({ sources }: { sources: readonly Source[] }) {
  const words = useWords();
  const { language } = useLanguage();
  const format = useFormat();
  return (
    <Card title={words.sources.previewReady}>
      <ul className="plain-list spaced">
        {sources.map((source) => (
          <li key={source.id}>
            <Link to={`/sources/${source.id}`}>{source.name}</Link>{' '}
            <span className="quiet">
              {say(sourceStateWords[source.state], language)} · {words.sources.listings}{' '}
              {format.count(source.listings)} · {words.sources.newNumbers}{' '}
              {format.count(source.newNumbers)} · {words.sources.rejects}{' '}
              {format.count(source.rejects)}
            </span>
            {source.failure !== null && (
              <Alert type="error" title={say(source.failure, language)} />
            )}
          </li>
        ))}
      </ul>
    </Card>
  );
}
