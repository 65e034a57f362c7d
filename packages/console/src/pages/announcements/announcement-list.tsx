import type { Announcement } from '@everyline/contract';
import { announcementWordWords, say, useLanguage } from '@everyline/ui';
import { Empty } from 'antd';

import { useFormat } from '../../formatting.ts';
import { useWords } from '../../words/words.ts';

/** Recordings with the figures by which one chooses: on how many numbers, and what is known of it. */
export function AnnouncementList({
  items,
  chosen,
  empty,
  onChoose,
}: {
  items: readonly Announcement[];
  chosen: string | undefined;
  empty: string;
  onChoose: (id: string) => void;
}) {
  const words = useWords().announcements;
  const { language } = useLanguage();
  const format = useFormat();
  if (items.length === 0) {
    return (
      <Empty className="label-empty" image={Empty.PRESENTED_IMAGE_SIMPLE} description={empty} />
    );
  }
  return (
    <ol className="label-list">
      {items.map((one) => {
        const word = one.word ?? one.proposal?.label ?? null;
        return (
          <li key={one.id}>
            <button type="button" aria-current={one.id === chosen} onClick={() => onChoose(one.id)}>
              <span className="label-count figures">{format.count(one.numbers)}</span>
              <span className="two-lines">
                <span>
                  {word === null ? (
                    <span className="quiet">{one.text || words.unlabelledInCall}</span>
                  ) : (
                    <b className={one.word === null ? 'label-proposed' : ''}>
                      {say(announcementWordWords[word], language)}
                      {one.word === null && ' ?'}
                    </b>
                  )}
                </span>
                <span className="quiet small figures">
                  {one.calls > 0
                    ? words.heardOn(format.count(one.numbers), format.count(one.calls))
                    : words.elsewhere(format.count(one.importedNumbers))}
                  {one.sampleLengthMs !== null && ` · ${format.length(one.sampleLengthMs)}`}
                </span>
              </span>
            </button>
          </li>
        );
      })}
    </ol>
  );
}
