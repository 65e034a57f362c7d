import { callingArea } from '../canonical/area-codes.ts';
import { completeCandidate } from '../canonical/complete.ts';
import { completeGeographic, completeMobile } from '../canonical/national-number.ts';
import { areaCodeOfOwner, findPlaces } from '../canonical/places.ts';
import { looksLikePerson, looksLikeUnit } from '../context/names.ts';
import { closedCodeIssue, standingOf } from '../context/status.ts';
import type { ListingIssue } from '../issue.ts';
import type { Listing } from '../listing.ts';
import { clean, dutyName, notePattern, readGroup, type GroupReading } from './group-reading.ts';
import { hoursIn } from './hours.ts';
import { expandRange, numbersBetween, rangeWords, replaceTails } from './number-ranges.ts';
import type { Piece, PieceContext } from './piece.ts';
import { purposeOf } from './purpose.ts';
import type { FoundNumber } from './text-reader.ts';

const noteBelow = /^[ ]{0,2}\n[ ]{0,4}\(([^()\n]{1,60})\)/u;
const gluedName = /^[ ]?[*]?[ ]?([\p{Script=Han}]{2,12})(?=\(|$|[\n,;、。 ])/u;
const dutyUnit =
  /(?:值班室?|投诉(?:中心|站)?|举报中心|咨询[台处]|咨询窗口|抢修中心|报修中心|信访[室办局]|纪检组)$/u;

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
  let numberBeforeEnd = 0;
  let numberBeforeArea: string | null = context.switchboard?.areaCode ?? null;
  let underSwitchboard = false;
  let switchboard = context.switchboard;
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
      // An extension on a line of its own is one of the switchboard, if the document names one.
      const own =
        switchboard !== null &&
        member.bareExtension &&
        (numberBefore === null ||
          /\n|\p{Script=Han}{2,8}:/u.test(piece.folded.slice(numberBeforeEnd, member.start)));
      const made = listingsOf(
        piece,
        member,
        found[found.indexOf(member) + 1] ?? null,
        reading,
        context,
        {
          areaBefore,
          dealt: reading.dealt[members.indexOf(member)] ?? null,
          sameLine: member !== head || head.left.length < head.start - head.lineStart,
          numberBefore: own ? (switchboard?.number ?? null) : numberBefore,
          numberBeforeArea: own ? (switchboard?.areaCode ?? null) : numberBeforeArea,
        },
      );
      for (const listing of made) {
        listings.push(listing);
        if (listing.numberType === 'geographic' || listing.numberType === 'extension') {
          areaBefore = listing.areaCode ?? areaBefore;
          // Extensions belong to the first line of a switchboard until another full number stands between.
          const extends_ = listing.extension !== null || listing.number === null;
          const named = /总机|总台|交换机|switchboard/iu.test(head.left);
          if (!extends_ && !(underSwitchboard && named)) {
            numberBefore = listing.number;
            numberBeforeArea = listing.areaCode;
            numberBeforeEnd = member.end;
            underSwitchboard = named;
            if (named && listing.number !== null)
              switchboard = { number: listing.number, areaCode: listing.areaCode };
          }
        }
      }
    }
    index = next;
  }
  return listings;
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
  /** The owner that the text deals out to this number of its list. */
  readonly dealt: string | null;
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
  let owner = noteIsOwner && reading.ownerFromLabel ? note : (before.dealt ?? reading.owner);
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
        issues: before.numberBefore === null ? [{ code: 'extension_alone', data: {} }] : [],
      },
    ];
  }

  const { completed, areaCodeInferred, note: fault } = completeCandidate(candidate, sources);
  const number = completed.kind === 'number' ? completed.number : null;
  const areaCode = completed.kind === 'number' ? completed.areaCode : candidate.areaCode;
  const issues: ListingIssue[] = [];
  if (completed.kind === 'malformed') issues.push(completed.issue);
  if (fault !== null) issues.push(fault);
  if (number !== null) {
    const closed = standing === 'active' ? closedCodeIssue(number) : null;
    if (closed !== null) issues.push(closed);
    if (completed.kind === 'number' && completed.numberType === 'geographic' && areaCode !== null) {
      const expected = ownPlace ?? context.sourceAreaCode;
      if (expected !== null && expected !== areaCode && !areaCodeInferred) {
        issues.push({
          code: 'area_code_of_other_city',
          data: {
            areaCode,
            place: placeName(areaCode),
            expectedAreaCode: expected,
            expectedPlace: placeName(expected),
          },
        });
      }
    }
  }
  const purpose = standing === 'mention' ? 'mention' : purposeOf(purposeWords, number);
  let status: Listing['status'] =
    completed.kind === 'malformed' ? 'malformed' : standing === 'retired' ? 'retired' : 'active';
  if (found.rangeWithPrevious === 'dash' && completed.kind === 'number')
    issues.push({ code: 'may_end_range', data: {} });
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
      issues: [...issues],
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
    const [first = ''] = tail.digits;
    if (tail.sign === 'dash' && Number(first) <= Number(number.slice(-first.length))) {
      // It does not count on from the number, so it can be no range.
      return [
        make({ start: found.start, end: found.end, extension: first, numberType: 'extension' }),
      ];
    }
    if (expanded !== null) {
      if (tail.sign === 'list' && tail.digits.some((digits) => digits.length > 2)) {
        status = status === 'active' ? 'undecided' : status;
        issues.push({ code: 'tail_may_be_other', data: {} });
      }
      return expanded.map((one) => make({ start: found.start, end: found.end, number: one }));
    }
    issues.push({ code: 'tail_undecided', data: { tail: tail.digits.join('、') } });
    return [
      make({
        start: found.start,
        end: found.end,
        status: status === 'active' ? 'undecided' : status,
      }),
    ];
  }
  const between =
    found.rangeWithPrevious === 'range' && number !== null && before.numberBefore !== null
      ? numbersBetween(before.numberBefore, number)
      : [];
  const followers = (candidate.glued ?? []).map((digits): Partial<Listing> => {
    const one = /^1/u.test(digits)
      ? completeMobile(digits)
      : completeGeographic(candidate.areaCode ?? '', digits);
    return one.kind === 'number'
      ? { number: one.number, numberType: one.numberType, areaCode: one.areaCode }
      : { number: null, numberType: null, status: 'malformed', issues: [one.issue] };
  });
  return [...[...between, number].map((one) => ({ number: one })), ...followers].map((one) =>
    make({ start: found.start, end: found.end, ...one }),
  );
}

function placeName(areaCode: string): string {
  return callingArea(areaCode)?.places[0] ?? areaCode;
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
