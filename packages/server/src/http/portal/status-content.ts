import type { Language } from '@everyline/contract';

import { mostTroubled, type PortalStatus } from '../../app/portal/read-portal-status.ts';
import { html, type Html } from './html.ts';
import { nameOf } from './portal-contents.ts';
import { portalWords } from './portal-words.ts';
import { feedAddress } from './status-feed.ts';

/** How the city's lines stand, by office, with those that are known not to get through. */
export function statusContent(
  language: Language,
  status: PortalStatus,
  dayOf: (atMs: number) => string,
): Html {
  const words = portalWords[language];
  const { whole, offices, troubled, office } = status;
  const figures = (['lines', 'reached', 'hard', 'broken', 'unknown'] as const).map((of) => ({
    of,
    head: words.standings[of],
  }));
  const feed = feedAddress(language, office?.id ?? null);
  return html`<h1>${office === null ? words.status : `${office.name} · ${words.status}`}</h1>
    <p>${words.statusLead(whole.lines, whole.reached, dayOf(status.atMs))}</p>
    <div class="wide" tabindex="0" role="region" aria-label="${words.byOffice}">
      <table>
        <thead>
          <tr>
            <th scope="col">${words.offices}</th>
            ${figures.map(({ head }) => html`<th scope="col">${head}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${offices.map(
            (one) =>
              html`<tr>
                <th scope="row"><a href="/portal/offices/${one.id}">${one.name}</a></th>
                ${figures.map(({ of }) => html`<td>${one[of]}</td>`)}
              </tr>`,
          )}
          <tr>
            <th scope="row">${words.all}</th>
            ${figures.map(({ of }) => html`<td>${whole[of]}</td>`)}
          </tr>
        </tbody>
      </table>
    </div>
    <h2>${words.troubled}</h2>
    ${
      troubled.length === 0
        ? html`<p>${words.noTrouble}</p>`
        : html`<ul>
            ${troubled.map(
              (line) =>
                html`<li>
                  <a href="/portal/lines/${line.id}"
                    ><span class="number">${line.number}</span> ${nameOf(language, line)}</a
                  >
                  <div class="quiet">
                    ${words.verdicts[line.kind]} · ${words.since(dayOf(line.sinceMs))} ·
                    ${words.measured(dayOf(line.decidedAtMs))}
                  </div>
                </li>`,
            )}
          </ul>`
    }
    ${troubled.length < mostTroubled ? null : html`<p class="quiet">${words.moreTroubled}</p>`}
    <p><a href="${feed}">${words.subscribe}</a></p>`;
}
