import { lineReportKinds } from '@everyline/domain';
import type { Language } from '@everyline/contract';

import type { PortalLine } from '../../app/portal/portal-line.ts';
import type { PortalLineDetail } from '../../app/portal/read-portal-line.ts';
import type { PortalOffice } from '../../app/portal/read-portal-office.ts';
import type { PortalFound } from '../../app/portal/search-portal.ts';
import { hoursChart } from './hours-chart.ts';
import { html, jsonLd, type Html } from './html.ts';
import { portalWords } from './portal-words.ts';

const servicesInLists = 3;

/** The one search box; it works as a form of the browser. */
function searchForm(language: Language, q: string): Html {
  const words = portalWords[language];
  return html`<form class="search" method="get" action="/portal" role="search">
      <label for="q">${words.search}</label>
      <input
        id="q"
        name="q"
        type="search"
        value="${q}"
        maxlength="100"
        aria-describedby="q-help"
        enterkeyhint="search"
      />
      <button>${words.find}</button>
    </form>
    <p id="q-help" class="quiet">${words.searchHelp}</p>`;
}

/** The page on which everybody begins. */
export function startContent(language: Language): Html {
  return html`<h1>${portalWords[language].title}</h1>
    ${searchForm(language, '')}`;
}

export function foundContent(language: Language, q: string, found: PortalFound): Html {
  const words = portalWords[language];
  const nothing = found.lines.length + found.offices.length + found.entries.length === 0;
  return html`<h1>${words.results}</h1>
    ${searchForm(language, q)}
    ${nothing ? html`<p>${words.nothing}${language === 'en' ? ' ' : ''}${words.nothingHelp}</p>` : null}
    ${section(
      words.lines,
      found.lines.map((line) => lineItem(language, line)),
      found.linesOfAnswers ? words.linesOfAnswers : null,
    )}
    ${section(words.offices, found.offices.map(officeItem), null)}
    ${section(
      words.answers,
      found.entries.map(
        ({ question, answer, source }) =>
          html`<li>
            <strong>${question}</strong>
            <p>${answer}</p>
            ${source === null ? null : html`<p class="quiet">${words.source}${source}</p>`}
          </li>`,
      ),
      null,
    )}`;
}

export function lineContent(language: Language, line: PortalLineDetail): Html {
  const words = portalWords[language];
  const say = (text: { zh: string; en: string }) => (language === 'en' ? text.en : text.zh);
  const name = nameOf(language, line);
  return html`<h1>${name}</h1>
    <p><span class="number">${line.number}</span> ${mark(language, line)}</p>
    <p>
      <a class="call" href="tel:${line.dialled}"
        >${words.call}
        ${
          line.extension === null
            ? line.number
            : `${line.dialled} (${words.extension} ${line.extension})`
        }</a
      >
    </p>
    ${
      line.services.length === 0
        ? null
        : section(
            words.whatFor,
            line.services.map((one) => html`<li>${one}</li>`),
            null,
          )
    }
    <h2>${words.hours}</h2>
    <p>${say(line.opening)}</p>
    <h2>${words.through}</h2>
    <p>${say(line.reach)}</p>
    ${hoursChart(language, line.hoursOfDay, line.best)}
    <details>
      <summary>${words.report}</summary>
      <p>${words.reportHelp}</p>
      <form class="kinds" method="post" action="/portal/lines/${line.id}/reports">
        ${lineReportKinds.map(
          (kind) => html`<button name="kind" value="${kind}">${words.kinds[kind]}</button> `,
        )}
      </form>
    </details>
    ${
      line.office === null
        ? null
        : html`<p><a href="/portal/offices/${line.office.id}">${line.office.name}</a></p>`
    }
    ${organisation(name, [line])}`;
}

/** An office with its numbers, for machines that read pages. */
function organisation(name: string, lines: readonly PortalLine[]): Html {
  return jsonLd({
    '@context': 'https://schema.org',
    '@type': 'GovernmentOrganization',
    name,
    contactPoint: lines.map(({ dialled, extension, services: [first] }) => ({
      '@type': 'ContactPoint',
      telephone: extension === null ? dialled : `${dialled};ext=${extension}`,
      ...(first !== undefined && { contactType: first }),
    })),
  });
}

export function officeContent(language: Language, office: PortalOffice): Html {
  const words = portalWords[language];
  return html`<h1>${office.name}</h1>
    ${
      office.parent === null
        ? null
        : html`<p>
            ${words.under} <a href="/portal/offices/${office.parent.id}">${office.parent.name}</a>
          </p>`
    }
    ${
      office.lines.length === 0
        ? html`<p>${words.noLines}</p>`
        : section(
            words.lines,
            office.lines.map((line) => lineItem(language, line)),
            null,
          )
    }
    ${section(words.below, office.children.map(officeItem), null)}
    ${organisation(office.name, office.lines)}`;
}

/** What is said to somebody who has reported a line. */
export function reportedContent(language: Language, lineId: string, sentence: string): Html {
  const words = portalWords[language];
  return html`<h1>${words.reported}</h1>
    <p>${sentence}</p>
    <p><a href="/portal/lines/${lineId}">${words.back}</a></p>`;
}

export function faultContent(language: Language, message: string): Html {
  const words = portalWords[language];
  return html`<h1>${words.wrong}</h1>
    <p>${message}</p>
    <p><a href="/portal">${words.back}</a></p>`;
}

/** Whose a line is, as a heading. */
export function nameOf(language: Language, { office, owner }: PortalLine): string {
  return office?.name ?? owner ?? portalWords[language].noOffice;
}

function lineItem(language: Language, line: PortalLine): Html {
  return html`<li>
    <a href="/portal/lines/${line.id}"
      ><span class="number">${line.number}</span> ${nameOf(language, line)}</a
    >
    <div class="quiet">
      ${mark(language, line)} ${line.services.slice(0, servicesInLists).join('、')}
    </div>
  </li>`;
}

function officeItem({ id, name }: { readonly id: string; readonly name: string }): Html {
  return html`<li><a href="/portal/offices/${id}">${name}</a></li>`;
}

function mark(language: Language, { verdict }: PortalLine): Html {
  return html`<span>${portalWords[language].verdicts[verdict?.kind ?? 'undetermined']}</span>`;
}

function section(title: string, items: readonly Html[], note: string | null): Html | null {
  if (items.length === 0) return null;
  return html`<h2>${title}</h2>
    ${note === null ? null : html`<p class="quiet">${note}</p>`}
    <ul>
      ${items}
    </ul>`;
}
