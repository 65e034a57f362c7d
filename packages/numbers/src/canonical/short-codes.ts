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
 * carriers, 95xxx(x) national and 96xxx(x) provincial services, 11xxx post and railways (工信部《电信网编号计划》).
 */
export function isShortCode(digits: string): boolean {
  return /^(?:12[0-9]{3}|10[0-9]{3}|11[68]\d{2,3}|95\d{3,4}|96\d{3,4})$/u.test(digits);
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
