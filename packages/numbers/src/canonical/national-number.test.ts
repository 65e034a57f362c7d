import { parsePhoneNumberFromString } from 'libphonenumber-js/max';
import { describe, expect, test } from 'vitest';
import { callingArea, callingAreas, isAreaCode, successorOfAreaCode } from './area-codes.ts';
import {
  completeGeographic,
  completeMobile,
  completeTollFree,
  splitAreaCode,
} from './national-number.ts';
import { areaCodeOfCity, areaCodeOfOwner, findPlaces } from './places.ts';
import { emergencyCodes, isShortCode } from './short-codes.ts';

/** Code of the invented province of the sample city; no real area has it. */
const sampleCity = ['0899'];

describe('calling areas', () => {
  test('every province is there, and every code and place stands once', () => {
    const areas = [...callingAreas()];
    expect(new Set(areas.map((area) => area.province)).size).toBe(31 + sampleCity.length);
    expect(new Set(areas.map((area) => area.code)).size).toBe(areas.length);
    const places = areas.flatMap((area) => area.places);
    expect(new Set(places).size).toBe(places.length);
    expect(areas.length).toBeGreaterThan(300);
  });

  test('the length of local numbers agrees with the published numbering plan', () => {
    const differing = [...callingAreas()].filter((area) => {
      if (sampleCity.includes(area.code)) return false;
      const valid = ['2345678', '3345678', '4345678', '5345678', '6345678', '8345678'].some(
        (seven) =>
          parsePhoneNumberFromString(
            `+86${area.code.slice(1)}${area.localLength === 8 ? `${seven}1` : seven}`,
          )?.isValid() === true,
      );
      return !valid;
    });
    expect(differing.map((area) => area.code)).toEqual([]);
  });

  test('codes that were merged away name their successor', () => {
    expect(successorOfAreaCode('0413')).toBe('024');
    expect(isAreaCode('0852')).toBe(true);
    expect(callingArea('0852')).toBeNull();
    expect(completeGeographic('0733', '28681234')).toMatchObject({
      number: '+8673128681234',
      areaCode: '0731',
    });
  });
});

describe('completing numbers', () => {
  test.each([
    ['028', '61881111', '+862861881111'],
    ['0571', '87654321', '+8657187654321'],
    ['0816', '2345678', '+868162345678'],
    ['028', '12329', '12329'],
    ['028', '110', '110'],
  ])('%s and %s are %s', (areaCode, local, number) => {
    expect(completeGeographic(areaCode, local)).toMatchObject({ kind: 'number', number });
  });

  test.each([
    ['028', '8528684', 'wrong_length_in_area', { areaCode: '028', digits: 7, expected: 8 }],
    ['0710', '622245', 'wrong_length_in_area', { areaCode: '0710', digits: 6, expected: 7 }],
    ['0816', '23456789', 'wrong_length_in_area', { areaCode: '0816', digits: 8, expected: 7 }],
    ['028', '11223344', 'no_such_number_in_area', { areaCode: '028', first: '1' }],
    ['0123', '2345678', 'no_area_code', { areaCode: '0123' }],
  ])('%s and %s are malformed: %s', (areaCode, local, code, data) => {
    expect(completeGeographic(areaCode, local)).toEqual({
      kind: 'malformed',
      issue: { code, data },
    });
  });

  test('mobile and 400 numbers need their digits', () => {
    expect(completeMobile('13800551234')).toMatchObject({ number: '+8613800551234' });
    expect(completeMobile('12800551234').kind).toBe('malformed');
    expect(completeTollFree('4008888888')).toMatchObject({
      number: '+864008888888',
      numberType: 'toll_free',
    });
    expect(completeTollFree('400888888').kind).toBe('malformed');
  });

  test('glued digits are split behind the longest area code', () => {
    expect(splitAreaCode('02861881111')).toEqual({ areaCode: '028', local: '61881111' });
    expect(splitAreaCode('057187654321')).toEqual({ areaCode: '0571', local: '87654321' });
    expect(splitAreaCode('0123456789')).toBeNull();
  });

  test('short codes have the shapes of the numbering plan', () => {
    expect(
      ['12345', '95598', '955001', '96119', '10086', '11185', '118114'].every(isShortCode),
    ).toBe(true);
    expect(['54321', '13345', '610041', '20240'].some(isShortCode)).toBe(false);
    expect(['110', '119', '120', '122', '112'].every((code) => emergencyCodes.has(code))).toBe(
      true,
    );
  });
});

describe('places', () => {
  test.each([
    ['北京大学深圳医院', '0755'],
    ['成都市财政局', '028'],
    ['石家庄心理危机干预热线', '0311'],
    ['襄阳市襄州区人民医院', '0710'],
    ['四川省江油市人力资源和社会保障局', '0816'],
    ['上海市浦东新区', '021'],
  ])('%s is in %s', (name, areaCode) => {
    expect(areaCodeOfOwner(name)).toBe(areaCode);
  });

  test.each([
    ['中山西路街道办事处'],
    ['南京路派出所'],
    ['朝阳小学'],
    ['安康医院'],
    ['四川省民政厅'],
    ['北京银行'],
  ])('%s tells no city', (name) => {
    expect(areaCodeOfOwner(name)).toBeNull();
  });

  test('a city is known with and without its 市', () => {
    expect(areaCodeOfCity('成都')).toBe('028');
    expect(areaCodeOfCity('成都市')).toBe('028');
    expect(areaCodeOfCity('朝阳市')).toBe('0421');
    expect(areaCodeOfCity('无此地')).toBeNull();
    expect(findPlaces('从杭州市到温州市').map((place) => place.areaCode)).toEqual(['0571', '0577']);
  });
});
