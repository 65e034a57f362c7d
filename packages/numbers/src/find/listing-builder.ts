import { callingArea } from '../canonical/area-codes.ts';
import { completeCandidate } from '../canonical/complete.ts';
import { areaCodeOfOwner, findPlaces } from '../canonical/places.ts';
import { readLeft, readRight, type LeftReading } from '../context/left-reading.ts';
import { looksLikePerson, looksLikeUnit } from '../context/names.ts';
import { closedCodeIssue, standingOf } from '../context/status.ts';
import type { Position } from '../document/block.ts';
import type { Listing } from '../listing.ts';
import { hoursIn } from './hours.ts';
import { endsInPhoneLabel } from './labels.ts';
import { purposeOf } from './purpose.ts';
import type { FoundNumber } from './text-reader.ts';

/** What a cell's row and column, a record's fields or the lines above say about the numbers in a piece of text. */
export interface PieceContext {
  readonly owner: string | null;
  readonly service: string | null;
  /** Column header or field name. */
  readonly label: string | null;
  readonly hours: string | null;
  readonly areaCode: string | null;
  /** The source's own area code. */
  readonly sourceAreaCode: string | null;
  readonly cell: boolean;
  readonly footer: boolean;
  /** Words that place the owner (`湖北省 襄阳市`), for the check of the area code. */
  readonly placeAreaCode: string | null;
  /** What earlier lines say; asked only when the line itself does not name the owner. */
  readonly above: (lines: readonly string[]) => {
    owner: string | null;
    topic: string | null;
    hours: string | null;
  };
  /** The title directly above a number that stands alone on its line. */
  readonly titleAbove: (lines: readonly string[]) => string | null;
  readonly areaCodeBefore: string | null;
  readonly switchboard: { readonly number: string; readonly areaCode: string | null } | null;
  readonly heading: string;
  readonly positionOf: (index: number) => Position;
}

/** A piece of text as the builder needs it: folded and as written, with struck stretches. */
export interface Piece {
  readonly folded: string;
  readonly raw: string;
  /** Digits and words before this index are context, not of this cell. */
  readonly from: number;
  readonly struck: readonly (readonly [number, number])[];
}

/** Owner, label, and whatever else one list of numbers shares. */
interface GroupReading {
  readonly left: LeftReading;
  readonly owner: string | null;
  readonly ownerFromLabel: boolean;
  readonly service: string | null;
  readonly label: string | null;
  readonly hours: string | null;
}

const genericLabel =
  /^(?:联系|办公|单位|公司|固定|移动|座机|服务|对外|公开|公布|的|人|、|\/|及|和|或|:| )*(?:电 {0,6}话|手 {0,6}机|联系方式|号码|座机|tel|phone|telephone|mobile|电话号码|手机号码?|☎|📞|📱|✆|℡|📠|🚨)(?:号码?)?(?:\([^()]*\))?[:]?$/iu;
const notePattern = /^[ ]{0,2}\(([^()\n]{1,40})\)/u;
const noteBelow = /^[ ]{0,2}\n[ ]{0,4}\(([^()\n]{1,60})\)/u;
const gluedName = /^[ ]?[*]?[ ]?([\p{Script=Han}]{2,12})(?=\(|$|[\n,;、。 ])/u;
const dutyName =
  /^(?:总值班|值班室?|夜间|白天|节假日|双休日|工作日|行政总值班|前台|总机|门卫|传真|人工|办公室)/u;
const weakOwner =
  /^(?:详情|如有|或者?|也可|请|欢迎|更多|有疑问|以及|同时|可|另|其中|例如|备注|地址|时间|注|附|见|每|共|约|为|是|在|对|如|联系|咨询|拨打|电话|热线)/u;
const dutyUnit =
  /(?:值班室?|投诉(?:中心|站)?|举报中心|咨询[台处]|咨询窗口|抢修中心|报修中心|信访[室办局]|纪检组)$/u;
const rangeWords =
  /多线|中继|连号|连续|两[个部条]|[二三四五六七八九十\d]{1,2}(?:部|条|路|线|个号)|号段|号码段|hunting|lines/iu;

function clean(text: string | null): string | null {
  if (text === null) return null;
  const trimmed = text
    .replace(/[ ]{2,}/gu, ' ')
    .replace(/^[\s:,、;.。'"“”]+|[\s:,、;。'"“”?]+$/gu, '');
  return trimmed === '' ? null : trimmed.slice(0, 120);
}

/** Turns the numbers found in one piece of text into listings. */
export function buildListings(
  piece: Piece,
  found: readonly FoundNumber[],
  context: PieceContext,
): Listing[] {
  const listings: Listing[] = [];
  let lineOwner: string | null = null;
  let lineOwnerEnd = -1;
  let areaBefore: string | null = null;
  let numberBefore: string | null = context.switchboard?.number ?? null;
  let numberBeforeArea: string | null = context.switchboard?.areaCode ?? null;
  let underSwitchboard = false;
  for (let index = 0; index < found.length;) {
    const head = found[index];
    if (head === undefined) break;
    let next = index + 1;
    while (next < found.length && found[next]?.group === head.group) next += 1;
    const members = found.slice(index, next);
    const inherited =
      lineOwner !== null && !/[。!?\n]/u.test(piece.folded.slice(lineOwnerEnd, head.start))
        ? lineOwner
        : null;
    const reading = readGroup(piece, members, context, inherited);
    if (reading.owner !== null && !reading.ownerFromLabel) {
      lineOwner = reading.owner;
      lineOwnerEnd = members.at(-1)?.end ?? head.end;
    }
    for (const member of members) {
      const made = listingsOf(
        piece,
        member,
        found[found.indexOf(member) + 1] ?? null,
        reading,
        context,
        {
          areaBefore,
          sameLine: member !== head || head.left.length < head.start - head.lineStart,
          numberBefore,
          numberBeforeArea,
        },
      );
      for (const listing of made) {
        listings.push(listing);
        if (listing.numberType === 'geographic' || listing.numberType === 'extension') {
          areaBefore = listing.areaCode ?? areaBefore;
          // Extensions belong to the first line of a switchboard until another full number stands between.
          const extends_ = listing.extension !== null || listing.number === null;
          const switchboard = /总机|总台|交换机|switchboard/iu.test(head.left);
          if (!extends_ && !(underSwitchboard && switchboard)) {
            numberBefore = listing.number;
            numberBeforeArea = listing.areaCode;
            underSwitchboard = switchboard;
          }
        }
      }
    }
    index = next;
  }
  return listings;
}

function readGroup(
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
    };
  }
  const left = readLeft(head.left);
  let owner = left.owner;
  let service: string | null = null;
  let right: string | null = null;
  const leftIsEmpty = /^[\s\d\p{P}\p{S}\p{Extended_Pictographic}\uFE0F]*$/u.test(head.left);
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
  if (owner === null && (leftIsEmpty || head.candidate.form === 'short')) {
    right = readRight(rightBeyondNotes(tail));
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
  const label = left.label ?? context.label;
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
    const lines = piece.folded
      .slice(Math.max(0, head.lineStart - 4000), head.lineStart)
      .split('\n')
      .slice(0, -1);
    above = context.above(lines);
    const alone = leftIsEmpty && left.label === null && !context.cell;
    if (alone && right === null) owner ??= context.titleAbove(lines);
    owner ??= above.owner;
    topic = above.topic;
  }
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
  return { left, owner: clean(owner), ownerFromLabel, service: clean(service), label, hours };
}

/** The office in brackets behind a list of numbers, or null. */
function unitBehind(text: string, end: number): string | null {
  const note = notePattern.exec(text.slice(end, end + 48))?.[1] ?? '';
  return note.length >= 4 && looksLikeUnit(note) ? note : null;
}

function rightBeyondNotes(found: FoundNumber): string {
  return found.right.replace(notePattern, '');
}

/** A label with the words in brackets behind its number (`技术支持电话（公示）`), unless these are hours or a person. */
function withNote(service: string | null, note: string | null): string | null {
  if (service === null || note === null || service.includes(note)) return service;
  if (hoursIn(note) !== null || looksLikePerson(note) || note.length > 16 || /\d{3}/u.test(note))
    return service;
  return `${service}（${note}）`;
}

interface Before {
  readonly areaBefore: string | null;
  /** The number before stands on the same line or in the same list. */
  readonly sameLine: boolean;
  readonly numberBefore: string | null;
  readonly numberBeforeArea: string | null;
}

function listingsOf(
  piece: Piece,
  found: FoundNumber,
  next: FoundNumber | null,
  reading: GroupReading,
  context: PieceContext,
  before: Before,
): Listing[] {
  const { candidate, suffix } = found;
  const rest = piece.folded.slice(found.end, Math.min(piece.folded.length, found.end + 120));
  const below = noteBelow.exec(rest);
  const note = clean(
    notePattern.exec(rest)?.[1] ??
      (below !== null && hoursIn(below[1] ?? '') !== null ? (below[1] ?? null) : null),
  );
  const glued = gluedName.exec(rest.split('\n', 1)[0] ?? '');
  const gluedText =
    glued !== null && (dutyName.test(glued[1] ?? '') || looksLikeUnit(glued[1] ?? ''))
      ? (glued[1] ?? null)
      : null;
  const gluedNote =
    gluedText === null || glued === null
      ? null
      : clean(notePattern.exec(rest.slice(glued[0].length))?.[1] ?? null);
  const untilNext =
    next === null
      ? found.right
      : piece.folded.slice(found.end, Math.min(next.start, found.end + found.right.length));
  const hours =
    (note === null ? null : hoursIn(note)) ??
    (gluedNote === null ? null : hoursIn(gluedNote)) ??
    hoursIn(untilNext) ??
    reading.hours ??
    context.hours ??
    hoursLater(piece.folded, found.end) ??
    (reading.owner === null ? null : hoursIn(reading.owner));
  const noteIsOwner =
    note !== null && hoursIn(note) === null && looksLikeUnit(note) && note.length >= 3;
  let owner = noteIsOwner && reading.ownerFromLabel ? note : reading.owner;
  if (gluedText !== null && !(owner ?? '').includes(gluedText)) {
    owner = owner === null || reading.ownerFromLabel ? gluedText : `${owner} ${gluedText}`;
  }
  const placeCode = owner === null || reading.ownerFromLabel ? null : areaCodeOfOwner(owner);
  const ownPlace = context.placeAreaCode ?? placeCode;
  const schoolPlace = owner === null ? null : (findPlaces(owner)[0]?.areaCode ?? null);
  const groupArea = found.candidate.areaCode === null && before.sameLine ? before.areaBefore : null;
  const sources = [
    groupArea,
    context.areaCode,
    placeCode,
    context.placeAreaCode,
    context.sourceAreaCode,
    before.areaBefore,
    schoolPlace,
    context.areaCodeBefore,
  ];
  const struck = piece.struck.some(([from, to]) => found.start < to && found.start >= from);
  const standing = standingOf(
    found.left,
    piece.folded.slice(candidate.end, candidate.end + 40),
    struck,
  );
  const purposeWords = [
    note ?? '',
    gluedText ?? '',
    reading.label ?? '',
    reading.left.label ?? '',
    reading.service ?? '',
    /^[ ]?[\p{Script=Han}]{0,10}(?:热线|电话|平台)/u.exec(found.right)?.[0] ?? '',
    reading.owner === null
      ? ''
      : looksLikeUnit(reading.owner)
        ? (dutyUnit.exec(reading.owner)?.[0] ?? '')
        : reading.owner,
    context.heading.length <= 24 ? context.heading : '',
  ];
  const base = {
    owner: clean(owner),
    ownerFromLabel: reading.ownerFromLabel && owner === reading.owner,
    service: withNote(reading.service, note),
    hours: clean(hours),
    ivrKey: suffix.ivrKey,
    note: noteIsOwner && owner === note ? null : note,
    position: context.positionOf(found.start - piece.from),
    footer: context.footer,
  };
  const around = (start: number, end: number): Listing['context'] => ({
    before: piece.raw.slice(Math.max(piece.from, start - 40), start),
    after: piece.raw.slice(end, end + 40),
  });
  const rawOf = (start: number, end: number): string => piece.raw.slice(start, end);

  if (found.bareExtension) {
    const extension = candidate.digits;
    return [
      {
        ...base,
        raw: rawOf(found.start, found.end),
        number: before.numberBefore,
        extension,
        numberType: 'extension',
        purpose: purposeOf(purposeWords, null),
        context: around(found.start, found.end),
        areaCode: before.numberBeforeArea,
        areaCodeInferred: true,
        status:
          before.numberBefore === null
            ? 'malformed'
            : standing === 'retired'
              ? 'retired'
              : 'active',
        issue: before.numberBefore === null ? 'an extension without its switchboard' : null,
      },
    ];
  }

  const { completed, areaCodeInferred, note: fault } = completeCandidate(candidate, sources);
  const number = completed.kind === 'number' ? completed.number : null;
  const areaCode = completed.kind === 'number' ? completed.areaCode : candidate.areaCode;
  const issues: string[] = [];
  if (completed.kind === 'malformed') issues.push(completed.issue);
  if (fault !== null) issues.push(fault);
  if (number !== null) {
    const closed = standing === 'active' ? closedCodeIssue(number) : null;
    if (closed !== null) issues.push(closed);
    if (completed.kind === 'number' && completed.numberType === 'geographic' && areaCode !== null) {
      const expected = ownPlace ?? context.sourceAreaCode;
      if (expected !== null && expected !== areaCode && !areaCodeInferred) {
        issues.push(
          `area code ${areaCode} (${placeName(areaCode)}) does not fit the owner's city (${placeName(expected)} ${expected})`,
        );
      }
    }
  }
  const purpose = standing === 'mention' ? 'mention' : purposeOf(purposeWords, number);
  let status: Listing['status'] =
    completed.kind === 'malformed' ? 'malformed' : standing === 'retired' ? 'retired' : 'active';
  if (found.rangeWithPrevious && completed.kind === 'number')
    issues.push('may be the end of a range of numbers');
  const numberType = completed.kind === 'number' ? completed.numberType : null;
  const make = (over: Partial<Listing> & { start: number; end: number }): Listing => {
    const { start, end, ...rest } = over;
    return {
      ...base,
      raw: rawOf(start, end),
      number,
      extension: null,
      numberType,
      purpose,
      context: around(start, end),
      areaCode,
      areaCodeInferred,
      status,
      issue: issues.length === 0 ? null : issues.join('; '),
      ...rest,
    };
  };
  if (suffix.extensions.length > 0) {
    return suffix.extensions.map((extension, index) =>
      make({
        start: index === 0 ? found.start : extension.start,
        end: extension.end,
        extension: extension.digits,
        numberType: completed.kind === 'number' ? 'extension' : null,
      }),
    );
  }
  const { tail } = suffix;
  if (tail !== null && number !== null) {
    const words = `${reading.label ?? ''} ${reading.owner ?? ''} ${note ?? ''} ${found.left.slice(-24)} ${found.right.slice(0, 16)}`;
    const said = tail.sign === 'range' || (tail.sign === 'dash' && rangeWords.test(words));
    const expanded = said
      ? expandRange(number, tail.digits[0] ?? '')
      : tail.sign === 'list'
        ? replaceTails(number, tail.digits)
        : null;
    if (expanded !== null) {
      if (tail.sign === 'list' && tail.digits.some((digits) => digits.length > 2)) {
        status = status === 'active' ? 'undecided' : status;
        issues.push('the last digits may be another number or an extension');
      }
      return expanded.map((one) => make({ start: found.start, end: found.end, number: one }));
    }
    issues.push(`${tail.digits.join('、')} behind the number may end a range or be an extension`);
    return [
      make({
        start: found.start,
        end: found.end,
        status: status === 'active' ? 'undecided' : status,
      }),
    ];
  }
  return [make({ start: found.start, end: found.end })];
}

function placeName(areaCode: string): string {
  return callingArea(areaCode)?.places[0] ?? areaCode;
}

const longestRange = 30;

function expandRange(number: string, last: string): string[] | null {
  const stem = number.slice(0, number.length - last.length);
  const from = Number(number.slice(number.length - last.length));
  const to = Number(last);
  if (last.length >= number.length - 3 || to <= from || to - from > longestRange) return null;
  const numbers: string[] = [];
  for (let value = from; value <= to; value += 1)
    numbers.push(stem + String(value).padStart(last.length, '0'));
  return numbers;
}

function replaceTails(number: string, tails: readonly string[]): string[] | null {
  const numbers = [number];
  for (const tail of tails) {
    if (tail.length === 1 && Number(tail) <= Number(number.slice(-1))) return null;
    numbers.push(number.slice(0, number.length - tail.length) + tail);
  }
  return numbers;
}

const hoursAfterLabel = /(?:时间|接听|受理|值守|服务)[^。\n\d]{0,14}$/u;

/** Hours that the same paragraph states further on (`受理举报电话时间为每天8:00-20:00`). */
function hoursLater(text: string, end: number): string | null {
  const rest = text.slice(end, end + 240);
  const paragraph = rest.split(/\n[ ]*\n/u, 1)[0] ?? '';
  const label =
    /(?:办公|工作|服务|接听|咨询|受理|电话|热线|上班|接待)[^\n。;\d]{0,6}时 {0,2}间/u.exec(
      paragraph,
    );
  if (label === null) return null;
  const start = label.index + label[0].length;
  const stretch = paragraph.slice(Math.max(0, start - 20), start + 80);
  if (!hoursAfterLabel.test(paragraph.slice(0, start))) return null;
  return hoursIn(stretch);
}
