import { discardSource } from '../../app/sources/discard-source.ts';
import { fetchSources } from '../../app/sources/fetch-sources.ts';
import { importSource } from '../../app/sources/import-source.ts';
import { listConflicts } from '../../app/sources/list-conflicts.ts';
import { listRejects } from '../../app/sources/list-rejects.ts';
import { listSourceListings } from '../../app/sources/list-source-listings.ts';
import { listSources } from '../../app/sources/list-sources.ts';
import { previewSource } from '../../app/sources/preview-source.ts';
import { readSource } from '../../app/sources/read-source.ts';
import { resolveConflict } from '../../app/sources/resolve-conflict.ts';
import { sourceView } from '../../app/sources/source-view.ts';
import { authorise } from '../../app/access/authorise.ts';
import type { Handlers } from '../handler.ts';
import type { Uploads } from '../uploads.ts';

type SourceRoutes =
  | 'listSources'
  | 'source'
  | 'uploadSource'
  | 'fetchSources'
  | 'importSource'
  | 'discardSource'
  | 'sourceListings'
  | 'listConflicts'
  | 'resolveConflict'
  | 'listRejects';

export function sourceHandlers(uploads: Uploads): Pick<Handlers, SourceRoutes> {
  return {
    listSources: ({ context, query }) => listSources(context, query),
    source: ({ context, params }) => previewSource(context, params.id),
    uploadSource: async ({ context, query, request }) => {
      // Asked before a byte is written to disk.
      await authorise(context, 'sources.import');
      const read = [];
      for await (const upload of uploads.receive(request)) {
        const { areaCode, origin } = query;
        const source = await readSource(context, {
          file: { name: upload.name, sizeBytes: upload.sizeBytes, at: { path: upload.path } },
          ...(areaCode !== undefined && {
            areaCode: areaCode.startsWith('0') ? areaCode : `0${areaCode}`,
          }),
          ...(origin !== undefined && { origin }),
        });
        read.push(sourceView(source));
      }
      return read;
    },
    fetchSources: ({ context, body }) => fetchSources(context, body),
    importSource: ({ context, params }) => importSource(context, params.id),
    discardSource: ({ context, params }) => discardSource(context, params.id),
    sourceListings: ({ context, params, query }) => listSourceListings(context, params.id, query),
    listConflicts: ({ context, query }) => listConflicts(context, query),
    resolveConflict: ({ context, params, body }) => resolveConflict(context, params.id, body),
    listRejects: ({ context, query }) => listRejects(context, query),
  };
}
