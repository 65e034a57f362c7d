import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { hasByNameWords, isByNameNumber, isEmergencyNumber } from './protected-numbers.ts';

const emergency = [
  '110',
  '119',
  '120',
  '122',
  '112',
  '911',
  '999',
  '000',
  '12110',
  '95119',
  '12395',
];

describe('an emergency number is known in every spelling', () => {
  it.each([
    ...['110', '119', '120', '122', '112', '911', '999', '000', '028110', '0-110', '+86110'],
    ...['+86 28 110', '+8628110', '028-120', '110#', '110转1', '110,,1', '00862 8110', '008628110'],
    ...[
      '１１０',
      '（０２８）１１９',
      '+８６ 28 120',
      '一一〇',
      '幺幺洞',
      '١١٠',
      '1 1 0',
      '1-1-0',
      '1.1.0',
    ],
    ...[
      '12593110',
      '12593028110',
      '17951 0086 28 110',
      '*31#110',
      '#31#110',
      '*67110',
      '9110',
      '0,110',
    ],
    ...[
      '86110',
      '8628110',
      '28110',
      '755110',
      '075512110',
      '110 ext 5',
      '110*1',
      'tel:110',
      'tel:+86-110',
    ],
    ...['0086 110', '000110', '028 028 110', '028-0-110', '+1 911', '+44 999', '001911', '+61000'],
    ...['11012345', '0281201', '1101', '12119', '+8612395', '028-9-110', '86 0 110', '17951028110'],
    ...['(+86)(028)110', '110/', '110转8012', '12583 1 110', '0571110', '０２８－１１０＃'],
  ])('%s', (spelling) => {
    expect(isEmergencyNumber(spelling)).toBe(true);
  });

  it.each([
    ...[
      '61881110',
      '12345',
      '028-61881110',
      '+862861881110',
      '+862886699110',
      '86699110',
      '61822110',
    ],
    ...[
      '+862861822110',
      '+868382812110',
      '0838-2812110',
      '12315',
      '12333',
      '0594-12388',
      '02812345',
    ],
    ...[
      '+8613800138110',
      '+8619075512110',
      '17912345110'.replace('179', '177'),
      '4001100110',
      '+864001191120',
    ],
    ...[
      '+862120112000',
      '021-20112000',
      '95598',
      '12306',
      '10086',
      '10010',
      '62881120',
      '61881111转110',
    ],
    ...[
      '61881111-110',
      '96110',
      '12356',
      '12329',
      '12366',
      '+861012012000'.replace('1012', '1062'),
    ],
  ])('%s is not one', (number) => {
    expect(isEmergencyNumber(number)).toBe(false);
  });

  it('holds for any interleaving of prefixes, punctuation, scripts and extensions', () => {
    const sign = fc.constantFrom(
      '',
      ' ',
      '-',
      '—',
      '（',
      '）',
      '(',
      ')',
      '.',
      '·',
      '\u00a0',
      '\u200b',
      '_',
    );
    const outer = fc.constantFrom('0', '+86', '0086', '86 0', '12593', '17951', '0 0', '00 1');
    const area = fc.constantFrom('', '028', '010', '0755', '28', '571');
    const script = fc.constantFrom(0x30, 0xff10, 0x0660, 0x0966);
    const tail = fc.constantFrom('', '#', '转1', '转8012', ' ext 3', ',1', '*', ';2', '按1', '/8');
    fc.assert(
      fc.property(
        fc.array(outer, { maxLength: 4 }),
        area,
        fc.constantFrom('', '0', '00'),
        fc.constantFrom(...emergency),
        sign,
        script,
        tail,
        fc.boolean(),
        (prefixes, region, inner, code, between, zero, after, star) => {
          // A bare 2812395 is a subscriber of a small city: an area code without zero needs a prefix.
          const bareArea = prefixes.length === 0 && /^[1-9]/.test(region);
          fc.pre(!bareArea || (code.length === 3 && inner === ''));
          const spelled = [...code]
            .map((digit) => String.fromCodePoint(zero + Number(digit)))
            .join(between);
          const text = `${star ? '*31#' : ''}${[...prefixes, region, inner].join(between)}${between}${spelled}${after}`;
          expect(isEmergencyNumber(text), text).toBe(true);
        },
      ),
      { numRuns: 3_000 },
    );
  });

  it('takes no subscriber for one: area codes with seven or eight digits, mobiles', () => {
    const large = fc.tuple(
      fc.constantFrom('28', '10', '21', '755'),
      fc.integer({ min: 20_000_000, max: 89_999_999 }),
    );
    const small = fc.tuple(
      fc.constantFrom('838', '594', '951', '313'),
      fc.integer({ min: 2_000_000, max: 8_999_999 }),
    );
    const mobile = fc.tuple(
      fc.constantFrom('13', '15', '18', '19'),
      fc.integer({ min: 100_000_000, max: 999_999_999 }),
    );
    fc.assert(
      fc.property(fc.oneof(large, small, mobile), ([area, subscriber]) => {
        expect(isEmergencyNumber(`+86${area}${subscriber}`)).toBe(false);
      }),
      { numRuns: 5_000 },
    );
    for (const ending of ['110', '119', '120', '122', '112', '12110', '95119']) {
      for (const area of ['28', '755', '838']) {
        for (let head = 200; head < 900; head += 1) {
          const local = `${head}${ending}`.padEnd(area === '838' ? 7 : 8, '0').slice(0, 8);
          const padded = `${head}${'6'.repeat(Math.max(0, 5 - ending.length))}${ending}`;
          expect(isEmergencyNumber(`+86${area}${local}`), local).toBe(false);
          expect(isEmergencyNumber(`+86${area}${padded}`), padded).toBe(false);
        }
      }
    }
  });
});

it('reads bare digits as it reads the same digits between signs', () => {
  const digits = fc.string({ unit: fc.constantFrom(...'00111299345678'), maxLength: 16 });
  fc.assert(
    fc.property(fc.constantFrom('', '+'), digits, (plus, dialled) => {
      expect(isEmergencyNumber(`${plus}${dialled}`)).toBe(isEmergencyNumber(` ${plus}${dialled} `));
    }),
    { numRuns: 3_000 },
  );
});

describe('lines for people in need are opened by name only', () => {
  it('knows their codes alone and behind an area code', () => {
    expect(isByNameNumber('12356')).toBe(true);
    expect(isByNameNumber('02812355')).toBe(true);
    expect(isByNameNumber('12338')).toBe(true);
    expect(isByNameNumber('+869612096110')).toBe(false);
    expect(isByNameNumber('12345')).toBe(false);
  });

  it('knows their words', () => {
    expect(hasByNameWords(['青羊区派出所'])).toBe(true);
    expect(hasByNameWords(['供水抢修'])).toBe(true);
    expect(hasByNameWords(['某医院急诊科'])).toBe(true);
    expect(hasByNameWords(['应急管理局办公室', '住宅专项维修资金咨询'])).toBe(false);
  });
});
