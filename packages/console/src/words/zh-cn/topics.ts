/** What people ask about. */
export const topics = {
  lead: '市民在各渠道问了什么、哪些突然增多、哪些是新出现的；同一次对话里同样的问题只计一次，不记录是谁问的。工单诉求按类别和单位一并计入。',
  count: (topics: string, conversations: string, demands: string) =>
    `${topics} 个话题；本期 ${conversations} 次对话、${demands} 件诉求`,
  partial: '提问很多，只统计了最近的一部分，不标突增和新话题。',
  empty: '这段时间没有提问',
  by: { matter: '事项', category: '类别', department: '单位', place: '地点' },
  nameless: {
    matter: '未命名',
    category: '未归类（没有条目可答）',
    department: '未归单位',
    place: '没有提到地点',
  },
  weeks: '按周',
  months: '按四周',
  channel: '渠道',
  now: { '7': '近 7 天', '28': '近 28 天' },
  usual: '此前平均',
  course: '走势',
  courseSaid: (counts: string) => `由早到晚每期次数：${counts}`,
  unanswered: '未答上',
  examples: '怎么问的',
  offices: '归口单位',
  places: '提到的地点',
  marks: { burst: '突增', new: '新话题' },
  demand: '工单诉求',
};
