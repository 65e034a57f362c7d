import type { Language } from '@everyline/contract';
import type { BestHours, DayWindow } from '@everyline/domain';

import { html, type Html } from './html.ts';
import { portalWords } from './portal-words.ts';

const barWidth = 48;
const gap = 4;
const chartHeight = 72;
const textHeight = 18;

/**
 * How often calls got through in the hours of the day, as bars with their figures; who cannot see it hears a list of the
 * same. Null where too few calls were made to compare hours.
 */
export function hoursChart(
  language: Language,
  windows: readonly DayWindow[],
  best: BestHours | null,
): Html | null {
  if (windows.length === 0) return null;
  const words = portalWords[language];
  const width = windows.length * (barWidth + gap) - gap;
  const height = textHeight + chartHeight + textHeight;
  const base = textHeight + chartHeight;
  return html`<h2>${words.whenBest}</h2>
    <figure>
      <svg viewBox="0 0 ${width} ${height}" style="max-width:${width * 1.2}px" aria-hidden="true">
        ${windows.map(({ fromMinute, toMinute, calls, reached }, n) => {
          const x = n * (barWidth + gap);
          const high = Math.round((chartHeight * reached) / calls);
          const middle = x + barWidth / 2;
          const isBest = fromMinute === best?.fromMinute;
          return html`<rect
              x="${x}"
              y="${textHeight}"
              width="${barWidth}"
              height="${chartHeight}"
            />
            <rect
              class="${isBest ? 'best' : 'reached'}"
              x="${x}"
              y="${base - high}"
              width="${barWidth}"
              height="${high}"
            />
            <text x="${middle}" y="13">${percent(reached, calls)}${isBest ? ' ★' : ''}</text>
            <text x="${middle}" y="${height - 4}">${hour(fromMinute)}–${hour(toMinute)}</text>`;
        })}
        <line x1="0" y1="${base}" x2="${width}" y2="${base}" />
      </svg>
      <ul class="heard">
        ${windows.map(
          ({ fromMinute, toMinute, calls, reached }) =>
            html`<li>${words.inHours(hour(fromMinute), hour(toMinute), reached, calls)}</li>`,
        )}
      </ul>
      <figcaption class="quiet">
        ${words.whenBestHelp}${best === null ? words.allHoursAlike : null}
      </figcaption>
    </figure>`;
}

function percent(reached: number, calls: number): string {
  return `${Math.round((100 * reached) / calls)}%`;
}

function hour(minute: number): string {
  return String(Math.floor(minute / 60));
}
