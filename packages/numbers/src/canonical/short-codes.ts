/** Numbers that call help in mainland China; no program may ever dial them. */
export const emergencyCodes: ReadonlySet<string> = new Set([
  '110',
  '119',
  '120',
  '122',
  '112',
  '999',
  '12395',
  '12110',
]);

/** Three-digit services besides the emergency ones that old and new pages print. */
const threeDigitServices: ReadonlySet<string> = new Set([
  '114',
  '117',
  '121',
  '118',
  '116',
  '160',
  '168',
  '184',
  '185',
  '189',
]);

/** Tells whether a three-digit run can be a telephone number at all. */
export function isThreeDigitCode(digits: string): boolean {
  return emergencyCodes.has(digits) || threeDigitServices.has(digits);
}

/**
 * Tells whether five or six digits have the shape of a public short code: 12xxx of the ministries, 10xxx of the
 * carriers, 95xxx(x) national and 96xxx(x) provincial services, 11xxx post and railways, and the eight digits of
 * 951xxxxx and 1010xxxx for companies (工信部《电信网编号计划》).
 */
export function isShortCode(digits: string): boolean {
  return /^(?:12[0-9]{3}|10[0-9]{3}|11[68]\d{2,3}|1118\d|95\d{3,4}|96\d{3,4}|951\d{5}|1010\d{4})$/u.test(
    digits,
  );
}

/** Nationwide 12xxx codes that ministries have announced (工信部 12xxx 码号 assignments), working or closed. */
const nationalCodes: ReadonlySet<string> = new Set(
  (
    '12300 12301 12305 12306 12308 12309 12310 12312 12313 12315 12316 12317 12318 12319 12320 12321 12322 12323 12325 ' +
    '12326 12328 12329 12330 12331 12333 12335 12336 12337 12338 12339 12340 12345 12346 12348 12349 12350 12351 12355 ' +
    '12356 12358 12360 12361 12363 12365 12366 12367 12368 12369 12370 12371 12377 12378 12379 12380 12381 12385 12386 ' +
    '12388 12389 12390 12391 12393 12395 12396 12398'
  ).split(' '),
);

/** Tells whether the digits are a 12xxx code that a ministry has announced for the whole country. */
export function isNationalCode(digits: string): boolean {
  return nationalCodes.has(digits);
}

/** Short codes that the State Council merged into 12345 as a whole (国办发〔2020〕53号, annex); printed on old pages, closed today. */
export const codesMergedInto12345: ReadonlySet<string> = new Set([
  '12396',
  '12330',
  '12300',
  '12336',
  '12301',
  '12358',
  '12312',
  '12349',
  '12331',
  '12365',
  '12322',
  '96119',
]);
