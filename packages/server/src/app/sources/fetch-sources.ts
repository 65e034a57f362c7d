import type { Source as SourceView } from '@everyline/contract';

import { authorise } from '../access/authorise.ts';
import type { AppContext } from '../context.ts';
import { newId } from '../new-id.ts';
import { readSource } from './read-source.ts';
import { reasonText } from './reading-reasons.ts';
import { sourceView } from './source-view.ts';
import type { SourceRow } from '../ports/store/sources.ts';
import { actorName } from '../access/actor.ts';

/** Reads web addresses into previews, one after the other; an address that gives no document becomes a failed source. */
export async function fetchSources(
  context: AppContext,
  input: { readonly addresses: readonly string[]; readonly areaCode?: string },
): Promise<SourceView[]> {
  await authorise(context, 'sources.import');
  const read: SourceView[] = [];
  const areaCode = input.areaCode === undefined ? {} : { areaCode: input.areaCode };
  for (const address of input.addresses) {
    // A path of the server's disk is no address.
    if (!/^https?:\/\//i.test(address)) {
      read.push(await keepFailure(context, address, 'address_invalid', {}));
      continue;
    }
    for await (const found of context.documents.find(address)) {
      if ('kind' in found) {
        read.push(await keepFailure(context, address, found.reason.code, found.reason.values));
      } else {
        read.push(
          sourceView(await readSource(context, { file: found, origin: address, ...areaCode })),
        );
      }
    }
  }
  return read;
}

async function keepFailure(
  context: AppContext,
  address: string,
  code: Parameters<typeof reasonText>[0]['code'],
  values: Readonly<Record<string, string | number>>,
): Promise<SourceView> {
  const reason = { code, values };
  const failed: SourceRow = {
    id: newId(context),
    name: address,
    format: 'unknown',
    origin: address,
    publishedOn: null,
    areaCode: null,
    departmentId: context.actor.kind === 'person' ? context.actor.departmentId : null,
    sha256: '',
    bytes: 0,
    sample: false,
    readAtMs: context.clock.nowMs(),
    readBy: actorName(context.actor),
    importedAtMs: null,
    state: 'failed',
    failure: { zh: reasonText(reason, 'zh-CN'), en: reasonText(reason, 'en') },
    supersededBy: null,
    listings: 0,
    newNumbers: 0,
    knownNumbers: 0,
    conflicts: 0,
    rejects: 0,
  };
  await context.store.sources.insert(failed);
  return sourceView(failed);
}
