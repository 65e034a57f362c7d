/** What kind of thing a question asks for. */
export type AskedKind =
  'when' | 'where' | 'money' | 'share' | 'count' | 'duration' | 'who' | 'number';

const ASKS: readonly (readonly [AskedKind, RegExp])[] = [
  [
    'number',
    /(?<!(?:多少|几)[个部条通次台门]?)(?:电话|热线)|号码|打哪个(?:号|电话)|打什么电话|几号线路|联系方式/u,
  ],
  [
    'money',
    /多少钱|几块钱?|多少元|几元|收费|工本费|什么价|价格|票价|几万|几十万|多少万|费用是?多少|要钱|收钱|最高(?:能)?贷多少|亿/u,
  ],
  ['share', /百分之[几多]|几个点|比例|税率|利率|几折|多少个百分点|完成率/u],
  ['duration', /多久|多长时间|几天|几个月|几年|多少天|多少年|多少个工作日|时限|时效/u],
  [
    'when',
    /什么时候|几点|哪天|哪年|哪一年|几月|几号|何时|时间|日期|截止|什么日子|上班吗|开门吗|(?:周[一二三四五六日]|周末|节假日).{0,8}(?:开|上班|办)/u,
  ],
  [
    'where',
    /哪里|在哪|去哪|到哪|哪家|地址|什么地方|哪个(?:区|街|地方|派出所|窗口|会场|展馆|中心)|哪条[街路]/u,
  ],
  ['who', /谁|哪位|哪个人|哪些人|叫什么名字|什么人|负责人/u],
  ['count', /多少|几[个名家条部项次种位本所台人档辆岁口]/u],
];

const HOLDS: Readonly<Record<AskedKind, RegExp>> = {
  number:
    /(?<![\d-])(?:0\d{2,3}-?\d{5,8}|1\d{4}|1\d{2}|9\d{4,5}|\d{7,8}|400-?\d{3}-?\d{4}|1[3-9]\d{9})(?![\d年月日元万%])/u,
  money:
    /\d(?:[\d,.]*\d)?\s*(?:万|亿|余)*\s*(?:元|块|欧元|美元)|免费|不收费|不收(?:取)?[门票费]|免收|半价/u,
  share: /\d(?:[\d.]*\d)?\s*(?:%|％|‰|个百分点)|百分之|[一二三四五六七八九]折/u,
  duration:
    /\d+\s*(?:余|多)?(?:个工作日|天|日(?!\d)|个?月|年|小时|分钟|周岁|周)|半年|当场|当天|即时|长期|次日/u,
  when: /\d{1,2}[:：]\d{2}|\d+\s*[年月日号]|周[一二三四五六日末]|节假日|24小时|每[天日周月年]|[上下]午|昨[日天晚]|今[日天年]|明年|月底|年底|目前|即日|\d+点/u,
  where:
    /[路街道巷]\s*\d+号|\d+号?楼|(?:中心|大厅|广场|窗口|派出所|会展|医院|公园|社区|街道|网点|机构|登记处|大学|学校|场馆|体育馆|分局|中心站|车站|机场)|App|小程序|平台|公众号|[东西南北]侧|(?:在|位于|到|至)[\p{Script=Han}]{2,12}(?:市|区|县|镇|村|园|馆|局|厅|店|站|场)/u,
  who: /(?:局长|主任|书记|负责人|记者|处长|市长|委员|代表|校长|队长|会长|干部|党员|志愿者|教授|医生|工程师)|[“"]?[\p{Script=Han}]{2,4}(?:表示|介绍|说|认为|透露|强调)/u,
  count: /\d|[一二三四五六七八九十两百千]+[个名家条部项次种位本所台人档辆岁]/u,
};

/** The kinds of things a question asks for; none for 怎么 and other questions of that sort. The text is normalised. */
export function askedKinds(question: string): AskedKind[] {
  const kinds = ASKS.filter(([, form]) => form.test(question)).map(([kind]) => kind);
  // 多少钱, 几天, 百分之几 are not also a count.
  const isSpecific = kinds.some(
    (kind) => kind !== 'count' && kind !== 'where' && kind !== 'number',
  );
  return kinds.includes('count') && (isSpecific || kinds.includes('number'))
    ? kinds.filter((kind) => kind !== 'count')
    : kinds;
}

/** Whether a text holds such a thing. */
export function holdsKind(text: string, kind: AskedKind): boolean {
  return HOLDS[kind].test(text);
}
