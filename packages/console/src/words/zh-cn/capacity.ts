export const capacity = {
  title: '容量',
  noCalls: '公布时间内还没有能说明话务量的拨测（振铃、接听或占线），无法推算。请先开展拨测。',
  neverBusy: (probes: string) =>
    `${probes} 次拨测从未占线：话务量只知道低于某个数，没有下限，不作建议。`,
  alwaysBusy: (probes: string) =>
    `${probes} 次拨测次次占线：话务量没有上限，不作建议。请先查是否有故障：话机没挂好、传真占用、线路损坏。`,
  manyLines: (lines: string) =>
    `现有 ${lines} 条线，太多，无法只凭拨测推算；请用通话记录制定计划。`,
  met: (probes: string, busy: string, share: string) =>
    `公布时间内 ${probes} 次拨测，${busy} 次占线（${share}）。`,
  needs: (there: string, needed: string, target: string) =>
    `现有 ${there} 条线；要让占线不超过 ${target}，需要 ${needed} 条。`,
  enough: (there: string, target: string) => `现有 ${there} 条线，足以让占线不超过 ${target}。`,
  ifLines: '不知道这个号码有几条线，只能逐一假设；在“基本情况”里填写座席数，就能得出一个结果。',
  lines: '如果现有线路',
  chance: '吻合程度',
  load: '每小时新来电',
  erlangs: '话务量（爱尔兰）',
  neededLines: '需要线路',
  people: '最忙时需要人数',
  busyThen: '增加后的占线率',
  range: (middle: string, low: string, high: string) => `${middle} (${low}–${high})`,
  level: (level: string, target: string, share: string, seconds: string) =>
    `括号内的范围有 ${level} 的把握包含真实值。目标：占线不超过 ${target}；最忙的一小时 ${share} 的来电在 ${seconds} 秒内有人接听。`,
  wholeCity: '全市（可选一个单位）',
  noBusy: (called: string, lines: string) =>
    `${lines} 条线路中有 ${called} 条的拨测能说明话务量，都没有遇到占线，不作建议。`,
  basis: (of: { lines: string; called: string; metBusy: string; planned: string }) =>
    `共 ${of.lines} 条线路：${of.called} 条有能说明话务量的拨测，其中 ${of.metBusy} 条遇到过占线，其中 ${of.planned} 条登记了线路数且不是次次占线，可以推算和合计。`,
  noneOnRecord: '遇到占线的号码要么没有登记线路数，要么次次占线，无法合计；原因见下表。',
  sumsHelp: '合计的两端是各号码两端之和，如同各号码都往同一边偏，因而偏宽。',
  chart: '最缺线路的号码：现有与需要，现在与增加后的占线率',
  table: '遇到占线的号码，最缺的在前',
  there: '现有线路',
  thereSum: '现有线路合计',
  neededSum: '需要线路合计',
  peopleSum: '最忙时需要人数合计',
  ofNumbers: (numbers: string) => `${numbers} 个号码`,
  shortOf: (short: string, numbers: string) => `${numbers} 个号码中 ${short} 个不够`,
  peopleHelp: '各号码最忙一小时之和',
  busyNow: '现在的占线率',
  busyOf: (busy: string, probes: string) => `${busy} / ${probes} 次`,
  busyThenHelp: '补足线路和人之后的预计',
  axisLines: '线路',
  axisBusy: '占线 %',
  bar: (of: { display: string; there: string; needed: string; now: string; then: string }) =>
    `${of.display}：现有 ${of.there} 条，需要 ${of.needed} 条，占线从 ${of.now} 降到 ${of.then}。`,
  cannotTell: '拨测无法得知的',
  gaps: {
    no_calls: '还没有能说明话务量的拨测',
    load_from_below: '从未占线：话务量没有下限',
    load_from_above: '次次占线：话务量没有上限，先查故障',
    number_of_lines: '号码有几条线：请填写座席数',
    many_lines: '线路太多，无法只凭拨测推算',
    few_calls: '拨测少于 20 次，范围很宽',
    handling_time: '一个电话多久：按 3 分钟计',
    patience: '来电者愿等多久：按 2 分钟计',
    repeated_calls: '遇占线有多少人重拨：按一半到六分之五计',
    curve_of_the_day: '一天的起伏：按一般办公电话计',
  },
};
