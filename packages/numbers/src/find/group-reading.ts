import { readLeft, readRight, type LeftReading } from '../context/left-reading.ts';
import { looksLikePerson, looksLikeUnit, nameOfRow, ownerBelow } from '../context/names.ts';
import { hoursIn } from './hours.ts';
import { endsInPhoneLabel } from './labels.ts';
import type { Piece, PieceContext } from './piece.ts';
import type { FoundNumber } from './text-reader.ts';

/** Owner, label, and whatever else one list of numbers shares. */
export interface GroupReading {
  readonly left: LeftReading;
  readonly owner: string | null;
  readonly ownerFromLabel: boolean;
  readonly service: string | null;
  readonly label: string | null;
  readonly hours: string | null;
  /** An owner for each number, where the text deals them out (`甲、乙可分别拨打…、…`). */
  readonly dealt: readonly string[];
}

const genericLabel =
  /^(?:联系|办公|单位|公司|固定|移动|座机|服务|对外|公开|公布|的|人|、|\/|及|和|或|:| )*(?:电 {0,6}话|手 {0,6}机|联系方式|号码|座机|tel|phone|telephone|mobile|电话号码|手机号码?|☎|📞|📱|✆|℡|📠|🚨)(?:号码?)?(?:\([^()]*\))?[:]?$/iu;
/** Words in brackets behind a number. */
export const notePattern = /^[ ]{0,2}\(([^()\n]{1,40})\)/u;
/** Words that may follow a number at once and say who answers there. */
export const dutyName =
  /^(?:总值班|值班室?|夜间|白天|节假日|双休日|工作日|行政总值班|前台|总机|门卫|传真|人工|办公室)/u;
/** Desks that every office has. */
const desk = /^(?:办公室|综合办公室|总机|前台|服务台|客服|售后(?:服务)?|售前|值班室|传达室|门卫)$/u;
const weakOwner =
  /^(?:详情|如有|或者?|也可|请|欢迎|更多|有疑问|以及|同时|可|另|其中|例如|备注|地址|时间|注|附|见|每|共|约|为|是|在|对|如(?![皋东])|联系|咨询|拨打|电话|热线)/u;

/** A name without the signs and blanks around it, at most 120 characters; null when nothing is left. */
export function clean(text: string | null): string | null {
  if (text === null) return null;
  const trimmed = text
    .replace(/[ ]{2,}/gu, ' ')
    .replace(/^[\s:,、;.。'"“”]+|[\s:,、;。'"“”?]+$/gu, '');
  return trimmed === '' ? null : trimmed.slice(0, 120);
}

const nameOfNumberBefore = /^[\p{Script=Han}]{2,16}(?:\([^()]*\))?[,;。、][ ]?$/u;
const onlyPlace = /^[\p{Script=Han}]{1,8}[省市区县州盟]$/u;

/** Reads what a list of numbers shares: its label, owner, service and hours. */
export function readGroup(
  piece: Piece,
  members: readonly FoundNumber[],
  context: PieceContext,
  inherited: string | null,
): GroupReading {
  const head = members[0];
  const tail = members.at(-1);
  if (head === undefined || tail === undefined) {
    return {
      left: { label: null, owner: null, person: null, bare: true },
      owner: null,
      ownerFromLabel: false,
      service: null,
      label: null,
      hours: null,
      dealt: [],
    };
  }
  // `12320卫生热线,0874-…预防接种咨询`: the words between belong to the number before.
  const behindNumber = head.left.length < head.start - head.lineStart;
  const rightIsName = /^[\p{Script=Han}]{3}/u.test(tail.right);
  const taken = behindNumber && rightIsName && nameOfNumberBefore.test(head.left);
  const words = taken ? '' : head.left;
  const left = readLeft(words);
  let owner =
    (left.label === null && head.lineStart === head.start - head.left.length
      ? nameOfRow(words)
      : null) ?? left.owner;
  let service: string | null = null;
  let right: string | null = null;
  const leftIsEmpty =
    /^[\s\d\p{P}\p{S}\p{Extended_Pictographic}\uFE0F]*$/u.test(words) ||
    /^[\s\w.$]*\(?["'`]$/u.test(words);
  if (owner !== null && !looksLikeUnit(owner)) {
    const tight =
      context.cell ||
      /[-: ]$|^$/u.test(head.left.slice(-1)) ||
      head.lineStart === head.start - head.left.length;
    if (
      weakOwner.test(owner) ||
      (!tight && owner.length > 12) ||
      (head.bareExtension && owner.length > 16)
    )
      owner = null;
  }
  if (
    owner !== null &&
    left.label === null &&
    head.candidate.form === 'short' &&
    onlyPlace.test(owner)
  ) {
    // `曲靖市12320卫生热线`
    const name = readRight(rightBeyondNotes(tail));
    if (name !== null && endsInPhoneLabel(name)) owner = `${owner}${name}`;
  }
  // `拨打“95598”电力服务热线`: the name behind a short code is its own, whoever the sentence spoke of.
  const called =
    head.candidate.form === 'short' && /(?:拨打?|致电|通过)[ “"'「]{0,2}$|[“"「]$/u.test(words);
  const behind = called ? readRight(rightBeyondNotes(tail)) : null;
  if (behind !== null && behind.length >= 4 && endsInPhoneLabel(behind) && left.label === null)
    owner = null;
  if (owner === null && (leftIsEmpty || head.candidate.form === 'short')) {
    right = readRight(rightBeyondNotes(tail));
    // `12348公共法律服务热线答复为准`: the name ends with its label.
    if (right !== null && head.candidate.form === 'short')
      right = /^.{2,20}(?:热线|专线|电话|平台)(?=.)/u.exec(right)?.[0] ?? right;
    if (
      right !== null &&
      (leftIsEmpty
        ? !context.cell || /\p{Script=Han}{2}/u.test(right)
        : endsInPhoneLabel(right) || /(?:平台|中心)$/u.test(right))
    ) {
      if (looksLikePerson(right) || dutyName.test(right)) right = null;
      else if (left.label === null && context.owner === null) owner = right;
    } else right = null;
  }
  let above: { owner: string | null; topic: string | null; hours: string | null } | null = null;
  let label = left.label ?? context.label;
  if (context.owner !== null) {
    // Inside a cell or a record its row names the owner; a name in the cell itself is the finer one.
    owner =
      owner === null || context.owner.includes(owner)
        ? context.owner
        : looksLikeUnit(owner) && !owner.includes(context.owner)
          ? `${context.owner} ${owner}`
          : owner;
  }
  owner ??= inherited ?? unitBehind(piece.folded, tail.end);
  let topic: string | null = null;
  if (
    owner === null ||
    (owner.length <= 4 &&
      !context.cell &&
      head.bareExtension === false &&
      looksLikeUnit(owner) === false)
  ) {
    const lines = linesAbove(piece, head);
    above = context.above(lines);
    const alone = leftIsEmpty && left.label === null && !context.cell;
    if (alone && right === null) {
      owner ??= context.titleAbove(lines);
      label ??= context.labelAbove(lines);
    }
    owner ??= above.owner;
    topic = above.topic;
  }
  // `办公室电话` below the name of a company is that company's office.
  if (owner !== null && owner === left.owner && !context.cell && desk.test(owner)) {
    const unit = (above ?? context.above(linesAbove(piece, head))).owner;
    if (unit !== null && looksLikeUnit(unit) && !unit.endsWith(owner)) owner = `${unit} ${owner}`;
  }
  owner ??= context.footer ? ownerBelow(piece.folded.slice(tail.end, tail.end + 300)) : null;
  let ownerFromLabel = false;
  if (owner === null) {
    if (topic !== null) owner = topic;
    else if (label !== null && !genericLabel.test(label)) {
      owner = label.replace(/[:]$/u, '');
      ownerFromLabel = true;
    } else owner = left.person;
  }
  if (context.service !== null) service = context.service;
  else if (label !== null && !genericLabel.test(label)) service = label.replace(/[:]$/u, '');
  else if (right !== null && endsInPhoneLabel(right)) service = right;
  const hours =
    hoursIn(head.left.slice(-80)) ?? (left.owner === null && above !== null ? above.hours : null);
  return {
    left,
    owner: clean(owner),
    ownerFromLabel,
    service: clean(service),
    label,
    hours,
    dealt: dealtOwners(words, members.length),
  };
}

function linesAbove(piece: Piece, head: FoundNumber): string[] {
  return piece.folded
    .slice(Math.max(0, head.lineStart - 4000), head.lineStart)
    .split('\n')
    .slice(0, -1);
}

const dealtList =
  /((?:[\p{Script=Han}()]{2,16}、)+[\p{Script=Han}()]{2,16}?)(?:的?(?:群众|居民|市民|用户|旅客|咨询|联系)?(?:电话|号码)?)?(?:[请可]|可以)?(?:分别|依次)(?:拨打|致电|为|是)?[: ]{0,3}$/u;

/** `无为市、南陵县、湾沚区群众可分别拨打…`: as many names as numbers, in their order; none otherwise. */
function dealtOwners(words: string, count: number): readonly string[] {
  const names = dealtList.exec(words.slice(-120))?.[1]?.split('、') ?? [];
  return names.length === count && count > 1 ? names : [];
}

/** The office in brackets behind a list of numbers, or null. */
function unitBehind(text: string, end: number): string | null {
  const note = notePattern.exec(text.slice(end, end + 48))?.[1] ?? '';
  return note.length >= 4 && looksLikeUnit(note) ? note : null;
}

function rightBeyondNotes(found: FoundNumber): string {
  return found.right.replace(notePattern, '');
}
