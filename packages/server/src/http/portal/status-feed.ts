import type { Language } from '@everyline/contract';

import type { FollowedStatus } from '../../app/portal/remembered-status.ts';
import { html } from './html.ts';
import { nameOf } from './portal-contents.ts';
import { portalWords } from './portal-words.ts';

/**
 * The lines in trouble as an Atom feed (RFC 4287), the newest trouble first. An entry keeps its id while the trouble
 * lasts, and goes when the line gets through again.
 *
 * @param of.id a UUID that stays the same wherever the feed is served
 * @param of.site whence it is served: `https://example.gov`
 * @param of.cityName stands as the author, which each feed must have
 */
export function statusFeed(
  language: Language,
  status: FollowedStatus,
  { id, site, cityName }: { readonly id: string; readonly site: string; readonly cityName: string },
): string {
  const words = portalWords[language];
  const { office, troubled, changedAtMs } = status;
  const query = office === null ? '' : `?office=${office.id}`;
  const self = `${site}${feedAddress(language, office?.id ?? null)}`;
  const name = office === null ? cityName : office.name;
  return html`<?xml version="1.0" encoding="utf-8"?>
    <feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${language}">
      <id>urn:uuid:${id}</id>
      <title>${name} · ${words.status}</title>
      <updated>${new Date(changedAtMs).toISOString()}</updated>
      <author><name>${cityName}</name></author>
      <link rel="self" type="application/atom+xml" href="${self}" />
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

/** Where the feed of the city or of an office stands; each language is a feed of its own. */
export function feedAddress(language: Language, officeId: string | null): string {
  return `/portal/feed.atom?language=${language}${officeId === null ? '' : `&office=${officeId}`}`;
}
