import { describe, expect, test } from 'vitest';
import type { Block } from '../document/block.ts';
import { findListings } from '../find/find-listings.ts';
import type { SourcedListing } from './line-draft.ts';
import { mergeListings } from './merge-listings.ts';
import { nameKey, ownersAgree } from './owner-name.ts';

const paragraph = (text: string, line: number, footer = false): Block => ({
  kind: 'paragraph',
  text: [{ text }],
  position: { line },
  ...(footer ? { footer: true } : {}),
});

function listingsOf(
  source: string,
  lines: readonly string[],
  options: { areaCode?: string; footer?: boolean; site?: string } = {},
): SourcedListing[] {
  const blocks = lines.map((text, index) => paragraph(text, index + 1, options.footer));
  const found = [
    ...findListings(blocks, options.areaCode === undefined ? {} : { areaCode: options.areaCode }),
  ];
  return found.map((listing) => ({
    ...listing,
    source,
    ...(options.site === undefined ? {} : { site: options.site }),
  }));
}

/**
 * A bureau with 129 service items. Item n is published with one number on the provincial portal (17 numbers over
 * all items), on the bureau's own site (20 numbers), or on both; 3 numbers are the same, spelled differently.
 */
function bureau(): { portal: SourcedListing[]; own: SourcedListing[]; items: number } {
  const items = Array.from({ length: 129 }, (_, index) => `第${index + 1}项行政权力事项`);
  const portalNumbers = Array.from({ length: 17 }, (_, index) => String(86_610_001 + index * 7));
  const ownNumbers = Array.from({ length: 20 }, (_, index) =>
    index < 3 ? (portalNumbers[index * 5] ?? '') : String(61_884_000 + index * 11),
  );
  const spelledByPortal = (local: string, item: number): string =>
    [
      `028-${local}`,
      `（028）${local}`,
      `028${local}`,
      `+86 28 ${local.slice(0, 4)} ${local.slice(4)}`,
    ][item % 4] ?? local;
  const fullWidth = (text: string): string =>
    text.replace(/\d/gu, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0));
  const spelledByBureau = (local: string, item: number): string =>
    [
      local,
      `${local.slice(0, 4)} ${local.slice(4)}`,
      fullWidth(`（０２８）${local}`),
      `０２８－${local}`,
    ][item % 4] ?? local;
  const portal = items
    .slice(0, 80)
    .map(
      (name, item) => `${name}\n咨询电话：${spelledByPortal(portalNumbers[item % 17] ?? '', item)}`,
    );
  const own = items
    .slice(40)
    .map(
      (name, item) =>
        `${name}——成都市住房和城乡建设局咨询电话：${spelledByBureau(ownNumbers[item % 20] ?? '', item)}`,
    );
  return {
    portal: listingsOf('portal', portal),
    own: listingsOf('bureau', own, { areaCode: '028' }),
    items: items.length,
  };
}

describe('merging listings', () => {
  test('a bureau with 129 items publishes 17 numbers on the portal and 20 on its site, and they are 34', () => {
    const { portal, own, items } = bureau();
    expect(items).toBe(129);
    expect(portal).toHaveLength(80);
    expect(own).toHaveLength(89);
    expect(mergeListings(portal).lines).toHaveLength(17);
    expect(mergeListings(own).lines).toHaveLength(20);
    const merged = mergeListings([...portal, ...own]);
    expect(merged.lines).toHaveLength(34);
    const both = merged.lines.filter(
      (line) => new Set(line.listings.map((listing) => listing.source)).size === 2,
    );
    expect(both).toHaveLength(3);
    expect(merged.unresolved).toEqual([]);
    for (const line of both)
      expect(new Set(line.listings.map((listing) => listing.raw)).size).toBeGreaterThan(1);
  });

  test('listings of one number with different extensions are different lines', () => {
    const merged = mergeListings(
      listingsOf('a', [
        '市规划局窗口电话：028-61881111转801',
        '市规划局档案室电话：028-61881111转802、803',
      ]),
    );
    expect(merged.lines.map((line) => line.key)).toEqual([
      '+862861881111;801',
      '+862861881111;802',
      '+862861881111;803',
    ]);
  });

  test('a short code without area code joins the only calling area that prints it', () => {
    const merged = mergeListings(
      listingsOf('a', ['市公积金中心服务热线：028-12329', '公积金查询请拨打12329热线']),
    );
    expect(merged.lines.map((line) => [line.key, line.listings.length])).toEqual([
      ['12329@028', 2],
    ]);
  });

  test('one number under two owners is a conflict, under two spellings of one owner it is none', () => {
    const portal = listingsOf('portal', [
      '成都市财政局咨询电话：028-61881111',
      '成都市人社局咨询电话：028-61882222',
    ]);
    const site = listingsOf('site', [
      '成都市民政局咨询电话：028-61881111',
      '市人力资源和社会保障局咨询电话：028-61882222',
    ]);
    const conflicts = mergeListings([...portal, ...site]).conflicts.filter(
      (one) => one.kind === 'same_number_different_owner',
    );
    expect(conflicts.map((one) => one.sides)).toEqual([['成都市财政局', '成都市民政局']]);
  });

  test('one service with different numbers in two sources is a conflict', () => {
    const merged = mergeListings([
      ...listingsOf('portal', ['成都市财政局会计处咨询电话：028-61881111']),
      ...listingsOf('site', ['成都市财政局会计处咨询电话：028-61885555']),
    ]);
    expect(merged.conflicts.map((one) => [one.kind, one.sides])).toEqual([
      ['same_service_different_number', ['+862861881111', '+862861885555']],
    ]);
  });

  test('two numbers of one list are a choice and no conflict', () => {
    const merged = mergeListings(
      listingsOf('portal', ['成都市财政局会计处咨询电话：028-61881111、61882222']),
    );
    expect(merged.conflicts).toEqual([]);
  });

  test('two footers of one site that label one number differently contradict each other', () => {
    const merged = mergeListings([
      ...listingsOf(
        'index.html',
        ['版权所有：市市场监管局 业务咨询电话：010-82691101 技术支持电话：010-82691768'],
        { footer: true, site: 's' },
      ),
      ...listingsOf('about.html', ['版权所有：市市场监管局 技术支持电话：010-82691101'], {
        footer: true,
        site: 's',
      }),
    ]);
    const footers = merged.conflicts.filter((one) => one.kind === 'contradicting_footers');
    expect(footers.map((one) => [...one.sides].sort())).toEqual([
      ['业务咨询电话', '技术支持电话'],
      ['+861082691101', '+861082691768'],
    ]);
  });

  test('an area code that does not fit the city of the owner is a conflict', () => {
    const merged = mergeListings(
      listingsOf('a', ['四川省江油市人力资源和社会保障局 联系电话：（028）86190174'], {
        areaCode: '0816',
      }),
    );
    expect(merged.conflicts.map((one) => one.kind)).toEqual(['area_code_not_of_owner']);
  });

  test('a number that is retired everywhere gives a retired line, and one active listing revives it', () => {
    const retired = listingsOf('a', ['原咨询电话028-61881111已停用']);
    expect(mergeListings(retired).lines.map((line) => line.status)).toEqual(['retired']);
    const again = mergeListings([...retired, ...listingsOf('b', ['咨询电话：028-61881111'])]);
    expect(again.lines.map((line) => line.status)).toEqual(['active']);
  });

  test('malformed and undecided listings become no line', () => {
    const merged = mergeListings(
      listingsOf('a', ['成都市某局电话：028-8528684', '成都市某局电话：028-86699061-5']),
    );
    expect(merged.lines).toEqual([]);
    expect(merged.unresolved.map((one) => one.status)).toEqual(['malformed', 'undecided']);
  });
});

describe('names of owners', () => {
  test('short forms, brackets and width do not count', () => {
    expect(nameKey('成都市 人社局（就业处）')).toBe(nameKey('成都市人力资源和社会保障局就业处'));
  });

  test.each([
    ['四川省成都市财政局', '成都市财政局', true],
    ['市财政局', '成都市财政局', true],
    ['成都市财政局', '绵阳市财政局', false],
    ['成都市财政局', '成都市民政局', false],
    ['成都市住房公积金管理中心', '公积金中心', true],
    ['成都市财政局会计处', '成都市财政局', true],
  ])('%s and %s agree: %s', (one, other, agree) => {
    expect(ownersAgree(one, other)).toBe(agree);
    expect(ownersAgree(other, one)).toBe(agree);
  });
});
