import { foldWidth } from '../find/characters.ts';
import { findHours } from '../find/hours.ts';
import { endsInPhoneLabel, namesTelephone } from '../find/labels.ts';
import { isOwnerKey, ownerInCode, saysOnlyPurpose } from './left-reading.ts';
import {
  copyrightOwner,
  isGenericTitle,
  lastUnitInProse,
  looksLikeEnglishUnit,
  looksLikePerson,
  looksLikeUnit,
  stripOrdinal,
} from './names.ts';

/** A line that was read, kept so that numbers further down can be told whose they are. */
interface MemoryLine {
  readonly text: string;
  readonly heading: boolean;
  readonly block: number;
  /** What the line says about an owner; undefined until it was asked. */
  owner?: LineOwner | null;
}

/** The switchboard to which bare extensions further down belong. */
export interface Switchboard {
  readonly number: string;
  readonly areaCode: string | null;
  readonly block: number;
}

const keptLines = 48;
const keptCharacters = 400;

/** What a line says about the owner of the numbers under it. */
interface LineOwner {
  readonly name: string;
  readonly sure: boolean;
}

const fieldKeyEnd = /[\p{Script=Han} ]{2,20}$/u;
const fieldValue = /^[ ]?([^\s,;。:]{2,40})/u;

function ownerOfLine(line: MemoryLine): LineOwner | null {
  const text = stripOrdinal(line.text).replace(/[ ]+$/u, '');
  if (text === '') return null;
  if (line.heading) {
    if (isGenericTitle(text)) return null;
    const { unit } = headingUnit(text);
    return unit === null || /\d{3}/u.test(unit) ? null : { name: unit, sure: true };
  }
  const bracket = /^【([^】]{2,40})】/u.exec(text);
  if (bracket?.[1] !== undefined) return { name: bracket[1], sure: true };
  for (let colon = text.indexOf(':'); colon > 0; colon = text.indexOf(':', colon + 1)) {
    const key = fieldKeyEnd.exec(text.slice(Math.max(0, colon - 20), colon))?.[0] ?? '';
    // `人力资源处联系人:李老师`, `金山店地址:…`
    const contactOf = /^(.{3,})(?:联系人|负责人|经办人|地址)$/u.exec(key.trim())?.[1] ?? '';
    if (looksLikeUnit(contactOf)) return { name: contactOf, sure: true };
    if (key.length < 2 || !isOwnerKey(key) || /技术支持|技术开发|维护|开发/u.test(key)) continue;
    const value = fieldValue.exec(text.slice(colon + 1, colon + 50))?.[1] ?? '';
    if (value !== '' && !/^[/\-—无]+$/u.test(value)) return { name: value, sure: true };
  }
  if (text.length <= 30 && /:$/u.test(text)) {
    const name = text
      .slice(0, -1)
      .replace(/(?:的)?(?:[联服]系|服务|咨询)?(?:电话|方式|号码|热线)?(?:如下)?$/u, '')
      .trim();
    if (!endsInPhoneLabel(name) && !isGenericTitle(name) && looksLikeUnit(name))
      return { name, sure: true };
  }
  const manner = /^([\p{Script=Han}]{3,10})方式:?$/u.exec(text)?.[1];
  if (manner !== undefined && saysOnlyPurpose(manner) && !/联系/u.test(manner))
    return { name: manner, sure: true };
  if (/版权所有|^(?:copyright|©)/iu.test(text)) {
    const unit = copyrightOwner(text) ?? lastUnitInProse(text);
    if (unit !== null) return { name: unit, sure: true };
  }
  const notice = text.length <= 80 ? (noticeEnding.exec(text)?.[1] ?? null) : null;
  if (notice !== null) {
    const unit = notice.replace(/(?:关于.*|公告|通知)$/u, '');
    if (unit.length >= 4 && looksLikeUnit(unit)) return { name: unit, sure: true };
  }
  const code = ownerInCode(text);
  if (code !== null) return { name: code, sure: true };
  if (looksLikeEnglishUnit(text)) return { name: text, sure: true };
  if (text.length <= 30 && looksLikeUnit(text) && !/[:,。]/u.test(text))
    return { name: text, sure: true };
  // `项目咨询管理:国际处徐老师`
  const bracketed = text.length <= 40 ? /\(([^()]{4,20})\)$/u.exec(text)?.[1] : undefined;
  if (bracketed !== undefined && looksLikeUnit(bracketed)) return { name: bracketed, sure: true };
  const staffed = text.length <= 60 ? unitWithPerson.exec(text)?.[1] : undefined;
  return staffed === undefined ? null : { name: staffed, sure: true };
}

const unitWithPerson =
  /([\p{Script=Han}]{1,12}(?:处|科|室|部|中心|办|局|院|系))[\p{Script=Han}×*]{1,3}(?:老师|先生|女士|主任|科长|同志)/u;

/** `儿童保健门诊(中心) 周一~周五 8:00~11:30`: a short line of a name and its hours. */
function nameBesideHours(text: string): LineOwner | null {
  if (text.length > 90) return null;
  const found = findHours(text);
  const first = found[0];
  if (first === undefined) return null;
  const name = stripOrdinal(text.slice(0, first.index)).replace(/[ :,(]+$/u, '');
  if (
    name.length < 2 ||
    saysOnlyPurpose(name) ||
    name.length > 30 ||
    /[:,。;\d]/u.test(name) ||
    /时间$|^(?:工作日|周|星期)/u.test(name)
  )
    return null;
  return { name, sure: true };
}

/** The Chinese name of an office on the line above its English one, or null. */
function ownNameAbove(lines: readonly MemoryLine[], index: number): string | null {
  const above = lines[index - 1];
  const name = above === undefined ? null : (ownerOfLine(above)?.name ?? null);
  return name !== null && /\p{Script=Han}{2}/u.test(name) && looksLikeUnit(name) ? name : null;
}

function headingUnit(text: string): { unit: string | null } {
  const bare = text.replace(/[:：]$/u, '').trim();
  const stripped = bare.replace(
    /(?:的)?(?:联系|办公|咨询|服务|监督|投诉|举报)*(?:方式|电话|号码|通讯录|热线|电话号码|一览表|号码表|电话表)+[表]?$/u,
    '',
  );
  if (stripped === '') return { unit: null };
  return { unit: stripped };
}

/** `姓名:宋红丽` some lines above the number of a person. */
const personField = /^(?:姓 {0,4}名|联系人|负责人|name)[ ]?:[ ]?([\p{Script=Han}×*·]{2,8})$/iu;
const announcement = /联系我们|联络我们|通讯录|电话簿|contact us/iu;
const noticeEnding =
  /^(.{4,30}?)(?:关于.{2,60}的|[\p{Script=Han}]{2,8})?(?:公告|通告|通知|公示|启事|声明)$/u;

/** The last lines and headings of a document; bounded, whatever the length of the document. */
export class Memory {
  #lines: MemoryLine[] = [];
  #title: string | null = null;
  #lastAreaCode: string | null = null;
  #lastAreaBlock = -1;
  switchboard: Switchboard | null = null;

  /** Remembers the lines of a block; text without line breaks is one line. */
  addText(text: string, block: number, heading = false): void {
    let from = Math.max(0, text.length - 4000);
    while (from <= text.length) {
      let to = text.indexOf('\n', from);
      if (to < 0) to = text.length;
      if (to > from)
        this.addLine(text.slice(from, Math.min(to, from + keptCharacters)), block, heading);
      from = to + 1;
    }
  }

  addLine(text: string, block: number, heading: boolean): void {
    const folded = foldWidth(text).trim();
    if (folded === '') return;
    if (heading && this.#title === null && !isGenericTitle(folded)) this.#title = folded;
    this.#lines.push({ text: folded, heading, block });
    if (this.#lines.length > keptLines * 2) this.#lines = this.#lines.slice(-keptLines);
  }

  rememberAreaCode(areaCode: string, block: number): void {
    this.#lastAreaCode = areaCode;
    this.#lastAreaBlock = block;
  }

  /** Area code of the number before, if it stood at most `within` blocks ago. */
  areaCodeBefore(block: number, within: number): string | null {
    return this.#lastAreaCode !== null && block - this.#lastAreaBlock <= within
      ? this.#lastAreaCode
      : null;
  }

  /**
   * The owner that earlier lines name, nearest first, and opening hours met on the way. `linesBefore` are the
   * lines of the same block above the number.
   */
  ownerAbove(
    linesBefore: readonly string[],
    block: number,
  ): { owner: string | null; topic: string | null; hours: string | null } {
    let hours: string | null = null;
    let topic: string | null = null;
    let prose: string | null = null;
    const all: MemoryLine[] = [
      ...this.#lines.slice(-30),
      ...linesBefore.map((text) => ({ text: text.trim(), heading: false, block })),
    ];
    for (let index = all.length - 1, steps = 0; index >= 0 && steps < 30; index -= 1, steps += 1) {
      const line = all[index];
      if (line === undefined || line.text === '') continue;
      if (steps < 2 && hours === null && line.text.length < 120 && !line.heading) {
        const found = findHours(line.text);
        if (found.length > 0) hours = found.map((one) => one.text).join('; ');
      }
      if (line.owner === undefined) line.owner = ownerOfLine(line);
      const owner = line.owner ?? (steps < 4 && !line.heading ? nameBesideHours(line.text) : null);
      if (owner !== null) {
        if (!line.heading || looksLikeUnit(owner.name)) {
          // `瑞芯微电子股份有限公司`, below it its English name: the Chinese one is the name.
          const own = /\p{Script=Han}/u.test(owner.name) ? null : ownNameAbove(all, index);
          return { owner: own ?? owner.name, topic, hours };
        }
        topic ??= owner.name;
      } else if (
        prose === null &&
        steps < 8 &&
        line.block >= block - 1 &&
        line.text.length > 12 &&
        !line.heading &&
        !/(?:地址|地点|位置|技术支持[^:]{0,4})[ ]?:/u.test(line.text)
      ) {
        prose = lastUnitInProse(line.text);
      }
      if (looksLikePerson(line.text)) topic ??= line.text;
      else if (steps < 6) topic ??= personField.exec(line.text)?.[1] ?? null;
    }
    return {
      owner: prose,
      topic: topic ?? (this.#title === null ? null : stripOrdinal(this.#title)),
      hours,
    };
  }

  /** The line directly above a number that stands alone on its line, when it can be a title (`希望24热线(全国)`). */
  titleAbove(linesBefore: readonly string[]): string | null {
    const line = stripOrdinal(this.lineAbove(linesBefore) ?? '');
    if (
      line.length < (/^\p{Script=Han}{2}$/u.test(line) ? 2 : 3) ||
      line.length > 30 ||
      isGenericTitle(line) ||
      looksLikePerson(line)
    )
      return null;
    if (!/^[\p{Script=Han}A-Za-z\d()·《》“”\- ]+$/u.test(line) || /\d{4}/u.test(line)) return null;
    if (/(?:[路街弄巷号楼室层]|如下|以下|小时|工作日)$/u.test(line) || findHours(line).length > 0)
      return null;
    return /\p{Script=Han}{2}|[A-Za-z]{4}/u.test(line) ? line : null;
  }

  /** The line directly above when it is nothing but a telephone label. */
  labelAbove(linesBefore: readonly string[]): string | null {
    const line = stripOrdinal(this.lineAbove(linesBefore) ?? '').replace(/[ :]+$/u, '');
    return line.length <= 16 && endsInPhoneLabel(line) ? line : null;
  }

  /** Hours, title or label on the line directly above. */
  lineAbove(linesBefore: readonly string[]): string | null {
    for (let index = linesBefore.length - 1; index >= 0; index -= 1) {
      const line = linesBefore[index]?.trim() ?? '';
      if (line !== '') return line;
    }
    return this.#lines.at(-1)?.text ?? null;
  }

  /** The nearest heading's words, or '' . */
  headingAbove(): string {
    for (let index = this.#lines.length - 1; index >= 0; index -= 1) {
      const line = this.#lines[index];
      if (line?.heading === true) return line.text;
    }
    return '';
  }

  /** Tells whether a heading or an introducing line shortly above announces telephone numbers. */
  announcesNumbers(linesBefore: readonly string[]): boolean {
    const recent = [...this.#lines.slice(-24).map((line) => line.text), ...linesBefore];
    for (
      let index = recent.length - 1, steps = 0;
      index >= 0 && steps < 40;
      index -= 1, steps += 1
    ) {
      const line = recent[index] ?? '';
      // The header of a table in plain text is long by its blanks.
      let words = line.length <= 60 ? line : line.replace(/ {2,}/gu, ' ');
      if (words.endsWith('电')) words += recent[index + 1] ?? '';
      if (words.length <= 60 && (namesTelephone(words) || announcement.test(words))) return true;
    }
    return false;
  }
}
