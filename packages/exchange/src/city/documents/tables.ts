import type { MadeLine, RetiredNumber } from '../city-line.ts';
import { localDigits, sampleAreaCode, telephoneNumber } from '../numbering.ts';
import { startDraft } from './drafts.ts';
import type { House } from './drafts.ts';
import { encodeGb18030 } from './gb18030.ts';
import { cellName, letter, workbook } from './office-open-xml.ts';
import type { LetterPart, SheetCell } from './office-open-xml.ts';
import { writeNumber } from './written.ts';
import type { CityDocument } from './written.ts';

export interface Published {
  readonly path: string;
  readonly publisher: string;
  readonly publishedOn: string;
}

/** A convenience-telephone table as csv: blank owner cells continue the one above; some offices stand under two names. */
export function csvTable(
  house: House,
  lines: readonly MadeLine[],
  at: Published,
  form: { readonly encoding: 'utf-8' | 'gb18030'; readonly delimiter: ',' | ';' | '\t' },
): CityDocument {
  const draft = startDraft(house);
  const quote = (text: string): string =>
    text.includes(form.delimiter) || text.includes('"') ? `"${text.replaceAll('"', '""')}"` : text;
  const rows: string[][] = [
    ['序号', '单位名称', '服务事项', '联系电话', '服务时间', '地址', '邮政编码'],
  ];
  let previous: string | null = null;
  for (const line of lines) {
    const entry = draft.enter(line);
    const continued = entry.owner === previous;
    previous = entry.owner;
    rows.push([
      String(rows.length),
      continued ? '' : entry.owner,
      entry.service,
      entry.raw,
      entry.hours,
      draft.decoy('address', `健康路${String(1 + house.chance.whole(400))}号`),
      draft.decoy('postcode', String(572_000 + house.chance.whole(900))),
    ]);
  }
  for (const line of lines.filter(isPlain).slice(0, 2)) {
    // The same number once more under another office that does not own it.
    const owner = '云川市便民服务联合会';
    const entry = draft.enter(line, { owner, faults: ['two_owners'] });
    rows.push([String(rows.length), owner, '综合便民服务', entry.raw, '', '', '']);
  }
  const text = rows.map((row) => row.map(quote).join(form.delimiter)).join('\r\n') + '\r\n';
  return {
    ...at,
    format: 'csv',
    encoding: form.encoding,
    bytes: form.encoding === 'gb18030' ? encodeGb18030(text) : new TextEncoder().encode(text),
    written: draft.written,
    decoys: draft.decoys,
  };
}

function isPlain(line: MadeLine): boolean {
  return (
    localDigits(line.number.dialled) !== null &&
    line.number.extension === null &&
    line.protection === null &&
    line.replacedBy === null
  );
}

/** A workbook with merged owner cells; numbers that were typed as numbers lost the zero of their area code. */
export function spreadsheet(house: House, lines: readonly MadeLine[], at: Published): CityDocument {
  const draft = startDraft(house);
  const rows: SheetCell[][] = [
    ['云川市街道便民服务电话一览表', null, null, null, null],
    ['单位', '服务事项', '联系电话', '服务时间', '座席数'],
  ];
  const merged = ['A1:E1'];
  for (const group of Map.groupBy(lines, ({ departmentId }) => departmentId).values()) {
    const first = rows.length;
    for (const [index, line] of group.entries()) {
      const local = localDigits(line.number.dialled);
      const asNumber =
        local !== null && line.number.extension === null && house.chance.happens(0.3);
      const whole = asNumber && house.chance.happens(0.5);
      const entry = draft.enter(line, asNumber ? { style: 'bare' } : {});
      let cell: SheetCell = entry.raw;
      if (asNumber) {
        const typed = whole ? `${sampleAreaCode.slice(1)}${local}` : local;
        cell = Number(typed);
        const noted = draft.written.pop();
        if (noted !== undefined) {
          draft.written.push({
            ...noted,
            raw: typed,
            faults: whole ? ['zero_lost'] : ['area_code_omitted'],
          });
        }
      }
      rows.push([
        index === 0 ? entry.owner : null,
        entry.service,
        cell,
        entry.hours,
        1 + house.chance.whole(4),
      ]);
    }
    if (group.length > 1) merged.push(`${cellName(first, 0)}:${cellName(rows.length - 1, 0)}`);
  }
  const note = draft.decoy('date', at.publishedOn);
  return {
    ...at,
    format: 'xlsx',
    encoding: null,
    bytes: workbook([
      { name: '便民电话', rows, merged },
      {
        name: '说明',
        rows: [[`本表更新于${note}，由${at.publisher}汇总，共${String(lines.length)}条。`]],
        merged: [],
      },
    ]),
    written: draft.written,
    decoys: draft.decoys,
  };
}

/** An office directory as docx: a table, retired numbers in strike-through, a page footer with the postcode. */
export function directory(
  house: House,
  lines: readonly MadeLine[],
  retired: readonly RetiredNumber[],
  at: Published,
): CityDocument {
  const draft = startDraft(house);
  const number = draft.decoy(
    'document_number',
    `云办发〔2026〕${String(1 + house.chance.whole(60))}号`,
  );
  const parts: LetterPart[] = [
    { kind: 'heading', runs: [{ text: `${at.publisher}通讯录`, bold: true }] },
    {
      kind: 'paragraph',
      runs: [{ text: `根据${number}文件要求，现将各单位对外服务电话公布如下：` }],
    },
    {
      kind: 'table',
      rows: [
        ['单位', '用途', '电话', '服务时间'].map((text) => [{ text, bold: true }]),
        ...lines.map((line) => {
          const entry = draft.enter(line);
          return [entry.owner, entry.label, entry.raw, entry.hours].map((text) => [{ text }]);
        }),
      ],
    },
  ];
  if (retired.length > 0) {
    parts.push({ kind: 'paragraph', runs: [{ text: '以下号码已停用，请勿再拨：' }] });
    for (const { dialled, departmentId } of retired) {
      const owner = house.offices.get(departmentId)?.name ?? '';
      const { raw } = writeNumber(telephoneNumber(dialled), 'area_dash', house.chance);
      draft.written.push({
        raw,
        number: dialled,
        extension: null,
        lineId: null,
        owner,
        status: 'retired',
        faults: ['struck_through'],
      });
      parts.push({
        kind: 'paragraph',
        runs: [{ text: `${owner}：` }, { text: raw, struck: true }],
      });
    }
  }
  const postcode = draft.decoy('postcode', String(572_000 + house.chance.whole(900)));
  return {
    ...at,
    format: 'docx',
    encoding: null,
    bytes: letter(parts, `邮政编码：${postcode}`),
    written: draft.written,
    decoys: draft.decoys,
  };
}
