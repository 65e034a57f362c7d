import type { Localised } from '@everyline/contract';
import type { GuardReason } from '@everyline/domain';

/** Why the guard said no, with the way out, for a person to read. */
const sentences: Readonly<Record<GuardReason, Localised>> = {
  stop_all: {
    zh: '已按下“全部停止”，恢复前不拨出。',
    en: 'Everything is stopped; nothing is dialled until somebody resumes.',
  },
  clock_behind_ledger: {
    zh: '系统时钟早于最近一次拨测，请校准时钟。',
    en: 'The clock is behind the last recorded call; set the clock right.',
  },
  clock_stepped: {
    zh: '系统时钟刚被改动；时钟平稳 30 分钟后自动恢复拨测，也可校准后重启服务。',
    en: 'The clock was changed; calls go on by themselves when it has kept still for half an hour, or after it was set right and the server restarted.',
  },
  not_in_inventory: {
    zh: '号码不在线路清单中，请先导入或添加。',
    en: 'The number is not in the inventory; import it or add it first.',
  },
  line_not_active: { zh: '线路已停用或尚未确定。', en: 'The line is retired or undecided.' },
  number_incomplete: {
    zh: '号码不完整，无法拨打。',
    en: 'The number is not complete and cannot be dialled.',
  },
  number_differs_from_line: {
    zh: '要拨的号码与线路登记的号码不一致。',
    en: 'The number to be dialled is not the one of the line.',
  },
  emergency_number: {
    zh: '紧急号码，任何情况下都不拨测。',
    en: 'An emergency number is never dialled.',
  },
  callee_objected: {
    zh: '接听人已拒绝拨测，永久不再拨打。',
    en: 'The callee has objected; the number is never tested again.',
  },
  office_objected: { zh: '单位已拒绝拨测。', en: 'The office has objected to test calls.' },
  no_clearance: {
    zh: '没有拨测许可，请先取得书面许可。',
    en: 'There is no clearance; get one in writing first.',
  },
  clearance_withdrawn: { zh: '拨测许可已撤回。', en: 'The clearance has been withdrawn.' },
  clearance_expired: { zh: '拨测许可已过期。', en: 'The clearance has expired.' },
  clearance_not_yet_valid: { zh: '拨测许可尚未生效。', en: 'The clearance is not valid yet.' },
  needs_clearance_by_name: {
    zh: '值班、报修、危机热线和手机须逐条许可。',
    en: 'Duty, repair and crisis lines and mobiles need a clearance that names the line.',
  },
  report_never_dials: {
    zh: '市民反映只提高优先级，不直接拨打。',
    en: "A citizen's report raises priority; it never dials.",
  },
  trunk_not_set: { zh: '没有可用中继。', en: 'There is no trunk.' },
  trunk_disabled: { zh: '中继已停用。', en: 'The trunk is disabled.' },
  trunk_stopped: {
    zh: '中继已停止，请检查后恢复。',
    en: 'The trunk has stopped; look at it and release it.',
  },
  trunk_number_unregistered: {
    zh: '中继没有登记主叫号码。',
    en: 'The trunk has no registered number.',
  },
  trunk_number_mismatch: {
    zh: '中继显示的主叫号码与登记的不一致。',
    en: 'The trunk would not present its registered number.',
  },
  trunk_not_registered: {
    zh: '中继尚未在运营商处注册，注册成功后自动继续。',
    en: 'The trunk is not registered at its carrier; calls go on when it is.',
  },
  trunk_bad_hour: {
    zh: '中继正处于异常时段，各号码以同样方式接不通；恢复前只间隔试拨，其余稍后自动继续。',
    en: 'The trunk has a bad hour: calls fail in one way on all numbers. Until it is over only one call now and then tries it; the others go on by themselves later.',
  },
  sample_line_outside_exchange: {
    zh: '示例城市的线路只能在模拟交换机中拨测。',
    en: 'A line of the sample city rings in the simulated exchange only.',
  },
  clearance_loopback_only: {
    zh: '此许可只适用于本机回环中继。',
    en: 'This clearance holds for a trunk on loopback only.',
  },
  trunk_needs_campaign: {
    zh: '真实中继只供已登记的行动使用。',
    en: 'A real trunk is for campaigns in the ledger only.',
  },
  campaign_not_running: {
    zh: '行动未在进行，或不在起止日期内。',
    en: 'The campaign is not running, or outside its period.',
  },
  campaign_over_scope: {
    zh: '线路不在行动范围内。',
    en: 'The line is outside the scope of the campaign.',
  },
  outside_allowed_hours: {
    zh: '现在不在允许拨测的时段。',
    en: 'Outside the hours in which test calls are allowed.',
  },
  outside_clearance_hours: {
    zh: '现在不在单位许可的时段。',
    en: 'Outside the hours that the office allows.',
  },
  call_in_progress: { zh: '同一号码正在拨测中。', en: 'A call to this number is in progress.' },
  person_answered_today: {
    zh: '今天已有人接听，不再打扰。',
    en: 'A person has answered today; it is left in peace.',
  },
  number_daily_limit: {
    zh: '今天对该号码的拨测已达上限。',
    en: 'The number has had its calls for today.',
  },
  number_spacing: {
    zh: '距上次拨打不足规定间隔。',
    en: 'The last call to this number is too recent.',
  },
  department_hourly_limit: {
    zh: '一小时内对该单位的拨测已达上限。',
    en: 'The department has had its calls for this hour.',
  },
  trunk_daily_limit: {
    zh: '今天经该中继的拨测已达上限。',
    en: 'The trunk has had its calls for today.',
  },
};

export function guardSentence(reason: GuardReason): Localised {
  return sentences[reason];
}
