import type { CityOffice } from '../departments.ts';
import type { MadeLine } from '../city-line.ts';
import { startDraft } from './drafts.ts';
import type { Draft, Entry, House } from './drafts.ts';
import { escapeXml } from './office-open-xml.ts';
import type { CityDocument } from './written.ts';

const encoder = new TextEncoder();

function page(title: string, body: string): Uint8Array {
  return encoder.encode(
    `<!DOCTYPE html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">\n<title>${escapeXml(title)}</title>\n<style>.w1200{width:1200px;margin:0 auto}td{padding:8px 12px;color:#333333}</style>\n<script>var siteId=20190318,channel=1596004812886;</script>\n</head>\n<body>\n${body}\n</body>\n</html>\n`,
  );
}

/** The provincial portal's service guide of one body: a table of its items, each with the number to ask. */
export function portalGuide(
  house: House,
  body: CityOffice,
  items: readonly { readonly service: string; readonly line: MadeLine }[],
  at: { readonly path: string; readonly publisher: string; readonly publishedOn: string },
): CityDocument {
  const draft = startDraft(house);
  const rows = items.map(({ service, line }, index) => {
    const entry = draft.enter(line, { service });
    return `<tr><td>${String(index + 1)}</td><td>${service}</td><td>${entry.owner}</td><td>${entry.raw}</td><td>${entry.hours}</td></tr>`;
  });
  const number = draft.decoy(
    'document_number',
    `澜府发〔2025〕${String(10 + house.chance.whole(80))}号`,
  );
  const postcode = draft.decoy('postcode', String(570_000 + house.chance.whole(9_999)));
  const record = draft.decoy(
    'record_number',
    `澜ICP备${String(10_000_000 + house.chance.whole(9_999_999)).slice(0, 8)}号`,
  );
  const price = draft.decoy('price', `${String(5 + house.chance.whole(40))}元`);
  const html = `<div class="w1200"><div class="crumb">首页 &gt; 部门服务 &gt; ${body.name}</div>
<h1>${body.name}办事指南</h1>
<p>依据《关于公布政务服务事项目录的通知》（${number}），现公布${body.name}政务服务事项${String(items.length)}项。发布日期：${draft.decoy('date', at.publishedOn)}。除证件工本费${price}外，均不收费。</p>
<table border="1"><thead><tr><th>序号</th><th>事项名称</th><th>办理单位</th><th>咨询电话</th><th>办理时间</th></tr></thead>
<tbody>
${rows.join('\n')}
</tbody></table></div>
<div class="footer"><p>主办：澜江省人民政府办公厅&nbsp;&nbsp;邮政编码：${postcode}&nbsp;&nbsp;${record}</p></div>`;
  return document(draft, at, page(`${body.name}办事指南_澜江省政务服务网`, html));
}

/** A bureau's own contact page: owner cells merged over their numbers, a list of extensions, a footer. */
export function sitePage(
  house: House,
  body: CityOffice,
  lines: readonly MadeLine[],
  at: { readonly path: string; readonly publisher: string; readonly publishedOn: string },
  footerLine: MadeLine | null,
): CityDocument {
  const draft = startDraft(house);
  const isBoard = (line: MadeLine): boolean =>
    line.number.extension === null &&
    lines.some(({ number }) => number.dialled === line.number.dialled && number.extension !== null);
  const inTable = lines.filter((line) => line.number.extension === null && !isBoard(line));
  const groups = [...Map.groupBy(inTable, ({ departmentId }) => departmentId).values()];
  const rows = groups.flatMap((group) =>
    group.map((line, index) => {
      const entry = draft.enter(line);
      const owner = index === 0 ? `<td rowspan="${String(group.length)}">${entry.owner}</td>` : '';
      return `<tr>${owner}<td>${entry.label}</td><td>${numberCell(entry)}</td><td>${entry.hours}</td></tr>`;
    }),
  );
  const boards = lines.filter(isBoard).map((board) => {
    const main = draft.enter(board);
    const extensions = lines
      .filter(({ number }) => number.dialled === board.number.dialled && number.extension !== null)
      .map((line) => {
        const owner = house.offices.get(line.departmentId)?.shortName ?? '';
        const raw = line.number.extension ?? '';
        draft.written.push({
          raw,
          number: line.number.dialled,
          extension: raw,
          lineId: line.id,
          owner,
          status: 'active',
          faults: ['extension_list'],
        });
        return `${owner} ${raw}<br>`;
      });
    return `<p><strong>${main.owner}总机</strong> ${main.raw}<br>\n${extensions.join('\n')}</p>`;
  });
  const footer =
    footerLine === null
      ? ''
      : `<p>咨询电话：${draft.enter(footerLine, { owner: body.name, faults: footerLine.replacedBy === null ? [] : ['contradicting_footer'] }).raw}</p>`;
  const room = draft.decoy(
    'address',
    `${String(3 + house.chance.whole(9))}楼${String(301 + house.chance.whole(600))}室`,
  );
  const street = draft.decoy('address', `滨江大道${String(10 + house.chance.whole(300))}号`);
  const qq = draft.decoy('qq', `QQ群：${String(100_000_000 + house.chance.whole(899_999_999))}`);
  const record = draft.decoy(
    'record_number',
    `公网安备${String(46_020_000_000_000 + house.chance.whole(9_999_999))}号`,
  );
  const html = `<div class="w1200"><h2>联系我们</h2>
<p>办公地址：云川市${street}${room}。业务交流${qq}。</p>
<table border="1"><tr><th>单位</th><th>用途</th><th>电话</th><th>服务时间</th></tr>
${rows.join('\n')}
</table>
${boards.join('\n')}</div>
<footer>${footer}<p>版权所有：${body.name} ${record}</p></footer>`;
  return document(draft, at, page(`联系我们-${body.name}`, html));
}

function numberCell({ raw, line }: Entry): string {
  return line.tier === 'A' && line.number.dialled.startsWith('+')
    ? `<a href="tel:${line.number.dialled}">${raw}</a>`
    : raw.replaceAll(' ', '&nbsp;');
}

function document(
  draft: Draft,
  at: { readonly path: string; readonly publisher: string; readonly publishedOn: string },
  bytes: Uint8Array,
): CityDocument {
  return {
    ...at,
    format: 'html',
    encoding: 'utf-8',
    bytes,
    written: draft.written,
    decoys: draft.decoys,
  };
}
