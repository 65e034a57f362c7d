import { looksLikePerson, looksLikeUnit, nameOfRow } from '../context/names.ts';
import { isNationalCode } from '../canonical/short-codes.ts';
import type { Candidate } from './candidate.ts';
import { endsInPhoneLabel, namesTelephone, senseOfLabel } from './labels.ts';
import { countsSomething, isDateLike, isFiller, refusal } from './refuse.ts';

/** What stands around a piece of text and speaks for telephone numbers in it. */
export interface Surroundings {
  /** A column header, a field name or a left cell says that this is a telephone. */
  readonly phoneField: boolean;
  /** A column header or field name says that this is something else (邮编, 日期, 地址). */
  readonly otherField: boolean;
  /** The spreadsheet holds a number, not text. */
  readonly numeric: boolean;
  /** The piece is a whole cell or field, not running text. */
  readonly cell: boolean;
}

/** Evidence for one candidate, gathered by the reader of its text. */
export interface CandidateView {
  readonly text: string;
  readonly candidate: Candidate;
  /** Folded text from the start of the line, or the number before, to the candidate. */
  readonly left: string;
  /** Folded text behind the candidate to the end of the line, at most 60 characters. */
  readonly right: string;
  /** The candidate continues a list of numbers (`、`, `/`, `或`). */
  readonly continues: boolean;
  /** The line above ends in a telephone label. */
  readonly labelAbove: boolean;
  /** A heading or an introducing line announces numbers. Asked only when it matters. */
  readonly announced: () => boolean;
  /** The line above is the name of an office and nothing else. Asked only when it matters. */
  readonly unitAbove: () => boolean;
  readonly around: Surroundings;
  /** Digits of the number read before in the same piece of text, or null. */
  readonly digitsBefore: string | null;
}

/** `accept`: a number; `labelled`: a number because a label says so, with a fault if its form is odd. */
export type Decision = 'refuse' | 'accept' | 'labelled';

/** `12345分中心`, `12345工单`: the code is part of a name. */
const partOfName = /^(?:分中心|工单|微信|app|网站|网络|公众号|小程序|话务|案件|事项|承办)/iu;
/** Only a bullet, a pictogram or nothing stands before. */
const listItem = /^[\s\p{P}\p{S}\p{Extended_Pictographic}\uFE0F]*$/u;
const callVerb =
  /(?:[拨撥]打?|致[电電]|[来來][电電]|打|[请可]按)[了过]?[ “"'「]{0,2}$|(?:call|dial)[ “"'「]{0,2}$/iu;
const extensionBehind = /^ ?[,(]?(?:请?转|分机号?|ext\.?) ?:?\d{1,6}/iu;
const listBefore = /[、,或和及与/]\s*$/u;
const emergencyBehind =
  /^[ ]?(?:急救|火警|报警|匪警|盗警|指挥中心|接警|查号|交通事故|医疗|电话|热线|平台|消防|调度|报时|天气)/u;
/** `120急救站：65430120`: the code is part of the name of another number. */
const labelsAnother = /^[ ]?[\p{Script=Han}]{2,10}[ ]?:[ ]?[(\d]/u;
const emergencyBefore =
  /(?:emergency|police|fire|ambulance|报警|急救|火警|消防|救护|匪警|查号台?|交通事故|紧急(?:求助|情况)?|求助|求救|110|119|120|122)[ :、,/(“"]{0,3}$/iu;
/** `急救电话(中国大陆120,…)` */
const emergencyInBracket =
  /(?:急救|报警|火警|消防|匪警|救护)(?:电话|热线)?[ ]?\([\p{Script=Han} :]{0,8}$/u;
const serviceBehind =
  /^[ ]?[“”"'」)]?[ ]?[^\n。;]{0,18}?(?:热线|电话|平台|举报|投诉|咨询|客服|维权|申诉|专线|服务|受理|求助|反映|反馈|急救|报警|火警|救援|报修|抢修|号码|并入|并行|hotline)/iu;
const mergedBefore =
  /(?:并入|归并(?:到|至|入)?|整合(?:到|至|进|为)?|合并(?:到|至|为)?|转接(?:到|至)?|通过|由)[ “"']?$/u;
const codeNamesBefore =
  /(?:热线|平台|中心|服务|举报|投诉|咨询|客服|银行|[工农中建交招]行|信用社|移动|联通|电信|铁路|航空|保险|快递)[ :、,/("“'-]{0,2}$/u;

function shortCodeDecision(view: CandidateView): Decision {
  if (partOfName.test(view.right) && !view.around.phoneField) return 'refuse';
  const { candidate, left, right, around, text } = view;
  const sense = senseOfLabel(left.slice(-40));
  if (sense.says === 'other' && sense.distance <= 6 && !servesBefore(left, sense.distance))
    return 'refuse';
  if (/(?:公众号|微信|微博|关注|抖音)[^,。;]{0,4}[“"‘'「]?$/u.test(left)) return 'refuse';
  if (candidate.digits.length === 3) {
    if (around.phoneField && around.cell) return 'accept';
    // `120调度` in a column of names is a name.
    if (around.cell && left.trim() === '' && /^[\p{Script=Han}]{1,8}$/u.test(right))
      return 'refuse';
    if (countsSomething(text, candidate) || labelsAnother.test(right)) return 'refuse';
    if (callVerb.test(left) || emergencyBefore.test(left) || emergencyInBracket.test(left))
      return 'accept';
    if (sense.says === 'phone' && sense.direct) return 'accept';
    if (view.continues && listBefore.test(left)) return 'accept';
    if (nameOfRow(left) !== null && stopOrNumber.test(right) && view.announced()) return 'accept';
    if (
      emergencyBehind.test(right) &&
      /(?:^|[\s、,。;:(“"拨打和或及与的过用有通]|\p{Extended_Pictographic}\uFE0F?)$/u.test(left)
    )
      return 'accept';
    if (left.trim() === '' || /^[\W_]*$/u.test(left.replace(/\p{Script=Han}/gu, 'x'))) {
      return /^[ ].{0,16}(?:电话|热线|急救|报警|火警)/u.test(right) ? 'accept' : 'refuse';
    }
    return 'refuse';
  }
  if (around.phoneField) return 'accept';
  // `CA 95472`: an American postcode.
  if (/(?:^|[ ,(])[A-Z]{2} $/u.test(left) && candidate.digits.length === 5) return 'refuse';
  if (
    sense.says === 'phone' &&
    (sense.direct || (sense.distance <= 16 && !countsSomething(text, candidate)))
  )
    return 'accept';
  if (view.continues) return 'accept';
  if (countsSomething(text, candidate)) return 'refuse';
  if (callVerb.test(left) || mergedBefore.test(left)) return 'accept';
  if (
    isNationalCode(candidate.digits) &&
    listItem.test(left) &&
    /^[ ]{1,3}[\p{Script=Han}【]{2}/u.test(right)
  )
    return 'accept';
  // `put("12306", "中国铁路")`
  if (
    /["'`]$/u.test(left) &&
    /^["'`][ ]?(?:,|:|=>|=)[ ]?["'`]\p{Script=Han}{2}/u.test(right) &&
    (isNationalCode(candidate.digits) || serviceBehind.test(right.replace(/["'`]/gu, '')))
  )
    return 'accept';
  if (candidate.digits.length >= 6) {
    // Six digits are first of all a postcode, eight a local number or a record.
    if (around.otherField || !/^(?:9|1010)/u.test(candidate.digits)) return 'refuse';
    return serviceBehind.test(right) ||
      ((namedItem(left, right) || standsAlone(view)) && view.announced())
      ? 'accept'
      : 'refuse';
  }
  if (around.otherField) return 'refuse';
  if (serviceBehind.test(right)) return 'accept';
  if (codeNamesBefore.test(left)) return 'accept';
  if (/[\p{Script=Han}]{2}[ ]?[-—:][ ]?$/u.test(left) && /^(?:$|[\s、,;。)~\]])/u.test(right))
    return 'accept';
  if (/^12[3]\d\d$/u.test(candidate.digits) && (namesTelephone(left) || namesTelephone(right)))
    return 'accept';
  // `大连市自来水集团 96556`, `95598(国网大连)` behind a colon.
  if (
    (/^9[56]/u.test(candidate.digits) || isNationalCode(candidate.digits)) &&
    stopBehind.test(right)
  ) {
    const name =
      left
        .replace(/[\s:]+$/u, '')
        .split(/[\s:,;。、(]+/u)
        .at(-1) ?? '';
    if (name.length >= 4 && name.length <= 24 && looksLikeUnit(name)) return 'accept';
    if (/\p{Script=Han}[ ]?:[ ]?$/u.test(left)) return 'accept';
  }
  if (purposeBefore.test(left) && stopBehind.test(right)) return 'accept';
  return view.labelAbove ||
    ((standsAlone(view) || lineIsName(left, right) || namedItem(left, right)) && view.announced())
    ? 'accept'
    : 'refuse';
}

/** Nothing but a bullet before it in running text, and a stop behind. */
function standsAlone({ left, right, around }: CandidateView): boolean {
  return !around.cell && nothingBefore(left) && /^ ?(?:$|[\n,;、(/]|转)/u.test(right);
}

const stopBehind = /^(?:$|[\s、,;。)|/(])/u;

/** `供水:966886 `, `高速公路救援12122;`: an item of a list, its name before and a stop behind. */
function namedItem(left: string, right: string): boolean {
  return (
    /[\p{Script=Han}A-Za-z]{2}(?:\([^()]{1,12}\))?[ ]?[-:]?[ ]{0,3}$/u.test(left) &&
    !/(?:第|共|约|计|达|年|月|日|编码|代码|编号|号|等|超|超过|近)[ :]*$/u.test(left) &&
    /^(?:$|[\s、,;。)|/(])/u.test(right)
  );
}

/** `投诉监督:6535 3020`: a name or purpose and a colon before, nothing but a stop behind. */
function colonItem(left: string, right: string): boolean {
  return (
    /[\p{Script=Han})A-Za-z]{2}[ ]?:[ ]{0,3}$/u.test(left) && /^(?:$|[\s、,;。)|/(])/u.test(right)
  );
}

const purposeBefore =
  /(?:[咨问查]询|投诉|举报|报[修警名]|抢修|预约|挂号|值班|急[诊救]|救援|订[票座]|客服|前台|服务台|求助|门卫|保卫[处科]|总值班|值班室)(?:处|室|台)?(?:\([^()]{1,12}\))?[ ]?[:(]?[ ]{0,2}$|联系[ ]?\([ ]?$/u;
/** `支付宝渠道咨询:`: a purpose stands between the other label and the number. */
function servesBefore(left: string, distance: number): boolean {
  return distance >= 4 && purposeBefore.test(left);
}
const namedNumber = /[\p{Script=Han})][ :]{0,2}([2-8]\d{6,7})(?=$|[\s,;、。(])/gu;

/** `Campus Police 65161110` */
const englishDesk =
  /\b(?:Police|Office|Desk|Hotline|Clinic|Hospital|Security|Reception|Ambulance|Library)[ :]{1,3}$/u;

/** At least three items of a name and a number of the same length stand on the line (`中山82634001 西岗83634002 …`). */
function isListOfNumbers(view: CandidateView): boolean {
  const { text, candidate } = view;
  const from = Math.max(text.lastIndexOf('\n', candidate.start) + 1, candidate.start - 160);
  const newline = text.indexOf('\n', candidate.end);
  const to = Math.min(newline < 0 ? text.length : newline, candidate.end + 160);
  let items = 0;
  for (const match of text.slice(from, to).matchAll(namedNumber)) {
    const digits = match[1] ?? '';
    if (digits.length === candidate.digits.length && !isDateLike(digits)) items += 1;
  }
  return items >= 3;
}

const shortItem = /(?:^|[\s,;。、|)])[^\s,;。、|()]{2,14}(?:\([^()]{1,12}\))?[ ]?[-:]?[ ]{0,3}$/u;
const stopOrNumber =
  /^(?:-\d{3,5}(?!\d))?[\s?;。,、/]*(?:\n|$|[()①-⑳]|\d{3,4}[-\d]|[ ]{2}|[或和及与])/u;

/** Nothing but a bullet, a colon (a definition in markdown) or blanks. */
function nothingBefore(left: string): boolean {
  return /^[\s:>*•·-]*$/u.test(left);
}

function lineIsName(left: string, right: string): boolean {
  return (
    /^[\s\d.,、)(*·•●-]*[\p{Script=Han}A-Za-z][\p{Script=Han}A-Za-z\d()\-/· ]{1,30}[\s:-]*$/u.test(
      left,
    ) && /^[\s?;；。,]*(?:\n|$|\()/u.test(right)
  );
}

function localDecision(view: CandidateView): Decision {
  const { candidate, left, right, around, text } = view;
  const date = isDateLike(candidate.digits);
  const sense = senseOfLabel(left.slice(-48));
  if (sense.says === 'phone' && sense.direct) return 'labelled';
  if (sense.says === 'other' && !servesBefore(left, sense.distance)) return 'refuse';
  if (around.otherField && sense.says === 'nothing') return 'refuse';
  if (around.phoneField && !countsSomething(text, candidate)) return 'labelled';
  if (countsSomething(text, candidate) || date) return 'refuse';
  if (view.continues || extensionBehind.test(right)) return 'accept';
  if (callVerb.test(left)) return 'accept';
  if (sense.says === 'phone' && sense.distance <= 24) return 'accept';
  if (view.labelAbove && nothingBefore(left)) return 'labelled';
  if (englishDesk.test(left) && stopBehind.test(right)) return 'accept';
  if (colonItem(left, right) && view.announced()) return 'accept';
  if (
    purposeBefore.test(left) &&
    (stopOrNumber.test(right) || /^[,、](?=\p{Script=Han})/u.test(right))
  )
    return 'accept';
  if (namedItem(left, right) && shortItem.test(left) && isListOfNumbers(view)) return 'accept';
  // A number was read before: an item of the same form (`管网抢修8612345(夜)`) is one too.
  if (
    view.digitsBefore?.length === candidate.digits.length &&
    namedItem(left, right.replace(/^-\d{3,5}(?!\d)/u, '')) &&
    shortItem.test(left)
  )
    return 'accept';
  if (nameOfRow(left) !== null && stopOrNumber.test(right) && view.announced()) return 'accept';
  if (lineIsName(left, right) && view.announced()) return 'accept';
  if (candidate.grouped) return 'refuse';
  if (/^[ ]?[(]?(?:[电電][话話]|[热熱][线線]|传真|办公室?电话|tel|fax)/iu.test(right))
    return 'accept';
  // `54113581*总值班(双休日)`
  if (nothingBefore(left) && /^ ?[*(-] ?(?:总值班|值班[室员电]|门卫|前台)/u.test(right))
    return 'accept';
  const stop = /^(?:\s|$|[、,;。)/~(])/u.test(right);
  const name =
    left
      .replace(/\([^()]*\)[ ]*$/u, '')
      .replace(/[\s:(,;、/….·>→=`*|-]+$/u, '')
      .split(/[\s:,;。、(]+/u)
      .at(-1) ?? '';
  if (stop && looksLikePerson(name)) return 'accept';
  if (stop && name.length >= 3 && looksLikeUnit(name) && !/(?:第.*|\d)$/u.test(name))
    return 'accept';
  if (/[|/][ ]*$/u.test(left) && /^[ ]*(?:[|/,、]|$)/u.test(right) && view.unitAbove())
    return 'accept';
  if (nothingBefore(left) && stop && !around.otherField && (view.announced() || view.unitAbove()))
    return 'accept';
  return 'refuse';
}

function oddDecision(view: CandidateView): Decision {
  const { candidate, left, right, around, text } = view;
  if (candidate.digits.length < 5 || candidate.digits.length > 13) return 'refuse';
  const sense = senseOfLabel(left.slice(-48));
  if (sense.says === 'other' || around.otherField) return 'refuse';
  if (countsSomething(text, candidate) || isDateLike(candidate.digits)) return 'refuse';
  if (!/^\s*(?:$|[\n、,;。)(/?~'"]|[\p{Script=Han}])/u.test(right)) return 'refuse';
  if (sense.says === 'phone' && sense.direct) return 'labelled';
  if (around.phoneField && left.trim() === '' && candidate.digits.length >= 6) return 'labelled';
  if (view.continues && /^1[3-9]\d{8}$/u.test(candidate.digits)) return 'labelled';
  // `82516/82518`: as faulty as the number before.
  if (view.continues && view.digitsBefore?.length === candidate.digits.length) return 'labelled';
  return 'refuse';
}

/** Decides whether digits that are written like a number are one. */
export function decide(given: CandidateView): Decision {
  // `制卡进度查询→2661135`: an arrow is a colon.
  const view = given.left.includes('→')
    ? { ...given, left: given.left.replaceAll('→', ':') }
    : given;
  const { candidate, left, text, around } = view;
  if (
    refusal(text, candidate, view.continues, around.phoneField) !== null ||
    isFiller(candidate.digits)
  )
    return 'refuse';
  switch (candidate.form) {
    case 'short':
      return shortCodeDecision(view);
    case 'local':
      return localDecision(view);
    case 'odd':
      return oddDecision(view);
    case 'lost_zero': {
      const sense = senseOfLabel(left.slice(-48));
      if (sense.says === 'other' || around.otherField) return 'refuse';
      if (sense.says === 'phone' && sense.direct) return 'labelled';
      return around.phoneField || (around.numeric && around.cell && view.announced())
        ? 'labelled'
        : 'refuse';
    }
    default: {
      const sense = senseOfLabel(left.slice(-48));
      if (sense.says === 'other' && (sense.direct || (!candidate.strong && sense.distance <= 12)))
        return 'refuse';
      if (sense.says === 'phone' && sense.direct) return 'labelled';
      if (around.otherField && !candidate.strong) return 'refuse';
      if (
        candidate.form === 'toll_free' &&
        /^ ?\([^()]{0,8}(?:美国|加拿大|USA?|北美)/u.test(view.right)
      )
        return 'refuse';
      if (candidate.strong) return 'accept';
      if (around.phoneField || view.continues || view.labelAbove) return 'accept';
      if (candidate.form === 'mobile' && (purposeBefore.test(left) || colonItem(left, view.right)))
        return 'accept';
      if (sense.says === 'phone' && sense.distance <= 24) return 'accept';
      if (candidate.form === 'international' && colonItem(left, view.right)) return 'accept';
      if (candidate.form === 'toll_free') {
        return endsInPhoneLabel(left.trim()) || serviceBehind.test(view.right) || view.announced()
          ? 'accept'
          : 'refuse';
      }
      return candidate.form === 'geographic' && codeNamesBefore.test(left) ? 'accept' : 'refuse';
    }
  }
}
