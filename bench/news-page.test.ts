import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';

import { Answerer, articlesOf, cutText, type Reply } from '@everyline/knowledge';
import { beforeAll, describe, expect, it } from 'vitest';

const page = resolve(
  process.env.EVERYLINE_SHARED ?? resolve(import.meta.dirname, '../../shared'),
  'fixtures/news/chengdu-daily-2025-01-03.txt',
);
const isHere = existsSync(page);
if (!isHere)
  console.warn(`SKIPPED: the newspaper page is absent (${page}), so nothing is asked about it.`);

interface NewsQuestion {
  readonly id: string;
  readonly text: string;
  /** What a right answer has to contain; without it the page has none. */
  readonly says?: readonly string[];
}

const DAY = '2025-01-03';

describe.skipIf(!isHere)('a newspaper page as plain text', () => {
  const answerer = new Answerer();
  let text = '';

  beforeAll(async () => {
    const cut = cutText(await readFile(page, 'utf8'));
    text = cut.text;
    for (const { headings, text: words, from } of cut.passages) {
      const document = { title: '成都日报 2025年1月3日', date: DAY };
      answerer.put({ kind: 'passage', id: `p${from}`, headings, text: words, from, document });
    }
  });

  const ask = (question: string): Reply => answerer.answer(question, null, { day: DAY });
  const questionsOf = async (file: string): Promise<NewsQuestion[]> =>
    (await readFile(resolve(import.meta.dirname, 'answers', file), 'utf8'))
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as NewsQuestion);

  it('is told apart into its seven articles, one of them continued from another page', () => {
    const articles = articlesOf(text);
    expect(articles.map(({ headlines }) => headlines[0])).toEqual([
      '不折不扣推动各项任务举措落地见效',
      '让每部公共服务电话都打得通、真管用 成都启动这一行动',
      '超额完成 300个川渝共建项目全年投资5200亿',
      '屋顶发电 一年456万度',
      '服务社区治理发展 老党员绽放银龄美',
      '10万种优选产品等你选购 第28届四川新春年货购物节10日-22日在成都举办',
      '研究审议2025年政府工作报告(送审稿)等议题',
    ]);
    expect(
      articles.map(({ continuedFrom }) => continuedFrom).filter((one) => one !== null),
    ).toEqual(['01版']);
  });

  it('answers ten questions with citations that stand on the page where they say', async () => {
    const asked = (await questionsOf('news.jsonl')).filter(({ says }) => says !== undefined);
    expect(asked).toHaveLength(10);
    for (const { text: question, says } of asked) {
      const reply = ask(question);
      expect(reply, question).toMatchObject({ kind: 'answer' });
      if (reply.kind !== 'answer') continue;
      for (const figure of says ?? []) expect(reply.text, question).toContain(figure);
      const [{ place, quotation }] = reply.citations;
      expect(place).not.toBeNull();
      const there = text.slice(place?.from, place?.to).replace(/\s*\n\s*/gu, '');
      expect(there).toBe(quotation);
    }
  });

  it('refuses ten that it does not answer, five of them near misses', async () => {
    const asked = (await questionsOf('news.jsonl')).filter(({ says }) => says === undefined);
    expect(asked).toHaveLength(10);
    for (const { text: question } of asked) expect(ask(question).kind, question).toBe('abstain');
  });

  it('gives, of questions written later, few wrong answers', async () => {
    const asked = await questionsOf('news-later.jsonl');
    const replies = asked.map((one) => ({ ...one, reply: ask(one.text) }));
    const isWrong = ({ says, reply }: (typeof replies)[number]): boolean =>
      reply.kind === 'answer' &&
      (says === undefined || !says.every((figure) => reply.text.includes(figure)));
    // Two are wrong: a count before merging for the one after it, and the start of supply for that of building.
    expect(replies.filter(isWrong).length).toBeLessThanOrEqual(2);
  });
});
