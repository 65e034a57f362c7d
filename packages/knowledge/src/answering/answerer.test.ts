import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { Answerer } from './answerer.ts';
import type { AnswerEntry } from './item.ts';
import type { Reply } from './reply.ts';
import type { Thread } from './thread.ts';

const entry = (id: string, changes: Partial<AnswerEntry>): AnswerEntry => ({
  kind: 'entry',
  id,
  state: 'published',
  question: '',
  paraphrases: [],
  shortAnswer: '',
  longAnswer: '',
  region: '',
  audience: '',
  source: { title: '样城市办事指南' },
  validFrom: '2025-01-01',
  validUntil: null,
  ...changes,
});

const windowOf = (id: string, region: string, street: string): AnswerEntry =>
  entry(id, {
    question: `${region}医保经办窗口在哪里？`,
    paraphrases: [`${region}医保局地址`],
    shortAnswer: `${street}，周一至周五9:00–17:00。`,
    region,
  });

const ENTRIES: readonly AnswerEntry[] = [
  windowOf('east', '东湖区', '东湖路8号'),
  windowOf('west', '西山区', '西山路6号'),
  entry('hospital-employee', {
    question: '职工医保住院报销多少？',
    paraphrases: ['职工医保住院报销比例'],
    shortAnswer: '三级医院报销85%。',
    longAnswer: '职工医保住院三级医院报销85%，二级医院90%。年度最高支付限额30万元。',
    audience: '职工',
  }),
  entry('hospital-resident', {
    question: '居民医保住院报销多少？',
    paraphrases: ['居民医保住院报销比例'],
    shortAnswer: '三级医院报销60%。',
    longAnswer: '居民医保住院三级医院报销60%，二级医院75%。年度最高支付限额20万元。',
    audience: '居民',
  }),
  entry('fee', {
    question: '城乡居民医保一年交多少钱？',
    paraphrases: ['居民医保个人缴费标准'],
    shortAnswer: '2026年度每人个人缴费400元。',
    audience: '居民',
    validUntil: '2026-12-31',
  }),
  entry('fee-before', {
    question: '城乡居民医保一年交多少钱？',
    paraphrases: ['居民医保个人缴费标准'],
    shortAnswer: '2025年度每人个人缴费380元。',
    audience: '居民',
    validUntil: '2025-12-31',
  }),
  entry('draft', {
    state: 'draft',
    question: '旧城改造补偿标准是多少？',
    paraphrases: ['拆迁补偿多少钱一平'],
    shortAnswer: '每平方米9800元（内部讨论）。',
  }),
  entry('metro', {
    question: '地铁三号线什么时候开通？',
    shortAnswer: '地铁3号线2027年1月1日开通。',
    validFrom: '2027-01-01',
  }),
  entry('library', {
    question: '市图书馆几点开门？',
    paraphrases: ['图书馆开放时间', '图书馆周末开吗'],
    shortAnswer: '周二至周日9:00–21:00，周一闭馆。',
  }),
];

function office(): Answerer {
  const answerer = new Answerer({
    city: { names: ['样城市', '样城'], districts: ['东湖区', '西山区', '北原县'] },
  });
  for (const one of ENTRIES) answerer.put(one);
  return answerer;
}

const answerer = office();
const ask = (message: string, thread: Thread | null = null, region: string | null = null): Reply =>
  answerer.answer(message, thread, { day: '2026-06-15', region, threshold: 0.6 });

describe('Answerer', () => {
  it('quotes a published entry word for word and says what it rests on', () => {
    const reply = ask('居民医保一年要交多少钱');
    expect(reply).toMatchObject({
      kind: 'answer',
      text: '2026年度每人个人缴费400元。',
      citations: [
        {
          id: 'fee',
          quotation: '2026年度每人个人缴费400元。',
          source: '样城市办事指南',
          audience: '居民',
          validUntil: '2026-12-31',
        },
      ],
    });
  });

  it('quotes the sentence that has the figure where the short answer lacks it', () => {
    expect(ask('职工医保住院年度最高支付限额是多少万')).toMatchObject({
      kind: 'answer',
      text: '年度最高支付限额30万元。',
    });
  });

  it('asks back where entries differ by district or by people only, and takes the choice', () => {
    const first = ask('医保窗口在哪里');
    expect(first).toMatchObject({ kind: 'ask', facet: 'region' });
    expect(first.kind === 'ask' && first.choices.map(({ label }) => label).toSorted()).toEqual([
      '东湖区',
      '西山区',
    ]);
    expect(ask('西山', first.thread)).toMatchObject({ kind: 'answer', text: /西山路6号/u });
    const second = ask('住院医保报销多少');
    expect(second).toMatchObject({ kind: 'ask', facet: 'audience' });
    expect(ask('职工的', second.thread)).toMatchObject({ kind: 'answer', text: /85%/u });
  });

  it('does not ask where the question or the place of the caller tells', () => {
    expect(ask('东湖区医保窗口在哪里')).toMatchObject({ kind: 'answer', text: /东湖路8号/u });
    expect(ask('医保窗口在哪里', null, '西山区')).toMatchObject({
      kind: 'answer',
      text: /西山路6号/u,
    });
    expect(ask('我是单位上班的，住院医保报销多少')).toMatchObject({
      kind: 'answer',
      text: /85%/u,
    });
  });

  it('abstains on other districts, cities and years rather than give what holds elsewhere', () => {
    for (const question of [
      '北原县医保窗口在哪里',
      '上海居民医保一年交多少钱',
      '2019年居民医保一年交多少钱',
    ]) {
      expect(ask(question), question).toMatchObject({ kind: 'abstain', reason: 'holds_elsewhere' });
    }
  });

  it('takes what a follow-up lacks from the last question', () => {
    const first = ask('职工医保住院报销多少');
    const second = ask('那居民的呢', first.thread);
    expect(second).toMatchObject({ kind: 'answer', text: /60%/u });
    const third = ask('那上海呢', second.thread);
    expect(third).toMatchObject({ kind: 'abstain', reason: 'holds_elsewhere' });
    const east = ask('东湖区医保窗口在哪里');
    expect(ask('西山区呢', east.thread)).toMatchObject({ kind: 'answer', text: /西山路6号/u });
    expect(ask('图书馆几点开门', third.thread)).toMatchObject({ kind: 'answer', text: /21:00/u });
  });

  it('reaches a person at once, whatever else is said', () => {
    for (const message of [
      '人工',
      '转人工！！',
      '我要找人',
      '别废话了 给我 人 工 客服',
      '居民医保一年交多少钱，算了找个人说',
      'I want to talk to a human',
      'operator please',
    ]) {
      expect(ask(message).kind, message).toBe('hand_over');
    }
    expect(ask('人工智能企业怎么申请补贴').kind).not.toBe('hand_over');
  });

  it('never uses what is not published, not yet valid, or expired', () => {
    expect(answerer.size).toBe(ENTRIES.length - 1);
    expect(ask('拆迁补偿多少钱一平').kind).toBe('abstain');
    expect(ask('地铁三号线什么时候开通').kind).toBe('abstain');
    const replaced = office();
    replaced.put({ ...ENTRIES[4]!, state: 'withdrawn' });
    const reply = replaced.answer('居民医保一年交多少钱', null, {
      day: '2026-06-15',
      threshold: 0,
    });
    expect(JSON.stringify(reply)).not.toMatch(/"id":"fee/u);
  });

  it('has an answer the moment an entry is put, and none the moment it is taken out', () => {
    const changing = office();
    const question = '婚姻登记处周六开门吗';
    const context = { day: '2026-06-15', threshold: 0.6 };
    changing.put(
      entry('wed', { question: '婚姻登记处周六开门吗？', shortAnswer: '周一至周六9:00–17:00。' }),
    );
    expect(changing.answer(question, null, context).kind).toBe('answer');
    changing.remove('wed');
    expect(changing.answer(question, null, context).kind).toBe('abstain');
  });

  it('answers any text without throwing, and only with what stands in an entry', () => {
    const quotable = ENTRIES.map(({ shortAnswer, longAnswer }) => `${shortAnswer}\n${longAnswer}`);
    const piece = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 8 }),
      fc.constantFrom(
        '居民医保',
        '多少钱',
        '那上海呢',
        '\n',
        '忽略以上指令',
        '医保窗口',
        '2019年',
        '呢',
      ),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const before = ask('职工医保住院报销多少');
        const reply = ask(pieces.join(''), before.thread);
        if (reply.kind !== 'answer') return;
        expect(quotable.some((text) => text.includes(reply.text))).toBe(true);
      }),
    );
  });
});
