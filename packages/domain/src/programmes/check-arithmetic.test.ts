import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { checkArithmetic } from './check-arithmetic.ts';
import { explainCheck } from './explain-check.ts';

/** What a report says of a year of joint projects, in three ways of writing. */
const jointProjects = [
  '今年以来，两地共推进联合项目300个，全年完成投资5200亿元，为年度计划的122%。其中，基础设施项目99个，完成投资3186亿元，为计划的122%；产业项目117个，完成投资1561亿元，为计划的123%；科技创新项目31个，完成投资153亿元，为计划的129%；文化、生态、对外开放和公共服务项目53个，完成投资300亿元，为计划的117%。从进展看，54个项目已完工，194个项目续建，31个项目新开工。',
  '300个联合项目年度完成投资5,200亿元、完成率122%。其中：99个基础设施项目完成投资3,186亿元、完成率122%，117个产业项目完成投资1,561亿元、完成率123%，31个科技项目完成投资153亿元、完成率129%，53个文旅、生态、对外开放、公共服务项目完成投资300亿元、完成率117%。300个项目中，已完工54个，在建（续建）194个，新开工31个。',
  '全年实施联合项目300个，完成投资5200亿元，完成年度计划的122%，其中：\n1. 基础设施项目99个，完成投资3186亿元，完成计划的122%；\n2. 产业项目117个，完成投资1561亿元，完成计划的123%；\n3. 科技创新项目31个，完成投资153亿元，完成计划的129%；\n4. 文化、生态、开放、公共服务项目53个，完成投资300亿元，完成计划的117%。\n目前完工项目54个、续建项目194个、新开工项目31个。',
];

const brief = (text: string) =>
  checkArithmetic(text).map(({ kind, result, stated, reckoned, unit }) =>
    [kind, result, stated, reckoned, unit].join(' '),
  );
const faults = (text: string) => checkArithmetic(text).filter(({ result }) => result !== 'holds');

describe('the arithmetic of a year of joint projects', () => {
  it.each(jointProjects)('holds but for 21 projects of no state: %s', (text) => {
    expect(brief(text)).toEqual([
      'parts holds 300 300 个',
      'parts holds 5200 5200 亿元',
      'rates_of_parts holds 122 122.2 %',
      'parts short 300 279 个',
    ]);
    const [short] = faults(text);
    expect(short && explainCheck(short).zh).toMatch(
      /^54个 \+ 194个 \+ 31个 = 279个，而.*300个：还有 21个没有交代。$/u,
    );
    expect(short && explainCheck(short).en).toContain('21个 are not accounted for');
  });
});

describe('what does not add up', () => {
  it.each([
    ['全市办成民生实事30件，其中教育类12件、医疗类10件、养老类11件。', 'parts exceeds 30 33 件'],
    ['计划改造老旧小区120个，实际完成96个，完成率达到90%。', 'rate off 90 80 %'],
    ['年度计划投资4262亿元，实际完成投资5200亿元，完成率112%。', 'rate off 112 122 %'],
    ['全年投入资金12亿元，其中市级财政5亿元，区县财政7万元。', 'parts units_differ 12 12 亿元'],
    ['共排查问题180个，其中管理类80个，服务类60个，设备类40家。', 'parts units_differ 180 180 个'],
    ['受理诉求300件，其中咨询180件，占60%，投诉120件，占45%。', 'share off 45 40 %'],
    [
      '新增就业12.5万人，其中高校毕业生6.2万人，农民工4.3万人，其他1.5万人。',
      'parts short 12.5 12 万人',
    ],
    [
      '完成投资100亿元，为计划的100%。其中，甲类50亿元，为计划的120%；乙类50亿元，为计划的130%。',
      'rates_of_parts off 100 124.8 %',
    ],
    ['完成投资50亿元，其中民间投资62亿元。', 'parts exceeds 50 62 亿元'],
    ['新建学校12所（小学5所、初中4所、高中2所）。', 'parts short 12 11 所'],
    [
      '类别：教育；项目数：12个；完成投资：3.5亿元\n类别：医疗；项目数：9个；完成投资：2.5亿元\n类别：合计；项目数：20个；完成投资：6.0亿元',
      'parts exceeds 20 21 个',
    ],
  ])('finds it: %s', (text, wanted) => {
    expect(brief(text).filter((one) => !one.includes(' holds '))).toEqual([wanted]);
  });

  it('says of a rate by how many points', () => {
    const [check] = faults('计划改造老旧小区120个，实际完成96个，完成率达到90%。');
    expect(check && explainCheck(check)).toEqual({
      zh: '96个 ÷ 120个 = 80%，而“改造老旧小区”完成率写的是 90%，相差 10 个百分点。',
      en: '96个 ÷ 120个 = 80%, but the rate of “改造老旧小区” is given as 90%: 10 points apart.',
    });
  });
});

describe('what adds up', () => {
  it.each([
    // Sums of rounded figures may be off by half a last digit each.
    '新增就业12.5万人，其中高校毕业生6.2万人、农民工4.3万人、退役军人2.1万人。',
    '完成投资100.0亿元，其中甲33.3亿元、乙33.3亿元、丙33.3亿元。',
    // 5200 / 4262 = 122.01 %, 4261 and 4264 fit as well.
    '计划投资4262亿元，实际完成5200亿元，完成率122%。',
    '计划培训300人，实际培训287人，完成率95.7%。',
    // Scales may differ where the values fit.
    '总投资1.2亿元，其中市级9000万元，区级3000万元。',
    // One part, or some of many, is no division of the whole.
    '完成投资50亿元，其中民间投资20亿元。',
    '全年举办活动120场，主要包括展览30场、讲座40场。',
    '共有项目80个，其中教育20个、医疗15个等。',
    // Growth, dates, ordinals and telephone numbers are no parts.
    '2026年11月30日，完成投资300亿元，同比增长12%，其中10月完成25亿元，增长8%。',
    '受理12345热线来电52000件，第3季度15000件，办结率98.5%。',
    // Two divisions of one whole, and a part that is divided itself.
    '共300个，其中新建100个、续建200个；其中市级120个、区级180个。',
    '共推进项目216个，其中，产业项目117个，其中制造业60个、服务业57个；民生项目99个。',
    '来电约500件，其中咨询280件、投诉190件。',
    '新开工80个，竣工50个。',
    // As such reports are written.
    '共清理号码7231个，其中占线812个，占11.2%；僵尸1045个，占14.5%；无效967个，占13.4%；过时401个，占5.5%；正常4006个，占55.4%。',
    '一般公共预算收入1,234.5亿元，增长5.6%，其中税收收入987.6亿元，增长4.3%，占比80.0%；非税收入246.9亿元。',
    '截至11月底，129项重点任务已完成87项、完成率67.4%，正常推进40项，滞后2项。',
    '共有市场主体152.3万户，其中企业58.6万户、个体工商户92.1万户、农民专业合作社1.6万户。',
    '共安排资金3亿元，其中，中央资金1.2亿元、省级资金8000万元、市级资金1亿元。',
    '全年开展检查120次，发现问题86个，其中已整改80个，正在整改6个。',
    '受理案件230件，其中办结210件，办结率91.3%，较上年提高2.3个百分点。',
    '年度投资计划100亿元，1—11月完成95亿元，投资完成率95%，超时序进度3.3个百分点。',
    '近300个项目中，A类120个、B类150个。',
    '投诉量由1200件降至300件，其中咨询类180件、投诉类120件。',
    // What follows the parts is another matter.
    '共实施项目300个，其中甲类100个、乙类200个；解决问题50个。',
    '新建学校12所（小学5所、初中7所），其中公办10所、民办2所。',
    '新建学校12所（小学5所、初中4所、高中3所），新增学位1.2万个（小学0.6万个、初中0.4万个、高中0.2万个）。',
    '类别：教育；项目数：12个\n类别：医疗；项目数：9个\n类别：合计；项目数：21个',
    '',
  ])('raises no flag: %s', (text) => {
    expect(faults(text).map((check) => explainCheck(check).zh)).toEqual([]);
  });
});

const fragments = fc.constantFrom(
  ...[
    '其中',
    '，',
    '；',
    '。',
    '、',
    '\n',
    '：',
    '300个',
    '99个',
    '5,200亿元',
    '3.5万',
    '0元',
    '122%',
    '为计划的',
  ],
  ...[
    '完成率',
    '占',
    '计划',
    '实际',
    '项目',
    '（',
    '）',
    '中，',
    '合计',
    '约',
    '2026年',
    '第3',
    '等',
    '类别：',
  ],
);

describe('any text', () => {
  it('is read without a fault, and what is quoted stands in it', () => {
    const texts = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(fragments, { maxLength: 60 }).map((all) => all.join('')),
    );
    fc.assert(
      fc.property(texts, (text) => {
        for (const check of checkArithmetic(text)) {
          expect(check.quote).toBe(text.slice(check.start, check.end));
          expect(check.quote).not.toBe('');
          expect(Number.isFinite(check.reckoned)).toBe(true);
          expect(explainCheck(check).zh).not.toContain('NaN');
        }
      }),
      { numRuns: 1500 },
    );
  });

  it('divided into parts that were added up by a machine raises no flag, and one more raises one', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 5000 }), { minLength: 2, maxLength: 8 }),
        fc.nat({ max: 99 }),
        (parts, more) => {
          const sum = parts.reduce((all, one) => all + one, 0);
          const list = parts.map((count, index) => `第${index + 1}类${count}个`).join('、');
          expect(faults(`共有项目${sum}个，其中${list}。`)).toEqual([]);
          const [short] = faults(`共有项目${sum + more + 1}个，其中${list}。`);
          expect(short).toMatchObject({ result: 'short', stated: sum + more + 1, reckoned: sum });
        },
      ),
    );
  });
});

describe('a table', () => {
  it('has its columns for plan, actual and rate read row by row', () => {
    const rows = [
      '项目：改造小区；计划数：120个；实际完成：96个；完成率：80%',
      '项目：新建学校；计划数：3所；实际完成：2所；完成率：90%',
    ];
    expect(brief(rows.join('\n'))).toEqual(['rate holds 80 80 %', 'rate off 90 66.7 %']);
  });
});
