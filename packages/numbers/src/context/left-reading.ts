import { endsInPhoneLabel } from '../find/labels.ts';
import { fieldKind } from './columns.ts';
import {
  englishUnitInProse,
  lastUnitInProse,
  looksLikePerson,
  looksLikeUnit,
  stripOrdinal,
} from './names.ts';

/** What the words before a number on its line say. */
export interface LeftReading {
  /** The label as written (`监督投诉电话`), or null. */
  readonly label: string | null;
  /** Who answers, when the line itself names it. */
  readonly owner: string | null;
  readonly person: string | null;
  /** The line gives nothing but the label: owner and service stand elsewhere. */
  readonly bare: boolean;
}

const purposeWords =
  /(?:的|24小时|全国|统一|免费|服务|监督|投诉|举报|咨询|信访|联系|办公|值班|业务|对外|公开|公布|报名|预约|受理|接待|报警|救助|维权|客服|固定|移动|人工|查询|便民|订票|急救|抢修|报修|维修|技术支持|新闻|应急|求助|反馈|办理|电 {0,6}话|手 {0,6}机|传 {0,6}真|座 {0,4}机|热线|专线|固话|总机|总台|直拨|号码|方式|短号|小号|申诉|检举|纪检|及|和|与|、|\/|\([^()]{0,12}\))+$/u;

const leadingVerb =
  /^.*(?:请拨打?|拨打|致电|联系(?!电|方|人|号|手|座)|设立了?|开通了?|公布了?|设置|通过|直拨|来电|或者?|可拨打?|并入|关注|向|即|包括)(?=.)/u;
const trailingVerb =
  /(?:请|可|应|须|均可|并|也可)?(?:直接|立即|随时|及时)?(?:拨打?|致电|拨通|联系|打|call|或|和|及|与|至|到|通过|并入(?:到)?|归并(?:到|至|入)?|整合(?:到|至|进)?)$/iu;

const onlyPurpose =
  /^(?:24小时|全天|来电|问询|救援|寻人|免费|服务|监督|投诉|举报|咨询|信访|联系|办公|总?值班|业务|对外|报名|预约|挂号|受理|接待|报警|救助|维权|客服|人工|查询|订票|急救|急诊|门诊|抢修|报修|报障|维修|技术支持|应急|求助|反馈|办理|收费|缴费|申诉|检举|纪检|夜间|白天|日间|节假日|工作日|周末|传真|公开|热线|电话|及|和|与|、|\/|\([^()]{0,12}\))+$/u;

const purposeEnding =
  /(?:咨询|问询|救援|抢修|投诉|举报|查询|报修|预约|报名|支持|受理|监督|挂号|求助|信访|反馈|申诉|接待)$/u;

/** Tells whether a piece of text only says what for (`抢修`, `24小时值班`, `收费查询`) and names nobody. */
export function saysOnlyPurpose(text: string): boolean {
  return (
    onlyPurpose.test(text) || (text.length <= 8 && purposeEnding.test(text) && !looksLikeUnit(text))
  );
}

interface Token {
  readonly text: string;
  /** The sign behind the token. */
  readonly behind: string;
  readonly bracketed: boolean;
}

function tokensOf(left: string): Token[] {
  const tokens: Token[] = [];
  for (const match of left.matchAll(
    /【([^】]*)】|《([^》]*)》|((?:[^\s:,;。!?、【】《》|]|\([^()]*\))+)([\s:,;。!?、|]*)/gu,
  )) {
    const bracketed = match[3] === undefined;
    const text = (match[1] ?? match[2] ?? match[3] ?? '')
      .replace(/^[-"'“”‘’「」*~_)]+|[-"'“”‘’「」*~_(（]+$/gu, '')
      .replace(/^\(?\d{1,2}[.)](?=\p{Script=Han})/u, '');
    if (text !== '') tokens.push({ text, behind: match[4] ?? '', bracketed });
  }
  return tokens;
}

const ownerKey =
  /(?:单位|机构|部门|名称|科室|处室|主办|承办|主管|版权所有|主体|采购人|招标人|代理|建设方|户名|所有者|组织|所属|owner|copyright)[^ ]{0,6}$|(?:报名|服务|受理|办理|咨询|接种|采样|检测|销售|取票|售票)(?:点|网点)$/iu;

/** Tells whether a label's value is the name of an owner (`采购人名称`, `版权所有`). */
export function isOwnerKey(text: string): boolean {
  return (
    ownerKey.test(text.replace(/ /gu, '')) &&
    !endsInPhoneLabel(text) &&
    !/(?:地址|时间|网址|邮箱|编码|代码|职能|职责|简介|概况|性质|类型|类别|级别|人数|(?:项目|工程|标段|事项|产品|货物|课题)名称)$/u.test(
      text,
    )
  );
}

const contactKey = /^(?:.{0,4}(?:联系|负责|经办|责任)人|姓名)$/u;
const addressEnd =
  /[路街道巷弄里村段区][\p{Script=Han}]{0,4}\d+号?(?:之?[一二三四]|[\p{Script=Han}\d-]{0,12}[层楼室栋座])?$/u;
const callingVerb = /(?:拨打|致电|拨通)(?=.)/u;

const personBehindUnit =
  /^(.{2,}?)[\p{Script=Han}×*]{1,3}(?:老师|先生|女士|主任|科长|处长|经理|同志|医生|小姐|警官|部长)$/u;

/** Splits a label (`昌平区政务服务中心的咨询电话`) into the unit it names and the rest. */
function unitOfLabel(label: string): {
  readonly unit: string | null;
  readonly rest: string;
} {
  const cut = label.replace(leadingVerb, '');
  // `联系与咨询电话`: the verb is half of the label.
  const head = /^(?:与|和|及|或|、)/u.test(cut) ? label : cut;
  const qualifier = head.replace(purposeWords, '');
  // `校教务处魏老师联系电话`
  const person = personBehindUnit.exec(qualifier);
  if (person?.[1] !== undefined && looksLikeUnit(person[1]))
    return { unit: person[1], rest: head.slice(qualifier.length).replace(/^的/u, '') };
  if (qualifier !== '' && looksLikeUnit(qualifier)) {
    return { unit: qualifier, rest: head.slice(qualifier.length).replace(/^的/u, '') };
  }
  // `或拨打政采云服务热线`: a hotline that a sentence names is its own owner.
  if (callingVerb.test(label) && qualifier.length >= 2) return { unit: qualifier, rest: head };
  return { unit: null, rest: head };
}

/** Keys whose value may be a unit's name and yet is not the owner. */
const valueOfOther = /(?:地址|住址|开户|账号|帐号|户名|抬头)/u;

/** The key (`开户行及账号:`) to which a value belongs, across the values that follow it, or ''. */
function keyBefore(tokens: readonly Token[], index: number): string {
  for (let at = index - 1; at >= 0 && at >= index - 2; at -= 1) {
    if (tokens[at]?.behind.includes(':') === true) return tokens[at]?.text ?? '';
    if (/[,;。]/u.test(tokens[at]?.behind ?? '')) return '';
  }
  return '';
}

const fieldInCode =
  /(?:^|[\s/*#{[(,])["'`]?[A-Za-z_$][\w$.]*["'`]?\s*(?::\s*@?["'`]|=\s*@?["'`]|=>\s*["'`])$/u;

const assignment =
  /["'`]?([A-Za-z_$][\w$.]*)["'`]?\]?\s*(?::|={1,3}|=>)\s*@?["'`]([^"'`]{2,60})["'`]/gu;

/** `storeName: '…服务中心',`, `else if (estate === '清波门社区')`: the office that code names, or null. */
export function ownerInCode(text: string): string | null {
  if (text.length > 400 || !/["'`]/u.test(text)) return null;
  for (const [, key = '', value = ''] of text.matchAll(assignment)) {
    if (!/\p{Script=Han}{2}/u.test(value) || /\d{4}/u.test(value)) continue;
    const name = key.split('.').at(-1) ?? '';
    if (fieldKind(name) === 'owner') return value;
    if (looksLikeUnit(value) && !/addr|adress|loc/iu.test(name)) return value;
  }
  return null;
}

/** `赵  萌`: a name of two characters set as wide as one of three. */
const spreadName =
  /(?<=^|[\s:,;、(])(\p{Script=Han}) {1,4}(\p{Script=Han})(?=$|[\s:,;、()]|老师|先生|女士)/gu;

/** Reads the folded text between the last number (or the line's start) and a number. */
export function readLeft(left: string): LeftReading {
  const text = stripOrdinal(left.replace(/^\s*<[A-Za-z][^<>]{0,80}>/u, ''))
    .replace(spreadName, '$1$2')
    .replace(/[\s:("'“‘「*`~>→=/|…·_-]+$|[\s.]{3,}$/u, '')
    .replace(/\((?:tel|phone|mobile|wechat[^()]*|(?:联系)?电话|手机|座机)[.:]?\)$/iu, '')
    .replace(/[\s:/|-]+$/u, '')
    .replace(/(?:号码)?(?:分别)?(?:为|是|即)$/u, '')
    .replace(/(?:^|[ :])(?:请?转|分机号?码?|内线|拨)$/u, '')
    .replace(/[ :]+$/u, '');
  let label: string | null = null;
  let owner: string | null = null;
  let person: string | null = null;
  // `serviceTel: "…`: in code the word before the sign is the name of a field and never an owner.
  if (fieldInCode.test(left)) {
    const named = ownerInCode(left);
    return { label: null, owner: named, person: null, bare: named === null };
  }
  const tokens = tokensOf(text);
  let named = false;
  for (let index = tokens.length - 1; index >= 0 && index >= tokens.length - 7; index -= 1) {
    const token = tokens[index];
    if (token === undefined) break;
    const last = index === tokens.length - 1;
    // A sentence that ended before is read only for a unit's name.
    if (/[。!?]/u.test(token.behind)) break;
    if (
      !last &&
      token.behind.includes(';') &&
      (label !== null || named) &&
      !contactKey.test(tokens[index - 1]?.text ?? '')
    )
      break;
    if (!token.bracketed && label === null && endsInPhoneLabel(token.text)) {
      const { unit, rest } = unitOfLabel(token.text);
      label = rest === '' ? token.text : rest;
      if (unit !== null && owner === null) owner = unit;
      if (owner !== null) break;
      continue;
    }
    // `自然资源违法举报-12336` in a list is the name of the line; `监督举报：` is its purpose.
    if (last && !token.bracketed && !/-\s*$/u.test(left) && saysOnlyPurpose(token.text)) {
      label = token.text;
      continue;
    }
    if (token.bracketed) {
      owner ??= token.text;
      break;
    }
    if (last) {
      const beforeVerb = token.text.replace(trailingVerb, '');
      if (beforeVerb !== token.text) {
        const unit =
          beforeVerb === ''
            ? null
            : looksLikeUnit(beforeVerb)
              ? beforeVerb
              : lastUnitInProse(beforeVerb);
        if (unit !== null) owner = unit;
        named = true;
        continue;
      }
    }
    if (looksLikePerson(token.text)) {
      person ??= token.text;
      named = true;
      continue;
    }
    if (token.behind.includes(':') && !last) {
      // A key whose value was already read: an owner's key confirms the value, any other key ends the reading.
      if (owner !== null) break;
      if (isOwnerKey(token.text)) break;
      if (endsInPhoneLabel(token.text)) continue;
      if (
        /^(?:.{0,4}(?:[系责办件理告送]人|姓名|员)|地址|邮编|邮箱|网址)$/u.test(
          token.text.replace(/ /gu, ''),
        )
      )
        continue;
    }
    if (last && addressEnd.test(token.text)) {
      named = true;
      continue;
    }
    const keyOf = tokens[index - 1];
    if (
      keyOf?.behind.includes(':') === true &&
      contactKey.test(keyOf.text) &&
      /^[\p{Script=Han}×*·、]{2,8}$/u.test(token.text)
    ) {
      person ??= token.text;
      named = true;
      continue;
    }
    if (last && /^[\w$.]*(?:[._]|[a-z][A-Z])[\w$.(]*$/u.test(token.text)) break;
    if (last && token.text.length <= 30 && /[\p{Script=Han}A-Za-z]{2}/u.test(token.text)) {
      owner = token.text.replace(leadingVerb, '');
      named = true;
      continue;
    }
    if (label !== null || named) {
      if (owner === null || !looksLikeUnit(owner)) {
        const name = token.text.replace(/^(?:的|和|与|及)/u, '');
        if (looksLikeUnit(name) && !valueOfOther.test(keyBefore(tokens, index))) {
          owner = owner === null || owner === name ? name : `${name} ${owner}`;
          const above = tokens[index - 1];
          // `受理单位:海南省监狱管理局 该项目采购小组`
          if (
            above !== undefined &&
            /^[ ]+$/u.test(above.behind) &&
            looksLikeUnit(above.text) &&
            isOwnerKey(keyBefore(tokens, index - 1))
          )
            owner = `${above.text} ${owner}`;
          break;
        }
      } else if (
        /^[ ]+$/u.test(token.behind) &&
        looksLikeUnit(token.text) &&
        owner.length <= 12 &&
        !owner.includes(token.text) &&
        !valueOfOther.test(keyBefore(tokens, index))
      ) {
        owner = `${token.text} ${owner}`;
        break;
      }
    }
  }
  if (owner === null && label !== null) owner = beforeHours(text);
  if (owner === null && (label !== null || named)) {
    const sentence = text.slice(
      Math.max(...['。', '!', '?', ';'].map((stop) => text.lastIndexOf(stop))) + 1,
    );
    owner =
      lastUnitInProse(sentence.slice(0, Math.max(0, sentence.length - (label?.length ?? 0)))) ??
      englishUnitInProse(text) ??
      lastUnitInProse(text.slice(0, text.length - sentence.length).slice(-160));
  }
  return { label, owner, person, bare: owner === null };
}

/** `儿童眼保健门诊:周一至周五 预约电话`: the name of a line that states its hours before its number, or null. */
function beforeHours(text: string): string | null {
  const match =
    /(?:^|["'`-])[ ]?([^:;,。\d"'`=-]{4,24}):[^:]{0,60}?(?:周[一二三四五六日]|工作日|工作时间|\d{1,2}:\d\d)/u.exec(
      text,
    );
  const name = match?.[1]?.trim() ?? '';
  return /(?:门诊|科|室|窗口|中心|大厅|部|处|站|馆)$/u.test(name) ? name : null;
}

const rightName =
  /^[ ]{0,3}(?:【([^】]{2,30})】|\[([^\]]{2,30})\]|([^\s,;。!?、()【】《》|:<>~\d]{2,30}))/u;
const modeWords = /(?:双号并行|设分中心|整体并入|设专席).*$/u;

/** The name behind a number (`12315 市场监管投诉举报热线`), read from folded text up to its first stop. */
export function readRight(right: string): string | null {
  const line = (right.split('\n', 1)[0] ?? '').replace(/^[ ]?(?:已|将)?(?:整体)?并入 ?\d+/u, '');
  const cleaned = line
    .replace(/^[ ]{0,3}(?:\([^()]{0,24}\)[ ]{0,2})?/u, '')
    .replace(/^["'`][ ]?(?:,|:|=>|=)[ ]?["'`](?=\p{Script=Han})/u, '')
    .replace(/^(?:[-—]|或|、|[”"』」])+/u, '');
  const match = rightName.exec(cleaned);
  if (match === null) return null;
  const name = match[1] ?? match[2] ?? match[3] ?? '';
  let end = match[0].length;
  let text = name;
  // `【国家烟草专卖局】 烟草市场监管服务热线`, `宣传舆情研究中心 服务电话`: a second word belongs to the first.
  const more = /^[ ]{1,3}([\p{Script=Han}]{2,16})(?![:\p{Script=Han}])/u.exec(cleaned.slice(end));
  if (more !== null && endsInPhoneLabel(more[1] ?? '')) {
    end += more[0].length;
    text = `${name} ${more[1] ?? ''}`;
  }
  if (cleaned.charAt(end) === ':') return null;
  // `金柯桥大道1066号`: an address.
  if (/[路街道巷弄村段]$/u.test(name) && /^\d/u.test(cleaned.slice(end))) return null;
  const result = text
    .replace(modeWords, '')
    .replace(/[\p{Extended_Pictographic}\uFE0F]/gu, '')
    .trim();
  return /[\p{Script=Han}A-Za-z]{2}/u.test(result) ? result : null;
}
