export const ranking = {
  days: (days: number) => `最近 ${days} 天`,
  formulaTitle: '得分怎样算',
  formula: (reach: string, inTime: string, confirmed: string) =>
    `得分＝${reach}×接通率＋${inTime}×整改单按期率＋${confirmed}×号码确认率，满分 100。`,
  drawn: (calls: string, reach: string, tickets: string, inTime: string) =>
    `样本少的不能靠运气：计算前，接通率先加上 ${calls} 次平均水平（${reach}）的拨测，按期率先加上 ${tickets} 张平均水平（${inTime}）的整改单。`,
  small: (fewest: string) => `计入的拨测不足 ${fewest} 次的，列在后面，不排名。`,
  terms:
    '接通率：接通的拨测÷能说明线路状况的拨测；按期率：在期限内办结的整改单÷期间办结或已过期的整改单；确认率：责任单位的确认仍有效的号码÷全部号码。括号内为计数和 95 % 区间。',
  target: (share: string) => `接通率目标 ≥ ${share}`,
  standings: { met: '达到', not_met: '未达到', cannot_tell: '还不能判断' },
  whyTogether: (share: string, fewest: number) =>
    `目标 ≥ ${share}（GB/T 33358）按单位和全市判断，不按单条线路：全部打通也要 ${fewest} 次以上才能证明达到，一条线路一天最多拨测几次。95 % 区间全部在目标以上为“达到”，全部在目标以下为“未达到”，否则“还不能判断”。同一条线路的几次拨测彼此相似：还有线路没拨测时，区间按已拨测的线路放宽。`,
  linesCalled: (some: string, all: string) => `已拨测 ${some}/${all} 条线路`,
  rank: '名次',
  noRank: '样本少',
  score: '得分',
  reach: '接通率',
  inTime: '整改单按期率',
  confirmed: '号码确认率',
  counted: (some: string, all: string) => `${some}/${all}`,
  between: (low: string, high: string) => `（${low}–${high}）`,
  empty: '这段时间没有可以排名的数据。',
};
