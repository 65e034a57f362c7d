import { DownloadOutlined, UploadOutlined } from '@ant-design/icons';
import { addressOf, type AnnouncementImport } from '@everyline/contract';
import { announcementWordWords, say, useLanguage } from '@everyline/ui';
import { App, Button, Space, Upload } from 'antd';

import { api, queries, useSession } from '../../api.ts';
import { useAttempt } from '../../failure.ts';
import { useFormat } from '../../formatting.ts';
import { useWords } from '../../words/words.ts';

/** Confirmed announcements go out as one file; those of another city come in as proposals. */
export function ExchangeButtons() {
  const words = useWords().announcements;
  const session = useSession();
  const attempt = useAttempt();
  const { modal } = App.useApp();
  const take = (file: File) =>
    void attempt(async () => {
      for (const brought of await api.importAnnouncements({ files: [file] })) {
        modal.info({
          title: words.imported(brought.origin),
          width: 560,
          content: <Brought brought={brought} />,
        });
      }
      await queries.invalidateQueries({ queryKey: ['announcements'] });
    });
  return (
    <Space>
      {session.permissions.includes('announcements.label') && (
        <Upload
          accept=".json,application/json"
          showUploadList={false}
          beforeUpload={(file) => {
            take(file);
            return false;
          }}
        >
          <Button icon={<UploadOutlined />}>{words.import}</Button>
        </Upload>
      )}
      {session.permissions.includes('announcements.export') && (
        <Button
          icon={<DownloadOutlined />}
          href={addressOf('exportAnnouncements')}
          title={words.exportHelp}
        >
          {words.export}
        </Button>
      )}
    </Space>
  );
}

function Brought({ brought }: { brought: AnnouncementImport }) {
  const words = useWords().announcements;
  const { language } = useLanguage();
  const format = useFormat();
  return (
    <>
      <p>
        {words.importCounts(
          format.count(brought.added),
          format.count(brought.proposed),
          format.count(brought.known),
        )}
      </p>
      <ul className="plain-list small">
        {brought.conflicts.map(({ place, ours, theirs }) => (
          <li key={place}>
            {words.importConflict(
              place,
              say(announcementWordWords[ours], language),
              say(announcementWordWords[theirs], language),
            )}
          </li>
        ))}
        {brought.rejected.map(({ place, reason }) => (
          <li key={place}>
            {place}: {say(reason, language)}
          </li>
        ))}
      </ul>
    </>
  );
}
