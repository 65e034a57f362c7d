import { emergencyCodes } from '../canonical/short-codes.ts';

/** What a number is published for (glossary: purpose 用途). */
export type Purpose =
  | 'general'
  | 'enquiry'
  | 'casework'
  | 'complaint'
  | 'duty'
  | 'hotline'
  | 'emergency'
  | 'repair'
  | 'technical'
  | 'fax'
  | 'media'
  | 'mention';

const rules: readonly (readonly [Purpose, RegExp])[] = [
  ['fax', /传 {0,6}真|\bfax\b|📠?传真/iu],
  ['emergency', /急救|火警|匪警|盗警|报警|应急救援电话|\bemergency\b/iu],
  ['repair', /抢修|报修|维修|故障|障碍申告|报漏|抢险|\brepairs?\b/iu],
  [
    'technical',
    /技术(?:支持|服务|咨询|保障|热线|客服)|系统(?:操作|问题|支持|技术)|CA(?:问题|咨询|热线)|运维|平台(?:操作|技术)|\b(?:technical|it) support\b|软件(?:服务|支持)/iu,
  ],
  [
    'complaint',
    /投 {0,2}诉|举 {0,2}报|监 {0,2}督|信访|维权|申诉|检举|纪检|曝光|廉政|打假|\bcomplaints?\b/iu,
  ],
  ['duty', /值 {0,2}班|值守|\bduty\b/iu],
  [
    'media',
    /新闻(?:热线|发言|采访|媒体|科|处|宣传|中心|报料)|媒体|采访|记者|报料|爆料|\b(?:media|press)\b/iu,
  ],
  [
    'enquiry',
    /咨 {0,2}询|查 {0,2}询|答疑|问询|解答|解读|导诊|询问|\b(?:enquir|inquir)(?:y|ies)\b|\bconsult/iu,
  ],
  [
    'casework',
    /业务|办理|受 {0,2}理|预 {0,2}约|报 {0,2}名|登记|窗口|审批|申报|申请|办事|挂号|缴费|订票|\bappointments?\b|\bbooking\b/iu,
  ],
  ['hotline', /热 {0,2}线|专 {0,2}线|\bhotline\b/iu],
];

/** The purpose that the words around a number give it; nearest words first. */
export function purposeOf(words: readonly string[], number: string | null): Purpose {
  if (number !== null && emergencyCodes.has(number)) return 'emergency';
  for (const text of words) {
    if (text === '') continue;
    for (const [purpose, pattern] of rules) if (pattern.test(text)) return purpose;
  }
  if (number !== null && /^(?:12\d{3}|9[56]\d{3,4}|10\d{3})$/u.test(number)) return 'hotline';
  return 'general';
}
