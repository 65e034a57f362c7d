import type { Localised, SourcePreview } from '@everyline/contract';

import { authorise, requireInside } from '../access/authorise.ts';
import type { AppContext } from '../context.ts';
import { notFound } from '../faults.ts';
import type { SourceRow } from '../ports/store/sources.ts';
import { listingView, rejectView, sourceView } from './source-view.ts';

/** Listings and rejects that a preview shows. */
const SHOWN = { page: 1, pageSize: 20 };

/** A source with its first listings and rejects, and in one sentence what its import does or did. */
export async function previewSource(context: AppContext, id: string): Promise<SourcePreview> {
  const scope = await authorise(context, 'sources.see');
  const { sources } = context.store;
  const source = await sources.byId(id);
  if (!source) throw notFound('source');
  requireInside(scope, source.departmentId);
  const [listings, rejects] = await Promise.all([
    sources.listings(id, {}, SHOWN),
    sources.rejects({ sourceId: id }, SHOWN),
  ]);
  return {
    source: sourceView(source),
    sample: listings.items.map(listingView),
    rejects: rejects.items.map(rejectView),
    sentence: sentenceOf(source),
  };
}

function sentenceOf(source: SourceRow): Localised {
  const { listings, newNumbers, knownNumbers, rejects, conflicts } = source;
  const what = {
    zh: `${listings} 条公布记录，${newNumbers} 个新号码，${knownNumbers} 个已有号码，${rejects} 处待更正`,
    en: `${listings} listings, ${newNumbers} new numbers, ${knownNumbers} known ones, ${rejects} places to repair`,
  };
  switch (source.state) {
    case 'reading':
      return {
        zh: `正在读取，已找到 ${listings} 条公布记录。`,
        en: `Being read; ${listings} listings so far.`,
      };
    case 'failed':
      return source.failure ?? { zh: '读取失败。', en: 'Reading failed.' };
    case 'preview':
      return { zh: `导入后将有 ${what.zh}。`, en: `The import brings ${what.en}.` };
    case 'imported':
      return {
        zh: `已导入${what.zh}，${conflicts} 处矛盾。`,
        en: `Imported: ${what.en}, ${conflicts} conflicts.`,
      };
  }
}
