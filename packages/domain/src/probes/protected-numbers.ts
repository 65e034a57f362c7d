/**
 * Numbers that no probe ever dials, and numbers that only a clearance by name opens.
 *
 * The emergency table is closed knowledge, not policy: no clearance, setting or operator opens it.
 * Sources: China's numbering plan (GB/T 33358 scope 除110/119/120/122等紧急热线外), ITU-T E.161.1
 * and the national emergency codes of other countries.
 */
const emergencyCodes: ReadonlySet<string> = new Set([
  // China: police, fire, ambulance, traffic accidents; SMS alarm, forest fire, rescue at sea,
  // motorway rescue; Beijing's second ambulance service.
  ...['110', '119', '120', '122', '12110', '12119', '95119', '12395', '12122', '999'],
  // Other countries: three digits. 114, 116, 117, 118, 121 and 123 are services in China (enquiries,
  // time, weather) and emergency codes elsewhere; no probe has business with them either.
  ...['000', '061', '066', '091', '092', '100', '101', '102', '103', '104', '105', '106', '108'],
  ...['111', '112', '113', '114', '115', '116', '117', '118', '121', '123', '127', '128', '131'],
  ...['132', '133', '143', '144', '150', '155', '158', '166', '190', '191', '192', '193', '194'],
  ...['197', '198', '199', '333', '911', '922', '933', '988', '990', '991', '992', '993', '994'],
  ...['995', '996', '997', '998'],
  // Other countries: longer codes (Thailand, Pakistan, South Africa, Samaritans in the European Union).
  ...['1122', '1155', '1323', '1554', '1669', '10111', '10177', '116111', '116117', '116123'],
]);

/**
 * Lines on which somebody in need may be kept waiting by a test: crisis and violence lines
 * (12356 psychological aid, 12355 youth with psychological aid, 12338 women, 96110 anti-fraud alarm,
 * 96119 fire hazards), and duty and repair dispatch that is known by its code (95598 power faults).
 */
const byNameCodes: ReadonlySet<string> = new Set([
  ...['12356', '12355', '12338', '96110', '96119', '95598'],
]);

/** Words in an owner or a service that mark a line for people in need, or on duty. */
const byNameWords =
  /报警|急救|急诊|救援|救助|消防|火警|派出所|警务[室站]|指挥中心|反诈|抢修|抢险|维修(?!资金|基金)|报修|值班|值守|应急(?!管理)|心理|危机|自杀|家暴|妇女维权|未成年|emergency(?! management)|police station|fire (?:station|service|brigade)|ambulance|rescue|crisis|suicide|on[- ]duty|repair(?! fund)/i;

/**
 * China's five, also with digits behind them: an exchange that routes digit by digit has connected
 * 110 before the fourth digit comes. No longer service code of the plan begins with them.
 */
const emergencyBeginning = /^(?:110|119|120|122|112)/;

const holdsEmergencyBeginning = /110|119|120|122|112/;

/** Digits alone, an international plus before them at most: they read in one way only. */
const bareDigits = /^\+?\d*$/;

const codeLengths = [...emergencyCodes, ...byNameCodes].map(({ length }) => length);
const shortestCode = Math.min(...codeLengths);
const longestCode = Math.max(...codeLengths);

/** Codes dialled before a number to choose a carrier, a card or a hidden identity. */
const carrierPrefixes = [
  '1259\\d',
  '12583\\d?',
  '12520',
  '179\\d\\d',
  '118\\d\\d',
  '10193',
  '19[0-7]',
  '196\\d\\d',
].map((source) => new RegExp(`^${source}`));
/** *31#110, #31#110, *67110: a star code of one to three digits before the number. */
const starCodes = [1, 2, 3].map((digits) => new RegExp(`^(?:[^\\d*#]*[*#]+\\d{${digits}}[*#]?)`));
/** China's area codes without their zero: 10, 2x, and three digits from 31x to 99x; 86x is none. */
const areaCode = /^(?:10|2\d|(?!86)[3-9]\d{2})/;
/** A whole 400 or 800 number. */
const wholeTollFree = /^[48]00\d{7}$/;
/** A whole mobile number; 179 belongs to carrier prefixes. */
const wholeMobile = /^1(?!79)[3-9]\d{9}$/;
/** Country codes have one to three digits (ITU-T E.164). */
const longestCountryCode = 3;

/** Digits in any script, Chinese numerals and the military 幺洞 included, as 0–9. */
const chineseDigits = new Map(
  [
    '零〇洞',
    '一壹幺',
    '二贰两',
    '三叁',
    '四肆',
    '五伍',
    '六陆',
    '七柒拐',
    '八捌',
    '九玖勾',
  ].flatMap((words, digit) => [...words].map((word): [string, string] => [word, String(digit)])),
);

/**
 * Whether any reading of a text dials an emergency code: alone, or behind zeros, plus signs, country,
 * area, carrier or switchboard prefixes, in any script, with any punctuation, star codes or extension.
 */
export function isEmergencyNumber(text: string): boolean {
  if (bareDigits.test(text)) {
    return hidesEmergencyCode(text.startsWith('+') ? `00${text.slice(1)}` : text);
  }
  const plain = plainDigits(text);
  const readings = new Set<string>();
  for (const part of [plain, ...withoutExtension(plain)]) {
    readings.add(dialString(part));
    for (const starCode of starCodes) {
      const code = starCode.exec(part);
      if (code) readings.add(dialString(part.slice(code[0].length)));
    }
  }
  return [...readings].some(hidesEmergencyCode);
}

/**
 * What is left when prefixes are taken off is always the end of the digits: where they neither end with a code nor hold
 * one of the five anywhere, they need not be taken apart.
 */
function hidesEmergencyCode(digits: string): boolean {
  if (!endsWithOneOf(digits, emergencyCodes) && !holdsEmergencyBeginning.test(digits)) return false;
  for (const remainder of remainders(digits)) {
    if (emergencyCodes.has(remainder) || emergencyBeginning.test(remainder)) return true;
  }
  return false;
}

function endsWithOneOf(digits: string, codes: ReadonlySet<string>): boolean {
  for (let length = shortestCode; length <= longestCode; length += 1) {
    if (codes.has(digits.slice(-length))) return true;
  }
  return false;
}

/** Whether the bare code or E.164 number needs a clearance that names its line. */
export function isByNameNumber(dialled: string): boolean {
  const digits = dialString(plainDigits(dialled));
  if (!endsWithOneOf(digits, byNameCodes)) return false;
  for (const remainder of remainders(digits)) {
    if (byNameCodes.has(remainder)) return true;
  }
  return false;
}

/** Whether words written around a line mark it as one for people in need or on duty. */
export function hasByNameWords(words: readonly string[]): boolean {
  return words.some((word) => byNameWords.test(word));
}

/** The text with every digit of every script as ASCII and full-width signs made plain. */
function plainDigits(text: string): string {
  if (/^[\x00-\x7f]*$/.test(text)) return text;
  let plain = '';
  for (const sign of text.normalize('NFKC')) {
    const chinese = chineseDigits.get(sign);
    if (chinese !== undefined) plain += chinese;
    else if (/\p{Nd}/u.test(sign)) plain += String(decimalValue(sign));
    else plain += sign;
  }
  return plain;
}

/** Decimal digits of one script stand in a run of ten code points, which starts with zero. */
function decimalValue(sign: string): number {
  const code = sign.codePointAt(0) ?? 0;
  let zero = code;
  while (code - zero < 9 && /\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero -= 1;
  // Runs of mathematical digits follow each other; NFKC has already made those ASCII.
  return code - zero;
}

/** What stands before the first mark of an extension, for every mark. */
function withoutExtension(text: string): string[] {
  const parts: string[] = [];
  for (const match of text.matchAll(/转|轉|分机|内线|接|按|ext|x|#|\*|,|;|\/|p|w|、/gi)) {
    parts.push(text.slice(0, match.index));
  }
  return parts;
}

/** The digits of a text, a leading plus sign as the international prefix 00. */
function dialString(text: string): string {
  return text.replace(/^[^\d+]*\+/, '00').replace(/\D/g, '');
}

/** What was taken off last: it decides what may follow. */
type Before = 'start' | 'zero' | 'country' | 'carrier' | 'area';

/** Everything that is left when prefixes are taken off in any order, the digits themselves included. */
function remainders(digits: string): ReadonlySet<string> {
  const left = new Set<string>();
  const seen = new Set<string>();
  const waiting: [string, Before][] = [[digits, 'start']];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const [rest, before] = next;
    const state = `${before}:${rest}`;
    if (rest.length < 3 || seen.has(state)) continue;
    seen.add(state);
    left.add(rest);
    waiting.push(...withoutOnePrefix(rest, before));
  }
  return left;
}

/**
 * One prefix less, in every way. A subscriber's number is never cut: nothing but a zero or an outside
 * line goes off behind an area code, so 028 8669 9110 does not become 86 + 699 + 110.
 */
function withoutOnePrefix(rest: string, before: Before): [string, Before][] {
  const shorter: [string, Before][] = [];
  if (rest.startsWith('0')) shorter.push([rest.slice(1), 'zero']);
  // A switchboard's outside line: 9-110.
  if (rest.length === 4 && /^[89]/.test(rest)) shorter.push([rest.slice(1), before]);
  if (rest.startsWith('0086')) shorter.push([rest.slice(4), 'country']);
  else if (rest.startsWith('00')) {
    for (let length = 1; length <= longestCountryCode; length += 1) {
      shorter.push([rest.slice(2 + length), 'country']);
    }
  }
  if (wholeMobile.test(rest) || wholeTollFree.test(rest)) return shorter;
  // Eight digits that begin with 86 are a subscriber of a large city, seven behind an area code of a
  // smaller one.
  const subscriber =
    (before === 'start' && rest.length === 8 && !rest.startsWith('860')) ||
    (before === 'area' && (rest.length === 7 || rest.length === 8));
  if (rest.startsWith('86') && !subscriber) shorter.push([rest.slice(2), 'country']);
  if (before === 'area') return shorter;
  const area = areaCode.exec(rest)?.[0];
  if (area !== undefined && (before !== 'start' || rest.length === area.length + 3)) {
    shorter.push([rest.slice(area.length), 'area']);
  }
  for (const prefix of carrierPrefixes) {
    const carrier = prefix.exec(rest)?.[0];
    if (carrier !== undefined) shorter.push([rest.slice(carrier.length), 'carrier']);
  }
  return shorter;
}
