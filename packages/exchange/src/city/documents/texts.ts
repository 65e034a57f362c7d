import type { MadeLine } from '../city-line.ts';
import { localDigits } from '../numbering.ts';
import { startDraft } from './drafts.ts';
import type { House } from './drafts.ts';
import type { Published } from './tables.ts';
import type { CityDocument } from './written.ts';

const encoder = new TextEncoder();

/** National numbers that were merged into 12345 and are still printed, struck through. */
const mergedHotlines: readonly (readonly [code: string, name: string])[] = [
  ['12358', '价格举报热线'],
  ['12365', '质量监督热线'],
  ['12331', '食品药品投诉热线'],
  ['12336', '自然资源违法举报'],
];

/** The city's list of hotlines as markdown, with retired ones in strike-through. */
export function hotlineList(house: House, lines: readonly MadeLine[], at: Published): CityDocument {
  const draft = startDraft(house);
  const rows = lines.map((line) => {
    const entry = draft.enter(line, { style: 'bare' });
    return `| ${entry.service} | ${entry.raw} | ${entry.owner} | ${entry.hours} |`;
  });
  const successor = lines.find(({ number }) => number.dialled === '12345');
  const retired = mergedHotlines.map(([code, name]) => {
    const common = { extension: null, owner: name } as const;
    draft.written.push(
      {
        ...common,
        raw: code,
        number: code,
        lineId: null,
        status: 'retired',
        faults: ['struck_through'],
      },
      // Named in prose as what took its place.
      {
        ...common,
        raw: '12345',
        number: '12345',
        lineId: successor?.id ?? null,
        status: 'active',
        faults: [],
      },
    );
    return `- ${name} ~~${code}~~ 已并入12345`;
  });
  const text = `# 云川市公共服务热线\n\n更新日期：${draft.decoy('date', at.publishedOn)}\n\n| 服务 | 电话 | 单位 | 时间 |\n| --- | --- | --- | --- |\n${rows.join('\n')}\n\n## 已归并的热线\n\n${retired.join('\n')}\n`;
  return finish('md', draft, at, text);
}

/** A newspaper's page of service numbers: run-on lines, labels glued to numbers, ranges, a number short of a digit. */
export function newspaperPage(
  house: House,
  lines: readonly MadeLine[],
  spoiled: readonly MadeLine[],
  range: readonly MadeLine[],
  at: Published,
): CityDocument {
  const draft = startDraft(house);
  const paragraphs = lines.map((line, index) => {
    if (index % 5 === 4) {
      const entry = draft.enter(line, { style: 'area_dash', faults: ['glued_to_next_label'] });
      return `${entry.owner}联系电话:${entry.raw}联系人:王老师`;
    }
    const entry = draft.enter(line);
    return `${entry.owner}（${entry.service}）${entry.label}：${entry.raw}，${entry.hours}。`;
  });
  for (const line of spoiled) {
    const entry = draft.enter(line, { style: 'area_dash', digitMissing: true });
    paragraphs.push(`${entry.owner}${entry.label}：${entry.raw}`);
  }
  const [first] = range;
  if (first !== undefined) {
    const local = localDigits(first.number.dialled) ?? '';
    const owner = house.offices.get(first.departmentId)?.name ?? '';
    const raw = `${local}-${String(range.length)}`;
    for (const line of range) {
      draft.written.push({
        raw,
        number: line.number.dialled,
        extension: null,
        lineId: line.id,
        owner,
        status: 'active',
        faults: ['range', 'area_code_omitted'],
      });
    }
    paragraphs.push(`${owner}咨询电话：${raw}（共${String(range.length)}部电话，号码相连）`);
  }
  const date = draft.decoy('date', at.publishedOn);
  const count = draft.decoy('count', `${String(120 + house.chance.whole(800))}余次`);
  const text = `云川日报 ${date} 第06版 便民服务\n\n    本报讯 去年全市热线接听市民来电${count}。为方便市民办事，现将部分单位服务电话刊登如下：\n\n${paragraphs.map((paragraph) => `    ${paragraph}`).join('\n')}\n\n    本版责任编辑 李明 邮编：${draft.decoy('postcode', '572000')}\n`;
  return finish('txt', draft, at, text);
}

/** An app's bundled list of offices as json. */
export function appList(house: House, lines: readonly MadeLine[], at: Published): CityDocument {
  const draft = startDraft(house);
  const offices = [...Map.groupBy(lines, ({ departmentId }) => departmentId).values()].map(
    (group) => ({
      name: house.offices.get(group[0]?.departmentId ?? '')?.name ?? '',
      orgCode: draft.decoy(
        'record_number',
        `1146020000${String(1_000_000 + house.chance.whole(8_999_999))}X`,
      ),
      services: group.map((line) => {
        const entry = draft.enter(line);
        return { service: entry.service, phone: entry.raw, hours: entry.hours };
      }),
    }),
  );
  const text = JSON.stringify(
    { city: '云川市', updated: draft.decoy('date', at.publishedOn), offices },
    null,
    2,
  );
  return finish('json', draft, at, `${text}\n`);
}

function finish(
  format: CityDocument['format'],
  draft: { readonly written: CityDocument['written']; readonly decoys: CityDocument['decoys'] },
  at: Published,
  text: string,
): CityDocument {
  return {
    ...at,
    format,
    encoding: 'utf-8',
    bytes: encoder.encode(text),
    written: draft.written,
    decoys: draft.decoys,
  };
}
