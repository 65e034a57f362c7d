import type { Language, Localised } from '@everyline/contract';

/**
 * The one table of fault codes: HTTP status, exit status of the command line, and one sentence with
 * its way out in both languages. `{name}` is filled from the values of the fault.
 */
export const FAULTS = {
  not_signed_in: {
    status: 401,
    zh: '尚未登录或登录已过期。',
    en: 'You are not signed in, or the session has expired.',
    wayOut: { zh: '请重新登录。', en: 'Sign in again.' },
  },
  wrong_sign_in: {
    status: 401,
    zh: '用户名或密码不正确。',
    en: 'The account name or the password is wrong.',
    wayOut: {
      zh: '请检查后重试；忘记密码请联系管理员。',
      en: 'Check both and try again; an administrator can set a new password.',
    },
  },
  second_factor_needed: {
    status: 401,
    zh: '请输入验证器上的六位数字。',
    en: 'Enter the six digits of your authenticator.',
    wayOut: {
      zh: '手机不在身边时可用备用码；都没有请联系管理员重置。',
      en: 'Without the phone a backup code does; without either, an administrator can reset it.',
    },
  },
  wrong_second_factor: {
    status: 401,
    zh: '验证码不正确或已过期。',
    en: 'The code is wrong or has expired.',
    wayOut: {
      zh: '请输入验证器现在显示的数字，并检查手机时间；备用码每个只能用一次。',
      en: 'Enter what the authenticator shows now and check the clock of the phone; a backup code works once.',
    },
  },
  sign_on_provider: {
    status: 422,
    zh: '统一身份认证服务没有按要求应答：{detail}。',
    en: 'The provider of identities did not answer as one: {detail}.',
    wayOut: {
      zh: '请核对签发者地址（其 .well-known/openid-configuration 应能打开）、网络和证书。',
      en: 'Check the issuer (its .well-known/openid-configuration must open), the network and the certificate.',
    },
  },
  second_factor_due: {
    status: 403,
    zh: '本市要求您的账号启用两步验证，启用前不能使用其他功能。',
    en: 'The city asks for a second factor on your account; until it is set up nothing else can be used.',
    wayOut: {
      zh: '请打开控制台，按提示启用两步验证。',
      en: 'Open the console and set up the second factor that it shows.',
    },
  },
  second_factor_state: {
    status: 409,
    zh: '不能这样设置两步验证：{detail}。',
    en: 'The second factor cannot be changed so: {detail}.',
    wayOut: {
      zh: '请刷新“我的账号”查看现在的状态。',
      en: 'Reload “My account” to see its present state.',
    },
  },
  weak_password: {
    status: 400,
    zh: '这个密码太容易被猜到：{detail}。',
    en: 'This password is too easy to guess: {detail}.',
    wayOut: {
      zh: '请用至少 10 个字符、别人想不到的一句话，无需混合符号。',
      en: 'Take a sentence of at least 10 characters that nobody would think of; no kinds of characters are asked for.',
    },
  },
  invitation_over: {
    status: 410,
    zh: '这个邀请链接不存在、已过期、已使用或已撤回。',
    en: 'This invitation does not exist, has expired, was used or was withdrawn.',
    wayOut: {
      zh: '请邀请您的管理员重新发送；已设置过密码的请直接登录。',
      en: 'Ask the administrator who invited you for a new link; if you have chosen a password already, sign in.',
    },
  },
  too_many_attempts: {
    status: 429,
    zh: '尝试次数过多，请在 {seconds} 秒后再试。',
    en: 'Too many attempts; try again in {seconds} seconds.',
    wayOut: {
      zh: '请稍候；忘记密码请联系管理员。',
      en: 'Wait; an administrator can set a new password.',
    },
  },
  bad_signature: {
    status: 401,
    zh: '请求的签名无效：{detail}。',
    en: 'The signature of the request is not valid: {detail}.',
    wayOut: {
      zh: '请按参考文档《工单系统对接》核对签名的各行、密钥和时间。',
      en: 'Check the signed lines, the secret and the clock by the reference page on work orders.',
    },
  },
  request_replayed: {
    status: 409,
    zh: '这个请求已经收到过（随机数用过），没有再次执行。',
    en: 'This request was received before (its nonce was used); it was not done again.',
    wayOut: {
      zh: '重发请换新的随机数和时间；同一编号或同一更新不会办两次。',
      en: 'Send it again with a new nonce and time; the same number or update is never done twice.',
    },
  },
  forbidden: {
    status: 403,
    zh: '您的角色没有此项权限（{permission}）。',
    en: 'Your role may not do this ({permission}).',
    wayOut: {
      zh: '如有需要，请城市管理员调整角色。',
      en: 'Ask a city administrator for the role you need.',
    },
  },
  outside_scope: {
    status: 403,
    zh: '此内容不属于您负责的单位。',
    en: 'This belongs to a department outside your scope.',
    wayOut: {
      zh: '请由负责单位或城市管理员办理。',
      en: 'Ask the responsible department or a city administrator.',
    },
  },
  foreign_origin: {
    status: 403,
    zh: '请求来自其他网站，已拒绝。',
    en: 'The request came from another site and was refused.',
    wayOut: { zh: '请在本系统页面中操作。', en: 'Use the pages of this server.' },
  },
  setup_done: {
    status: 409,
    zh: '初始设置已经完成。',
    en: 'The set-up has already been done.',
    wayOut: { zh: '请直接登录。', en: 'Sign in.' },
  },
  setup_needed: {
    status: 409,
    zh: '尚未完成初始设置。',
    en: 'The set-up has not been done yet.',
    wayOut: { zh: '请打开首页完成设置。', en: 'Open the start page and finish the set-up.' },
  },
  portal_closed: {
    status: 404,
    zh: '市民查询没有开放。',
    en: 'The citizens’ portal is not open.',
    wayOut: {
      zh: '管理员可在“设置”的“城市”里开放。',
      en: 'An administrator can open it in Settings, under City.',
    },
  },
  wrong_setup_code: {
    status: 403,
    zh: '设置码不正确。',
    en: 'The set-up code is wrong.',
    wayOut: {
      zh: '设置码显示在启动服务的终端中。',
      en: 'The code is printed in the terminal in which the server was started.',
    },
  },
  not_found: {
    status: 404,
    zh: '找不到{what}。',
    en: 'There is no such {what}.',
    wayOut: {
      zh: '它可能已被删除，请刷新列表。',
      en: 'It may have been deleted; reload the list.',
    },
  },
  no_such_address: {
    status: 404,
    zh: '没有这个地址。',
    en: 'There is no such address.',
    wayOut: { zh: '接口列表见 /docs。', en: 'The operations are listed at /docs.' },
  },
  invalid_input: {
    status: 400,
    zh: '输入有误：{detail}。',
    en: 'The input is not valid: {detail}.',
    wayOut: { zh: '请修正所示位置后重试。', en: 'Correct the place named and try again.' },
  },
  conflict: {
    status: 409,
    zh: '与现有内容冲突：{detail}。',
    en: 'This contradicts what exists: {detail}.',
    wayOut: { zh: '请刷新后重试。', en: 'Reload and try again.' },
  },
  already_exists: {
    status: 409,
    zh: '{what}已存在。',
    en: 'This {what} exists already.',
    wayOut: {
      zh: '请使用已有的，或换一个名称。',
      en: 'Use the existing one or choose another name.',
    },
  },
  department_cycle: {
    status: 409,
    zh: '单位不能移到自己或自己的下级之下。',
    en: 'A department cannot be moved under itself or one of its own.',
    wayOut: { zh: '请选择其他上级单位。', en: 'Choose another parent.' },
  },
  department_merge: {
    status: 409,
    zh: '不能这样合并：{detail}。',
    en: 'These cannot be merged: {detail}.',
    wayOut: {
      zh: '什么都没有改动，整理后可再合并。',
      en: 'Nothing was changed; put the tree in order and merge again.',
    },
  },
  department_table: {
    status: 400,
    zh: '“{file}”不能作为单位表导入：{detail}。',
    en: '“{file}” cannot be imported as a table of departments: {detail}.',
    wayOut: {
      zh: '可先导出现有的单位，照它的样子填写。',
      en: 'The export of the present departments shows what such a table looks like.',
    },
  },
  import_stale: {
    status: 409,
    zh: '预览之后单位有了变动，导入的结果会与您看到的不同。',
    en: 'The departments have changed since the preview: the import would do something else than it showed.',
    wayOut: {
      zh: '什么都没有导入，请看过新的预览再导入。',
      en: 'Nothing was imported; look at the new preview and import then.',
    },
  },
  import_done: {
    status: 409,
    zh: '“{file}”的这次预览已经导入过。',
    en: 'This preview of “{file}” has been imported already.',
    wayOut: { zh: '要再次导入，请重新选择文件。', en: 'To import it again, choose the file anew.' },
  },
  wrong_state: {
    status: 409,
    zh: '当前状态（{state}）下不能这样做。',
    en: 'This cannot be done in the present state ({state}).',
    wayOut: { zh: '请刷新查看最新状态。', en: 'Reload to see the present state.' },
  },
  ticket_moved: {
    status: 409,
    zh: '{who}已于{at}{did}，您的操作没有执行。',
    en: '{who} {did} at {at}; what you asked for was not done.',
    wayOut: {
      zh: '您填写的内容还在，请看过最新情况再决定。',
      en: 'What you wrote is kept: look at the ticket as it is now, and decide again.',
    },
  },
  ticket_rule: {
    status: 409,
    zh: '不能这样办理：{detail}。',
    en: 'This cannot be done: {detail}.',
    wayOut: {
      zh: '整改单页面列出了现在可以办理的事项。',
      en: 'The page of the ticket shows what can be done now.',
    },
  },
  case_moved: {
    status: 409,
    zh: '{who}已于{at}{did}，您的操作没有执行。',
    en: '{who} {did} at {at}; what you asked for was not done.',
    wayOut: {
      zh: '您填写的内容还在，请看过最新情况再决定。',
      en: 'What you wrote is kept: look at the case as it is now, and decide again.',
    },
  },
  case_rule: {
    status: 409,
    zh: '不能这样办理：{detail}。',
    en: 'This cannot be done: {detail}.',
    wayOut: {
      zh: '工单页面列出了现在可以办理的事项。',
      en: 'The page of the case shows what can be done now.',
    },
  },
  conversation_moved: {
    status: 409,
    zh: '这个对话已有变化：{detail}，您的操作没有执行。',
    en: 'The conversation has changed: {detail}; what you asked for was not done.',
    wayOut: {
      zh: '您填写的内容还在，请看过最新情况再决定。',
      en: 'What you wrote is kept: look at the conversation as it is now, and decide again.',
    },
  },
  conversation_over: {
    status: 409,
    zh: '这个对话已经结束。',
    en: 'This conversation is over.',
    wayOut: { zh: '请开始一个新的对话。', en: 'Begin a new one.' },
  },
  conversation_long: {
    status: 409,
    zh: '这个对话已经很长（{most} 条），不能再发送。',
    en: 'This conversation has become long ({most} messages); nothing more can be sent in it.',
    wayOut: {
      zh: '请开始一个新的对话，或拨打热线。',
      en: 'Begin a new one, or call the hotline.',
    },
  },
  entry_changed: {
    status: 409,
    zh: '这条知识刚被 {by} 改过（现在是第 {version} 版），您的修改没有保存。',
    en: '{by} has just changed this entry (it is at version {version} now); your change was not saved.',
    wayOut: {
      zh: '您填写的内容还在；请看过对方改了什么，再决定是否保存。',
      en: 'What you wrote is kept: look at what the other change was, and save again if it is still right.',
    },
  },
  knowledge_import_stale: {
    status: 409,
    zh: '预览之后有了变动：有的问题已经在知识库里，或单位、账号变了，导入的结果会与您看到的不同。',
    en: 'Things have changed since the preview: some of the questions are in the knowledge base now, or departments or accounts are others.',
    wayOut: {
      zh: '什么都没有导入，请重新预览再导入。',
      en: 'Nothing was imported; make the preview anew and import then.',
    },
  },
  own_text: {
    status: 409,
    zh: '本市要求两人把关：最后一次修改是您写的，不能由您审核或发布。',
    en: 'The city asks for two persons: you wrote the last change, so you may neither review nor publish it.',
    wayOut: {
      zh: '请另一位知识编辑或管理员审核、发布。',
      en: 'Ask another editor or manager to review and publish it.',
    },
  },
  measure_changed: {
    status: 409,
    zh: '这项任务刚被别人改过，您的修改没有保存。',
    en: 'Somebody has just changed this measure; your change was not saved.',
    wayOut: {
      zh: '您填写的内容还在，请看过最新情况再保存。',
      en: 'What you wrote is kept: look at the measure as it is now, and save again.',
    },
  },
  campaign_has_plan: {
    status: 409,
    zh: '这个行动已有计划，没有另建。',
    en: 'This campaign has a plan; no other was made.',
    wayOut: {
      zh: '请刷新页面，在已有的任务台账里修改任务。',
      en: 'Load the page again and change the measures of its programme.',
    },
  },
  not_your_check: {
    status: 409,
    zh: '这条抽查没有分给您：{detail}。',
    en: 'This check is not yours: {detail}.',
    wayOut: {
      zh: '您填写的内容还在；如已打过电话，可在线路页面登记抽查。',
      en: 'What you wrote is kept; if you have made the call, record it on the page of the line.',
    },
  },
  protected_number: {
    status: 422,
    zh: '{number} 是受保护的号码，任何人都不能许可拨测。',
    en: '{number} is a protected number; nobody can clear it for test calls.',
    wayOut: { zh: '请从名单中去掉此号码。', en: 'Take the number off the list.' },
  },
  last_administrator: {
    status: 409,
    zh: '至少要保留一名有效的城市管理员。',
    en: 'One active city administrator must remain.',
    wayOut: { zh: '请先任命另一名管理员。', en: 'Appoint another administrator first.' },
  },
  too_large: {
    status: 413,
    zh: '内容超过上限（{limit}）。',
    en: 'This is larger than the limit of {limit}.',
    wayOut: {
      zh: '请拆分后分别上传，或用命令行 everyline import。',
      en: 'Split it, or use `everyline import` on the command line.',
    },
  },
  unsupported_media: {
    status: 415,
    zh: '不支持此内容类型。',
    en: 'This content type is not supported.',
    wayOut: { zh: '请按 /docs 中的格式发送。', en: 'Send what /docs describes.' },
  },
  heard_once: {
    status: 409,
    zh: '这段录音只在一次拨测中听到，可能是真人说话，不能标注为提示音。',
    en: 'This was heard in one call only and may be live speech; it cannot be labelled as an announcement.',
    wayOut: {
      zh: '再次听到后即可标注；若确非提示音，可标为“不是提示音”。',
      en: 'Wait until it is heard again, or say that it is no announcement.',
    },
  },
  words_differ: {
    status: 409,
    zh: '两段提示音的标注不同，不能合并。',
    en: 'The two announcements have different labels and cannot be merged.',
    wayOut: { zh: '请先撤销其中一个标注。', en: 'Take one of the labels back first.' },
  },
  not_exchange_file: {
    status: 400,
    zh: '这不是提示音交换文件：{detail}。',
    en: 'This is no file of announcements: {detail}.',
    wayOut: {
      zh: '请使用 everyline announcements export 或页面“导出”生成的文件。',
      en: 'Use a file made by everyline announcements export or by “Export” on the page.',
    },
  },
  no_audio: {
    status: 404,
    zh: '此次拨测没有录音，或已超过保存期限。',
    en: 'This test call has no recording, or it is past its retention period.',
    wayOut: { zh: '信令和时间线仍可查看。', en: 'Its signalling and timeline are still there.' },
  },
  line_changed: {
    status: 409,
    zh: '这条线路公布的内容刚刚有变动，您的答复没有记录。',
    en: 'What is published of this line has just changed; your answer was not recorded.',
    wayOut: {
      zh: '请看过最新内容再答复。',
      en: 'Look at it as it is now, then answer.',
    },
  },
  not_keeper: {
    status: 403,
    zh: '您不是这条线路的责任人，不能代为确认。',
    en: 'You are not the keeper of this line and cannot answer for it.',
    wayOut: {
      zh: '请由单位负责人把您设为责任人，或由其确认。',
      en: 'Ask the department manager to answer, or to name you as the keeper.',
    },
  },
  line_owned: {
    status: 409,
    zh: '{number} 已由 {owner} 负责。',
    en: '{number} is {owner}’s already.',
    wayOut: {
      zh: '如有不符，请联系行动负责人。',
      en: 'If that is wrong, ask the campaign manager.',
    },
  },
  owner_link_over: {
    status: 410,
    zh: '这个链接不存在、已过期或已停用。',
    en: 'This link does not exist, has expired or was withdrawn.',
    wayOut: {
      zh: '请向发给您链接的单位负责人要一个新的。',
      en: 'Ask whoever gave it to you for a new one.',
    },
  },
  too_many_requests: {
    status: 429,
    zh: '操作太频繁，请在 {seconds} 秒后再试。',
    en: 'Too many requests; try again in {seconds} seconds.',
    wayOut: {
      zh: '已答复的内容都在，请稍候继续。',
      en: 'What you answered is kept: wait a little.',
    },
  },
  database_down: {
    status: 503,
    zh: '数据库暂时不可用。',
    en: 'The database cannot be reached at the moment.',
    wayOut: {
      zh: '请稍后重试；若持续出现，请联系运维人员。',
      en: 'Try again shortly; if it lasts, tell whoever runs the server.',
    },
  },
  server_running: {
    status: 409,
    zh: '数据目录 {data} 已有一个服务在运行。',
    en: 'A server is already running on the data directory {data}.',
    wayOut: {
      zh: '请先停止它，或用 --data 指定另一个目录。',
      en: 'Stop it first, or choose another directory with --data.',
    },
  },
  database_start: {
    status: 500,
    zh: '内置数据库未能启动：{detail}。',
    en: 'The embedded database did not start: {detail}.',
    wayOut: {
      zh: '详见 {log}；也可用 EVERYLINE_DATABASE_URL 指定 PostgreSQL 15 以上。',
      en: 'See {log}; or give a PostgreSQL 15 or newer by EVERYLINE_DATABASE_URL.',
    },
  },
  database_version: {
    status: 500,
    zh: 'PostgreSQL {version} 过旧，需要 15 以上。',
    en: 'PostgreSQL {version} is too old; 15 or newer is needed.',
    wayOut: {
      zh: '请升级，或不设 EVERYLINE_DATABASE_URL 以使用内置数据库。',
      en: 'Upgrade it, or leave EVERYLINE_DATABASE_URL unset to use the embedded database.',
    },
  },
  port_taken: {
    status: 500,
    zh: '端口 {port} 已被占用。',
    en: 'Port {port} is taken.',
    wayOut: { zh: '请用 --port 指定其他端口。', en: 'Choose another with --port.' },
  },
  key_unreadable: {
    status: 500,
    zh: '密钥文件 {file} 无法使用：{detail}。',
    en: 'The key file {file} cannot be used: {detail}.',
    wayOut: {
      zh: '请恢复备份的密钥，或用 EVERYLINE_KEY 给出 64 位十六进制密钥。',
      en: 'Restore the key from its backup, or give 64 hexadecimal digits by EVERYLINE_KEY.',
    },
  },
  wrong_usage: {
    status: 400,
    zh: '命令用法有误：{detail}。',
    en: 'The command was called wrongly: {detail}.',
    wayOut: { zh: '用法见 everyline help {command}。', en: 'See everyline help {command}.' },
  },
  internal: {
    status: 500,
    zh: '服务器内部出错。',
    en: 'Something went wrong inside the server.',
    wayOut: {
      zh: '请把编号 {requestId} 告诉运维人员。',
      en: 'Tell whoever runs the server the number {requestId}.',
    },
  },
} as const satisfies Readonly<
  Record<
    string,
    {
      readonly status: number;
      readonly zh: string;
      readonly en: string;
      readonly wayOut: { readonly zh: string; readonly en: string };
    }
  >
>;

export type FaultCode = keyof typeof FAULTS;
export type FaultValues = Readonly<Record<string, string | number | { zh: string; en: string }>>;

/** A request that cannot be done, with the code of the table, the place, and values for its sentence. */
export class AppFault extends Error {
  readonly code: FaultCode;
  readonly values: FaultValues;
  readonly place: string | null;

  constructor(code: FaultCode, values: FaultValues = {}, place: string | null = null) {
    super(faultSentence(code, values, 'en').message);
    this.name = 'AppFault';
    this.code = code;
    this.values = values;
    this.place = place;
  }
}

/** The sentence of a fault and its way out in one language. */
export function faultSentence(
  code: FaultCode,
  values: FaultValues,
  language: Language,
): { message: string; wayOut: string } {
  const key = language === 'en' ? 'en' : 'zh';
  const fill = (template: string) =>
    template.replace(/\{(\w+)\}/g, (_whole, name: string) => {
      const value = values[name];
      return typeof value === 'object' ? value[key] : String(value ?? '');
    });
  return { message: fill(FAULTS[code][key]), wayOut: fill(FAULTS[code].wayOut[key]) };
}

/** Names of things for `not_found` and `already_exists`, in both languages. */
export const THINGS = {
  line: { zh: '线路', en: 'line' },
  menu: { zh: '菜单', en: 'menu' },
  department: { zh: '单位', en: 'department' },
  department_import: { zh: '单位表', en: 'table of departments' },
  probe: { zh: '拨测记录', en: 'probe' },
  campaign: { zh: '行动', en: 'campaign' },
  round: { zh: '抽查轮次', en: 'round of spot checks' },
  check: { zh: '抽查任务', en: 'spot check' },
  question: { zh: '抽查问题', en: 'question' },
  policy: { zh: '策略', en: 'policy' },
  clearance: { zh: '拨测许可', en: 'clearance' },
  objection: { zh: '异议', en: 'objection' },
  keeper: { zh: '责任人', en: 'keeper' },
  owner_link: { zh: '有效的链接', en: 'link that still opens' },
  trunk: { zh: '中继', en: 'trunk' },
  bad_hour: { zh: '中继异常时段', en: 'bad hour' },
  source: { zh: '来源', en: 'source' },
  conflict: { zh: '冲突', en: 'conflict' },
  ticket: { zh: '整改单', en: 'ticket' },
  case: { zh: '工单', en: 'case' },
  conversation: { zh: '对话', en: 'conversation' },
  proposal: { zh: '归并建议', en: 'proposal' },
  knowledge_import: { zh: '问答表', en: 'table of questions and answers' },
  entry: { zh: '知识条目', en: 'knowledge entry' },
  programme: { zh: '任务台账', en: 'programme' },
  measure: { zh: '任务', en: 'measure' },
  indicator: { zh: '指标', en: 'indicator' },
  document: { zh: '文件', en: 'document' },
  report: { zh: '报告', en: 'report' },
  attachment: { zh: '附件', en: 'attachment' },
  filter: { zh: '筛选条件', en: 'filter' },
  announcement: { zh: '录音', en: 'recording' },
  account: { zh: '账号', en: 'account' },
  token: { zh: '令牌', en: 'token' },
  invitation: { zh: '尚未接受的邀请', en: 'open invitation' },
  session: { zh: '登录', en: 'session' },
  target: { zh: '接收端', en: 'target' },
  case_system: { zh: '工单系统', en: 'work-order system' },
  channel: { zh: '渠道', en: 'channel' },
  delivery: { zh: '已放弃的通知', en: 'delivery that was given up' },
} as const;

/** The fault that says that a thing is not there, or is not for the one who asks. */
export function notFound(thing: keyof typeof THINGS): AppFault {
  return new AppFault('not_found', { what: THINGS[thing] });
}

/** A fault as a sentence in both languages, for lists of what could not be done. */
export function bothSentences({ code, values }: AppFault): Localised {
  return {
    zh: faultSentence(code, values, 'zh-CN').message,
    en: faultSentence(code, values, 'en').message,
  };
}
