import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { OfficeFinder } from './office-names.ts';
import { proposeMeasures } from './propose-measures.ts';

const offices = new OfficeFinder([
  { id: 'housing', name: '云川市住房和城乡建设局' },
  { id: 'finance', name: '云川市财政局' },
  { id: 'civil', name: '云川市民政局' },
  { id: 'reform', name: '云川市发展和改革委员会' },
  { id: 'district', name: '天桥区人民政府' },
]);
const options = { offices, today: '2026-11-30' };
const one = (text: string) => {
  const found = proposeMeasures(text, options);
  expect(found).toHaveLength(1);
  return found[0];
};

describe('a sentence of a notice', () => {
  it('gives who leads and who joins, by when, and the figure to be reached', () => {
    expect(
      one('市住建局牵头，市财政局、天桥区人民政府配合，6月底前完成老旧小区改造120个。'),
    ).toMatchObject({
      title: '完成老旧小区改造120个',
      leadOfficeId: 'housing',
      jointOfficeIds: ['finance', 'district'],
      deadline: { text: '6月底前', day: '2027-06-30', isYearAssumed: true },
      indicators: [{ name: '老旧小区改造', unit: '个', planned: 120, actual: null }],
    });
  });

  it('reads short names of offices and a quarter of a year', () => {
    expect(one('由市发改委负责，2027年一季度前出台公共电话管理办法。')).toMatchObject({
      title: '出台公共电话管理办法',
      leadOfficeId: 'reform',
      deadline: { day: '2027-03-31', isYearAssumed: false },
      indicators: [],
    });
  });

  it('takes the year that the text named before', () => {
    const [first, second] = proposeMeasures(
      '2027年，市民政局新建养老服务设施35个，年底前建成。市财政局9月30日前落实资金1.2亿元。',
      options,
    );
    expect(first).toMatchObject({ leadOfficeId: 'civil', deadline: { day: '2027-12-31' } });
    expect(second).toMatchObject({
      leadOfficeId: 'finance',
      deadline: { day: '2027-09-30' },
      indicators: [{ unit: '亿元', planned: 1.2 }],
    });
  });

  it('does not take another place’s office for one of the tree', () => {
    expect(one('河东区民政局要在明年底前培训话务员200人次。')?.leadOfficeId).toBeNull();
  });

  it.each([
    '会议于2026年3月5日召开，市财政局局长出席。',
    '市民政局办公地址不变。',
    '全年举办活动多场，群众满意。',
  ])('that undertakes nothing proposes nothing: %s', (text) => {
    expect(proposeMeasures(text, options)).toEqual([]);
  });
});

describe('a paragraph with fields for who and when', () => {
  const text =
    '二、服务\n（二）规范热线。清理无效号码3000个，接通率达到95%以上。（牵头单位：市政务数据局；责任单位：市民政局、天桥区人民政府；完成时限：2026年12月31日）';

  it('is one measure under its heading; a leader whom the tree does not have is named, not replaced', () => {
    expect(one(text)).toMatchObject({
      title: '规范热线',
      category: '服务',
      leadOfficeId: null,
      jointOfficeIds: ['civil', 'district'],
      unknownOffices: ['市政务数据局'],
      deadline: { day: '2026-12-31' },
      indicators: [
        { name: '清理无效号码', unit: '个', planned: 3000 },
        { name: '接通率', unit: '%', planned: 95 },
      ],
    });
  });

  it('may have its fields on the lines below', () => {
    expect(
      one(
        '1. 新建养老服务设施35个，总投资1.2亿元，完成投资0.4亿元。\n责任单位：市民政局、市财政局\n完成时限：2027年3月底前',
      ),
    ).toMatchObject({
      leadOfficeId: 'civil',
      jointOfficeIds: ['finance'],
      deadline: { day: '2027-03-31' },
      indicators: [
        { unit: '个', planned: 35, actual: null },
        { name: '总投资', unit: '亿元', planned: 1.2, actual: 0.4 },
      ],
    });
  });

  it('may be a row of a table', () => {
    expect(
      one(
        '序号：3；类别：城市更新；工作任务：加装电梯200台；牵头单位：市住建局；配合单位：市财政局；完成时限：2027年6月30日',
      ),
    ).toMatchObject({
      title: '加装电梯200台',
      category: '城市更新',
      leadOfficeId: 'housing',
      jointOfficeIds: ['finance'],
      deadline: { day: '2027-06-30' },
      indicators: [{ unit: '台', planned: 200 }],
    });
  });
});

describe('a report of results', () => {
  it('proposes each part of a whole, with a plan reckoned from the rate', () => {
    const found = proposeMeasures(
      '共推进联合项目216个，完成投资4747亿元。其中，基础设施项目99个，完成投资3186亿元，为计划的122%；产业项目117个，完成投资1561亿元，为计划的123%。',
      options,
    );
    expect(found.map(({ title, category }) => [title, category])).toEqual([
      ['基础设施项目', '联合项目'],
      ['产业项目', '联合项目'],
    ]);
    expect(found[0]?.indicators).toEqual([
      { name: '数量', unit: '个', planned: null, actual: 99, isPlanReckoned: false },
      { name: '投资', unit: '亿元', planned: 2611, actual: 3186, isPlanReckoned: true },
    ]);
  });
});

const fragments = fc.constantFrom(
  ...[
    '市住建局',
    '市民政局',
    '牵头',
    '配合',
    '由',
    '负责',
    '责任单位：',
    '完成时限：',
    '（',
    '）',
    '；',
    '。',
    '\n',
  ],
  ...[
    '2月30日前',
    '13月底前',
    '年内',
    '6月底前',
    '2026年',
    '完成',
    '改造',
    '120个',
    '1.2亿元',
    '122%',
    '为计划的',
    '一、',
    '1. ',
    '其中',
    '，',
  ],
);

describe('any text', () => {
  it('is read without a fault; each quotation stands in it, and each day is one of the calendar', () => {
    const texts = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(fragments, { maxLength: 50 }).map((all) => all.join('')),
    );
    fc.assert(
      fc.property(texts, (text) => {
        for (const { quote, start, end, title, deadline, indicators } of proposeMeasures(
          text,
          options,
        )) {
          expect(quote).toBe(text.slice(start, end));
          expect(title.length).toBeGreaterThan(0);
          expect(title).not.toContain('\uE000');
          if (deadline) {
            expect(new Date(`${deadline.day}T00:00:00Z`).toISOString().slice(0, 10)).toBe(
              deadline.day,
            );
          }
          for (const { planned, actual } of indicators) {
            expect(
              [planned, actual].every((value) => value === null || Number.isFinite(value)),
            ).toBe(true);
          }
        }
      }),
      { numRuns: 1500 },
    );
  });
});
