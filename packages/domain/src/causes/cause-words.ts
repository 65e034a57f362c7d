import type { CauseKind, HypothesisKind } from './cause.ts';

/** One thing in both languages. */
export interface CauseText {
  readonly zh: string;
  readonly en: string;
}

interface CauseWords {
  readonly name: CauseText;
  /** What a manager is to imagine, as the end of a sentence. */
  readonly means: CauseText;
  /** What its figures count, as in `占线3/4次`, `busy 3 of 4`. */
  readonly counted: CauseText;
  readonly confirm: CauseText;
}

export const causeWords: Readonly<Record<CauseKind, CauseWords>> = {
  line_fault: {
    name: { zh: '听筒未挂好或线路故障', en: 'off the hook, or a fault of the line' },
    means: {
      zh: '不论来电多少都打不进去',
      en: 'callers meet the same however few call',
    },
    counted: { zh: '占线、无声或故障', en: 'busy, silent or out of order' },
    confirm: {
      zh: '在早上七点和下班后各拨一次：若仍占线，请单位查看听筒是否挂好，并向运营商报修测线。',
      en: 'Call once at seven in the morning and once after closing: if it is still busy, have the office look at the receiver and the carrier measure the line.',
    },
  },
  overload: {
    name: { zh: '来电超过线路或人手', en: 'more callers than lines or people' },
    means: {
      zh: '占线和等候随一天的来电高低变化',
      en: 'busy and waiting follow the day’s callers',
    },
    counted: { zh: '占线或久候', en: 'busy or kept waiting' },
    confirm: {
      zh: '调取一周话单或在忙时与闲时各补拨几次；若只在忙时占线，按容量测算增加线路或人手。',
      en: 'Fetch a week’s call records, or call a few more times in busy and in quiet hours; if only the busy hours are busy, add the lines or people that the plan computes.',
    },
  },
  shared_line: {
    name: { zh: '呼入呼出共用一部电话', en: 'one telephone for calls in and out' },
    means: {
      zh: '办公时间里时占时通，与来电高低无关',
      en: 'busy now and then all through the day, whatever the callers',
    },
    counted: { zh: '占线', en: 'busy' },
    confirm: {
      zh: '问单位这部电话是否也用来外呼办案；调取话单，看占线时是呼出还是呼入。',
      en: 'Ask the office whether it also calls out on this telephone, and see in the call records which way the calls went when it was busy.',
    },
  },
  lunch: {
    name: { zh: '午间无人值守', en: 'nobody there at lunch' },
    means: {
      zh: '公布的时间包括中午，中午却无人接听',
      en: 'the published hours run through noon, and nobody answers then',
    },
    counted: { zh: '无人接听', en: 'unanswered' },
    confirm: {
      zh: '另选两天在中午十二点半各拨一次；请单位提供午间值班表，或更正公布的时间。',
      en: 'Call at half past twelve on two more days; ask the office for its lunch roster, or correct the published hours.',
    },
  },
  early_closing: {
    name: { zh: '提前下班', en: 'closes early' },
    means: {
      zh: '公布的下班时间之前已无人接听',
      en: 'nobody answers towards the end of the published hours',
    },
    counted: { zh: '无人接听', en: 'unanswered' },
    confirm: {
      zh: '另选两天在公布的下班时间前半小时各拨一次，并核对考勤。',
      en: 'Call half an hour before the published closing on two more days, and compare the attendance record.',
    },
  },
  wrong_hours: {
    name: { zh: '公布的时间有误', en: 'wrong hours published' },
    means: {
      zh: '实际接听的时间与公布的不同',
      en: 'it is answered at other times than are published',
    },
    counted: { zh: '无人接听或提示已下班', en: 'unanswered or says that it is closed' },
    confirm: {
      zh: '请单位书面确认实际接听时间，更正公布内容后在新旧两段时间各拨一次。',
      en: 'Have the office state its real hours in writing, correct what is published, and call once in the old hours and once in the new.',
    },
  },
  nobody_assigned: {
    name: { zh: '无人负责接听', en: 'nobody is assigned to answer' },
    means: { zh: '各个时段都几乎无人接听', en: 'hardly ever answered at any hour' },
    counted: { zh: '无人接听', en: 'unanswered' },
    confirm: {
      zh: '到现场看电话在哪个房间、由谁负责；若无人认领，指定接听人或设置转接。',
      en: 'Go and see in whose room the telephone stands; if it is nobody’s, name who answers or divert it.',
    },
  },
  absent_at_times: {
    name: { zh: '值守不固定', en: 'answered only when somebody happens to be there' },
    means: { zh: '时接时不接，与时段无关', en: 'answered or not, whatever the hour' },
    counted: { zh: '无人接听', en: 'unanswered' },
    confirm: {
      zh: '在五个时段各再拨两次；请单位说明接听人离开时由谁代接。',
      en: 'Call twice more in each of five parts of the day; ask the office who stands in when the answerer is away.',
    },
  },
  dead_mobile: {
    name: { zh: '转接的手机关机或不在服务区', en: 'leads to a mobile that is off or out of reach' },
    means: {
      zh: '网络提示手机关机或无法接通',
      en: 'the network says that a mobile is switched off or cannot be reached',
    },
    counted: { zh: '关机或无法接通', en: 'switched off or out of reach' },
    confirm: {
      zh: '请单位查看呼叫转移设置和所转手机的持有人，取消转移后再拨一次。',
      en: 'Have the office look up the diversion and who holds that mobile, take the diversion off, and call again.',
    },
  },
  number_moved: {
    name: { zh: '号码已变更', en: 'the number has moved' },
    means: {
      zh: '服务已换号，或该号已归别的单位',
      en: 'the service has another number now, or another office has this one',
    },
    counted: { zh: '提示改号或由别的单位接听', en: 'says it has moved, or another office answers' },
    confirm: {
      zh: '人工拨打一次，问清接听的单位和新号码，更正所有来源。',
      en: 'Have a person call and ask who answers and what the new number is; correct it in every source.',
    },
  },
  number_withdrawn: {
    name: { zh: '号码已注销', en: 'the number has been given up' },
    means: { zh: '网络提示空号', en: 'the network says that there is no such number' },
    counted: { zh: '空号', en: 'unallocated' },
    confirm: {
      zh: '核对是否抄错号码（区号、升位）；向运营商查询是否销户，再撤下或更正公布。',
      en: 'See whether the number was miswritten (area code, added digit); ask the carrier whether it was given up, then take it down or correct it.',
    },
  },
  number_suspended: {
    name: { zh: '停机（多为欠费）', en: 'suspended, mostly for unpaid bills' },
    means: { zh: '网络提示停机', en: 'the network says that it is suspended' },
    counted: { zh: '停机', en: 'suspended' },
    confirm: {
      zh: '向运营商查询停机原因，缴费或申请销号后再拨一次。',
      en: 'Ask the carrier why it is suspended, pay or give it up, and call again.',
    },
  },
  fax_on_line: {
    name: { zh: '线路上接了传真机', en: 'a fax machine is on the line' },
    means: { zh: '接通后是传真音', en: 'what answers is a fax tone' },
    counted: { zh: '传真音', en: 'fax tone' },
    confirm: {
      zh: '请单位把传真机改为手动接收或移到别的号码，再拨一次。',
      en: 'Have the office set the fax to receive by hand or move it to another number, and call again.',
    },
  },
  menu_loop: {
    name: { zh: '语音菜单绕圈', en: 'a menu that leads in a circle' },
    means: {
      zh: '按键后一直是录音，到不了人工',
      en: 'keys lead from recording to recording and never to a person',
    },
    counted: { zh: '按键后仍是录音', en: 'recordings after the keys' },
    confirm: {
      zh: '走一遍菜单，记下每个按键通向哪里，检查有无通往人工的路。',
      en: 'Walk the menu, note where each key leads, and see whether any leads to a person.',
    },
  },
  trunk_or_carrier: {
    name: { zh: '中继或运营商问题', en: 'a problem of the trunk or a carrier' },
    means: {
      zh: '电话没有到达这条线路',
      en: 'the calls did not get as far as the line',
    },
    counted: { zh: '网络拥塞、中继故障或拒绝呼叫', en: 'congestion, trunk fault or refused' },
    confirm: {
      zh: '换一条中继、并从手机各拨一次：若能接通，问题在中继或号码限制，不在单位。',
      en: 'Call over a second trunk and from a mobile: if these get through, the trunk or a bar on our number is at fault, not the office.',
    },
  },
};

const passing: CauseText = { zh: '偶然未接通', en: 'missed by chance' };

/** What a cause, or chance, is called. */
export function causeName(kind: HypothesisKind): CauseText {
  return kind === 'passing_misses' ? passing : causeWords[kind].name;
}
