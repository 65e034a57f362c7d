import type { LineReportKindWord, VerdictWord } from '@everyline/contract';

interface PortalWords {
  readonly title: string;
  readonly search: string;
  readonly searchHelp: string;
  readonly find: string;
  readonly results: string;
  readonly lines: string;
  readonly linesOfAnswers: string;
  readonly offices: string;
  readonly answers: string;
  readonly source: string;
  readonly nothing: string;
  readonly nothingHelp: string;
  readonly call: string;
  readonly extension: string;
  readonly whatFor: string;
  readonly hours: string;
  readonly through: string;
  readonly whenBest: string;
  readonly whenBestHelp: string;
  readonly allHoursAlike: string;
  readonly inHours: (from: string, to: string, reached: number, calls: number) => string;
  readonly noOffice: string;
  readonly report: string;
  readonly reportHelp: string;
  readonly reported: string;
  readonly back: string;
  readonly under: string;
  readonly below: string;
  readonly noLines: string;
  readonly largeType: string;
  readonly usualType: string;
  readonly otherLanguage: string;
  readonly skip: string;
  readonly cookies: string;
  readonly wrong: string;
  readonly status: string;
  readonly statusLead: (lines: number, reached: number, day: string) => string;
  readonly byOffice: string;
  readonly all: string;
  readonly standings: Readonly<Record<'lines' | 'reached' | 'hard' | 'broken' | 'unknown', string>>;
  readonly troubled: string;
  readonly noTrouble: string;
  readonly moreTroubled: string;
  readonly since: (day: string) => string;
  readonly measured: (day: string) => string;
  readonly subscribe: string;
  readonly kinds: Readonly<Record<LineReportKindWord, string>>;
  readonly verdicts: Readonly<Record<VerdictWord, string>>;
}

/** What the portal says, complete in both languages. */
export const portalWords: Readonly<Record<'zh-CN' | 'en', PortalWords>> = {
  'zh-CN': {
    title: '公共电话查询',
    search: '想办什么事、找哪个单位，或者号码',
    searchHelp: '例如：医保报销打哪个、公积金中心、12345',
    find: '查找',
    results: '查找结果',
    lines: '电话',
    linesOfAnswers: '以下是相关答复所属单位的电话',
    offices: '单位',
    answers: '已发布的答复',
    source: '出处：',
    nothing: '没有找到。',
    nothingHelp: '请换个说法，或只写单位名称、号码的一部分。',
    call: '拨打',
    extension: '分机',
    whatFor: '办理事项',
    hours: '服务时间',
    through: '能不能打通',
    whenBest: '什么时候打',
    whenBestHelp: '各时段拨测打通的比例，最近一年；拨测不足六次的时段不列。',
    allHoursAlike: '各时段没有明显差别。',
    inHours: (from, to, reached, calls) =>
      `${from} 点至 ${to} 点：拨测 ${calls} 次，通 ${reached} 次`,
    noOffice: '责任单位未登记',
    report: '这个号码打不通',
    reportHelp:
      '请选遇到的情况。反映后会优先核实，不会因此自动拨打。不问姓名；来源地址只存摘要，用来限制次数。',
    reported: '已收到',
    back: '返回',
    under: '上级单位',
    below: '下属单位',
    noLines: '这个单位没有公布给市民拨打的电话。',
    largeType: '大字版',
    usualType: '普通版',
    otherLanguage: 'English',
    skip: '跳到正文',
    cookies: '本页不跟踪访问者；只有选大字或语言时才用 Cookie 记住这一项。',
    wrong: '无法显示',
    status: '全市电话状况',
    statusLead: (lines, reached, day) =>
      `公布给市民拨打的电话共 ${lines} 个，已测明打得通的 ${reached} 个。截至${day}。拨测次数还不足以说明的，算“还不清楚”。`,
    byOffice: '各单位的电话状况',
    all: '合计',
    standings: {
      lines: '电话',
      reached: '打得通',
      hard: '常占线或等候久',
      broken: '打不通',
      unknown: '还不清楚',
    },
    troubled: '目前有问题的电话',
    noTrouble: '目前没有已知的问题。',
    moreTroubled: '只列出最近的一百个；其余的请看各单位的页面。',
    since: (day) => `自${day}起`,
    measured: (day) => `最近一次认定：${day}`,
    subscribe: '订阅（Atom）：有新问题时在阅读器里看到',
    kinds: {
      busy: '总是占线',
      no_answer: '无人接听',
      not_in_service: '空号或停机',
      wrong_office: '接听的不是该单位',
      other: '其他',
    },
    verdicts: {
      healthy: '✓ 打得通',
      busy: '▲ 常占线',
      slow: '◔ 等候久',
      zombie: '○ 常无人接',
      invalid: '✕ 打不通',
      outdated: '≠ 可能已不是这项服务',
      undetermined: '? 还不清楚',
    },
  },
  en: {
    title: 'Public telephone numbers',
    search: 'What you want done, an office, or a number',
    searchHelp: 'For example: 医保报销打哪个, 公积金中心, 12345',
    find: 'Search',
    results: 'Results',
    lines: 'Numbers',
    linesOfAnswers: 'These are the numbers of the offices that the answers belong to',
    offices: 'Offices',
    answers: 'Published answers',
    source: 'Source: ',
    nothing: 'Nothing was found.',
    nothingHelp: 'Try other words, only the name of the office, or part of the number.',
    call: 'Call',
    extension: 'extension',
    whatFor: 'What it is for',
    hours: 'Hours',
    through: 'Does it get through',
    whenBest: 'When to call',
    whenBestHelp:
      'How many test calls got through by the hour of the day, over the last year; hours with fewer than six calls are left out.',
    allHoursAlike: ' No hour is clearly better than the others.',
    inHours: (from, to, reached, calls) =>
      `From ${from} to ${to} o’clock ${reached} of ${calls} test calls got through`,
    noOffice: 'No responsible office on record',
    report: 'This number did not work',
    reportHelp:
      'Choose what happened. The number is checked earlier for it; a report dials nothing by itself. No name is asked; of your address only a digest is kept, to limit how many reports one sender makes.',
    reported: 'Received',
    back: 'Back',
    under: 'Part of',
    below: 'Offices below it',
    noLines: 'This office has published no number for citizens to call.',
    largeType: 'Large type',
    usualType: 'Usual type',
    otherLanguage: '中文',
    skip: 'Skip to the content',
    cookies:
      'Visitors are not tracked; a cookie is used only to remember large type or a language that you choose.',
    wrong: 'This cannot be shown',
    status: 'How the numbers stand',
    statusLead: (lines, reached, day) =>
      `${lines} numbers are published for citizens to call; ${reached} of them are known to get through, as of ${day}. Where too few calls were made to tell, it is “not yet known”.`,
    byOffice: 'How the numbers of each office stand',
    all: 'All',
    standings: {
      lines: 'Numbers',
      reached: 'Get through',
      hard: 'Often busy or slow',
      broken: 'Do not get through',
      unknown: 'Not yet known',
    },
    troubled: 'Numbers in trouble now',
    noTrouble: 'No trouble is known.',
    moreTroubled: 'The newest hundred are listed; the pages of the offices have the others.',
    since: (day) => `since ${day}`,
    measured: (day) => `last decided ${day}`,
    subscribe: 'Subscribe (Atom): see new trouble in a reader',
    kinds: {
      busy: 'Always busy',
      no_answer: 'Nobody answers',
      not_in_service: 'Not in service',
      wrong_office: 'Another office answers',
      other: 'Something else',
    },
    verdicts: {
      healthy: '✓ gets through',
      busy: '▲ often busy',
      slow: '◔ long wait',
      zombie: '○ often not answered',
      invalid: '✕ out of service',
      outdated: '≠ may be another service',
      undetermined: '? not yet known',
    },
  },
};
