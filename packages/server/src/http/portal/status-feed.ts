import type { Language } from '@everyline/contract';

import type { PortalStatus } from '../../app/portal/read-portal-status.ts';
import { html } from './html.ts';
import { nameOf } from './portal-contents.ts';
import { portalWords } from './portal-words.ts';

/**
 * The lines in trouble as an Atom feed (RFC 4287), the newest trouble first. An entry keeps its id while the trouble
 * lasts, and goes when the line gets through again.
 *
 * @param site whence it is served: `https://example.gov`
 * @param cityName stands as the author, which each feed must have
 */
export function statusFeed(
  language: Language,
  status: PortalStatus,
  site: string,
  cityName: string,
): string {
  const words = portalWords[language];
  const { office, troubled } = status;
  const query = office === null ? '' : `?office=${office.id}`;
  const name = office === null ? cityName : office.name;
  const newest = Math.max(0, ...troubled.map(({ decidedAtMs }) => decidedAtMs));
  return html`<?xml version="1.0" encoding="utf-8"?>
    <feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${language}">
      <id>${site}/portal/feed.atom${query}</id>
      <title>${name} · ${words.status}</title>
      <updated>${new Date(newest).toISOString()}</updated>
      <author><name>${cityName}</name></author>
      <link rel="self" type="application/atom+xml" href="${site}/portal/feed.atom${query}" />
      <link rel="alternate" type="text/html" href="${site}/portal/status${query}" />
      ${troubled.map(
        (line) =>
          html`<entry>
            <id>urn:uuid:${line.troubleId}</id>
            <title>${line.number} ${nameOf(language, line)}: ${words.verdicts[line.kind]}</title>
            <updated>${new Date(line.decidedAtMs).toISOString()}</updated>
            <published>${new Date(line.sinceMs).toISOString()}</published>
            <link rel="alternate" type="text/html" href="${site}/portal/lines/${line.id}" />
            <summary>${line.services.join('、')}</summary>
          </entry> `,
      )}
    </feed> `.text;
}
