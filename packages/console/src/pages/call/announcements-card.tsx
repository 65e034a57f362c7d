import type { ProbeDetail } from '@everyline/contract';
import { announcementWordWords, OutcomeMark, say, useLanguage } from '@everyline/ui';
import { Card } from 'antd';
import { Link } from 'react-router';

import { useSession } from '../../api.ts';
import { useFormat } from '../../formatting.ts';
import { useWords } from '../../words/words.ts';

/** The known recordings that were heard in the call, each with the way to its page. */
export function HeardAnnouncements({ detail }: { detail: ProbeDetail }) {
  const words = useWords();
  const { language } = useLanguage();
  const session = useSession();
  if (detail.announcements.length === 0) return null;
  const mayOpen = session.permissions.includes('announcements.see');
  return (
    <Card title={words.announcements.inCall}>
      <ul className="plain-list">
        {detail.announcements.map((one) => {
          const name =
            one.word === null
              ? words.announcements.unlabelledInCall
              : say(announcementWordWords[one.word], language);
          return (
            <li key={`${one.id} ${one.fromMs}`}>
              <span className="quiet figures">
                {(one.fromMs / 1000).toFixed(1)}–{(one.toMs / 1000).toFixed(1)} {words.call.seconds}
              </span>{' '}
              {mayOpen ? <Link to={`/announcements?state=all&id=${one.id}`}>{name}</Link> : name}
            </li>
          );
        })}
      </ul>
    </Card>
  );
}

/** That the call is read differently since an announcement in it was labelled, and as what at first. */
export function RereadNote({ detail }: { detail: ProbeDetail }) {
  const words = useWords();
  const format = useFormat();
  const { reread } = detail;
  if (reread === null) return null;
  return (
    <p className="quiet small">
      {words.announcements.rereadFrom(format.time(reread.atMs), reread.by)}{' '}
      <OutcomeMark outcome={reread.firstOutcome} />
    </p>
  );
}
