import type { Department, EntryContent } from '@everyline/domain';
import { addDays, chinaCalendar, localTime } from '@everyline/domain';
import { oneOf } from '@everyline/exchange';

import type { AccountContext } from '../../packages/server/src/app/accounts/account-context.ts';
import type { StoredVersion } from '../../packages/server/src/app/ports/store/knowledge.ts';
import type { PaperSetting } from './papers.ts';

const dayMs = 86_400_000;
const matters = ['公积金提取', '社保卡补办', '新生儿参保', '居住证办理', '不动产登记', '退休认证'];
const asked = ['怎么办', '要带什么材料', '在哪里办', '要多久', '收费吗', '可以委托别人吗'];
const categories = ['医保/参保', '医保/报销', '医保/异地就医', '社保/证卡', '住房/公积金', ''];

/** Entries of all offices, two thirds of them published, a few withdrawn again. */
export async function writeEntries(
  { store }: AccountContext,
  offices: readonly Department[],
  count: number,
  { random, idAt, fromMs }: PaperSetting,
): Promise<void> {
  const today = localTime(chinaCalendar, fromMs + 182 * dayMs).day;
  const versions = Array.from({ length: count }, (_, at): StoredVersion => {
    const atMs = fromMs + Math.floor((at * 182 * dayMs) / count);
    const matter = oneOf(matters, random);
    const office = oneOf(offices, random);
    const content: EntryContent = {
      question: `${office.name}${matter}${oneOf(asked, random)}（${String(at + 1)}）？`,
      paraphrases: [`${matter}怎么弄`],
      shortAnswer: `${matter}请带身份证到${office.name}窗口办理。`,
      longAnswer: `办理${matter}，请本人携带有效身份证件，工作日 9:00–17:00 到${office.name}窗口办理，当场办结。`,
      departmentId: office.id,
      category: oneOf(categories, random),
      serviceItems: [matter],
      region: '',
      audience: at % 4 === 0 ? '职工' : '',
      source: null,
      validFrom: null,
      validUntil: at % 3 === 0 ? addDays(today, at % 200) : null,
      ownerId: null,
      reviewerId: null,
    };
    return { entryId: idAt(atMs), version: 1, content, atMs, by: 'bench', byId: null, note: '' };
  });
  await store.transaction(async (within) => {
    await within.knowledge.insert(versions);
    for (const [at, { entryId, atMs }] of versions.entries()) {
      const about = { entryId, atMs: atMs + 1, by: 'bench', version: 1, note: '' };
      if (at % 3 === 2) continue;
      await within.knowledge.move(entryId, 'reviewed', { ...about, kind: 'review' });
      await within.knowledge.move(entryId, 'published', { ...about, kind: 'publish' });
      if (at % 50 === 0) {
        await within.knowledge.move(entryId, 'withdrawn', { ...about, kind: 'withdraw' });
      }
    }
  });
}
