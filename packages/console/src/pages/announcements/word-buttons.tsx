import type { Announcement, AnnouncementEffect, AnnouncementWord } from '@everyline/contract';
import { announcementWordWords, outcomeWords, say, useLanguage } from '@everyline/ui';

import { useFormat } from '../../formatting.ts';
import { useWords } from '../../words/words.ts';
import { labelKeys } from './label-keys.ts';

/** One button for each word with its key, and on how many numbers it would change the outcome. */
export function WordButtons({
  one,
  effects,
  disabled,
  onWord,
}: {
  one: Announcement;
  effects: readonly AnnouncementEffect[];
  disabled: boolean;
  onWord: (word: AnnouncementWord) => void;
}) {
  const words = useWords().announcements;
  const { language } = useLanguage();
  const format = useFormat();
  return (
    <div className="label-words">
      {labelKeys.map(([key, word]) => {
        const changes = effects.find((effect) => effect.word === word)?.changes ?? [];
        const [most] = changes;
        const numbers = changes.reduce((sum, change) => sum + change.numbers, 0);
        return (
          <button
            key={word}
            type="button"
            className={word === 'no_announcement' ? 'label-word none' : 'label-word'}
            aria-pressed={one.word === word}
            disabled={disabled}
            title={changes
              .map((change) =>
                words.change(
                  format.count(change.numbers),
                  say(outcomeWords[change.from], language),
                  say(outcomeWords[change.to], language),
                ),
              )
              .join('\n')}
            onClick={() => onWord(word)}
          >
            <kbd>{key.toUpperCase()}</kbd>
            <span className="two-lines">
              <b>{say(announcementWordWords[word], language)}</b>
              <span className="quiet small figures">
                {most === undefined
                  ? words.noEffect
                  : words.effect(format.count(numbers), say(outcomeWords[most.to], language))}
              </span>
            </span>
          </button>
        );
      })}
    </div>
  );
}
