import { nameKey, numberKey, type Line } from '@everyline/domain';
import { oneOf } from '@everyline/exchange';
import { sql } from 'kysely';

import type { AppContext } from '../../packages/server/src/app/context.ts';
import type { NewListing } from '../../packages/server/src/app/ports/store/sources.ts';
import { findConflicts } from '../../packages/server/src/app/sources/find-conflicts.ts';
import type { Database } from '../../packages/server/src/store/database.ts';

export interface PaperSetting {
  readonly random: () => number;
  readonly idAt: (atMs: number) => string;
  readonly fromMs: number;
}

/** Documents in which the numbers are published, some of them with another owner than the rest; gives their ids. */
export async function writeSources(
  context: AppContext,
  lines: readonly Line[],
  count: number,
  { random, idAt, fromMs }: PaperSetting,
): Promise<string[]> {
  const { sources } = context.store;
  const byId = new Map(lines.map((line) => [numberKey(line.number), line.id]));
  const ids: string[] = [];
  for (let at = 0; at < count; at += 1) {
    const readAtMs = fromMs + at * 3_600_000;
    const id = idAt(readAtMs);
    // Each document names its part of the numbers, and some of its neighbour's.
    const named = lines.filter(
      (_, index) => index % count === at || (index % count === (at + 1) % count && random() < 0.9),
    );
    const listings = named.map((line) => listingOf(line, idAt(readAtMs), random));
    const rejects = Array.from({ length: 12 }, (_, n) => ({
      id: idAt(readAtMs),
      position: { page: 1, line: 40 + n },
      raw: `6188${String(n)}`,
      before: '联系电话：',
      after: '（周一至周五）',
      reason: { zh: '位数不足。', en: 'Too few digits.' },
    }));
    await sources.insert({
      id,
      name: `服务指南-${String(at + 1)}.xlsx`,
      format: 'xlsx',
      origin: `upload:服务指南-${String(at + 1)}.xlsx`,
      publishedOn: '2026-05-01',
      areaCode: '028',
      departmentId: null,
      sha256: id.replaceAll('-', '').padEnd(64, '0'),
      bytes: 80_000,
      sample: false,
      readAtMs,
      readBy: 'admin',
      importedAtMs: readAtMs + 60_000,
      state: 'imported',
      failure: null,
      supersededBy: null,
      listings: listings.length,
      newNumbers: listings.length,
      knownNumbers: 0,
      conflicts: 0,
      rejects: rejects.length,
    });
    await sources.addListings(id, listings);
    await sources.addRejects(id, rejects);
    await sources.linkListings(
      id,
      listings.flatMap((listing) => {
        const lineId = byId.get(listing.numberKey ?? '');
        return listing.numberKey === null || lineId === undefined
          ? []
          : [{ numberKey: listing.numberKey, lineId }];
      }),
    );
    await sources.update(id, { conflicts: await findConflicts(context, context.store, id) });
    ids.push(id);
  }
  return ids;
}

function listingOf(line: Line, id: string, random: () => number): NewListing {
  const { dialled, areaCode, extension } = line.number;
  const owner = random() < 0.03 ? '市行政服务中心' : line.owner;
  const service = `${line.services[0] ?? '咨询'}（${dialled.slice(-5)}）`;
  const local = dialled.slice(5);
  return {
    id,
    numberKey: numberKey(line.number),
    raw: `028-${local.slice(0, 4)} ${local.slice(4)}${extension === null ? '' : ` 转 ${extension}`}`,
    number: dialled,
    areaCode,
    areaCodeInferred: false,
    extension,
    numberType: line.numberType,
    purpose: line.purpose,
    owner,
    ownerKey: nameKey(owner),
    service,
    serviceKey: nameKey(service),
    hours: line.hours,
    position: { sheet: '目录', row: 2 + Math.floor(random() * 500), cell: 'D' },
    context: { before: '办理地点：市政务服务中心二楼；咨询电话：', after: `；${line.hours ?? ''}` },
    status: 'active',
    issues: [],
    footer: false,
  };
}

const operations = [
  ...[['lines.change', 'line'] as const, ['tickets.work', 'ticket'] as const],
  ...[['probes.listen', 'probe'] as const, ['sources.import', 'source'] as const],
  ...[['clearances.give', 'clearance'] as const, ['session.sign_in', 'account'] as const],
];

/** Months of the audit log, through its own trigger, which chains the records. */
export async function writeAudit(
  db: Database,
  lines: readonly Line[],
  count: number,
  { random, fromMs }: PaperSetting,
): Promise<void> {
  const rows = Array.from({ length: count }, (_, at) => {
    const [operation, kind] = oneOf(operations, random);
    const line = oneOf(lines, random);
    return {
      at_ms: fromMs + at * 60_000,
      actor: oneOf(['city_admin:admin', 'campaign_manager:manager', 'tester:wang'], random),
      operation,
      subject_kind: kind,
      subject_id: line.id,
      detail: JSON.stringify({ note: `${line.owner ?? ''} ${line.number.dialled}` }),
    };
  });
  await sql`insert into audit (at_ms, actor, operation, subject_kind, subject_id, detail)
    select at_ms, actor, operation, subject_kind, subject_id, detail
    from json_to_recordset(${JSON.stringify(rows)}::json) as g
      (at_ms bigint, actor text, operation text, subject_kind text, subject_id text, detail text)
    order by at_ms`.execute(db);
}

/** Spot checks that testers noted by hand. */
export async function writeSpotChecks(
  context: AppContext,
  lines: readonly Line[],
  count: number,
  { random, idAt, fromMs }: PaperSetting,
): Promise<void> {
  for (let at = 0; at < count; at += 1) {
    const checkedAtMs = fromMs + at * 1_800_000;
    await context.store.spotChecks.insert({
      id: idAt(checkedAtMs),
      lineId: oneOf(lines, random).id,
      campaignId: null,
      checkedAtMs,
      tester: 'wang',
      code: '11',
      answerRight: random() < 0.85,
      note: '答复清楚',
    });
  }
}

/** What was told of tickets: to everybody who reads news of the city, and to the offices' keepers. */
export async function writeNews(db: Database): Promise<void> {
  await sql`insert into news (id, key, kind, at_ms, ticket_id, department_id, subject, text)
    select t.id, 'ticket:' || t.id || ':opened:' || t.assigned_at_ms, 'opened', t.opened_at_ms, t.id, t.department_id,
      jsonb_build_object('zh', '新整改单 #' || t.number || '：' || l.dialled, 'en', 'New ticket #' || t.number || ': ' || l.dialled),
      jsonb_build_object('zh', coalesce(d.name, '行动负责人') || '：整改单 #' || t.number,
        'en', coalesce(d.name, 'To those who direct the programme') || ': ticket #' || t.number)
    from tickets t join lines l on l.id = t.line_id left join departments d on d.id = t.department_id`.execute(
    db,
  );
  await sql`insert into notifications (account_id, news_id, read_at_ms)
    select u.id, n.id, case when n.at_ms % 3 > 0 then n.at_ms + 3600000 end
    from news n cross join auth_user u
    where u.role in ('city_admin', 'campaign_manager')
      or (u.role = 'department_manager' and u."departmentId" in (
        with recursive up as (
          select id, parent_id from departments where id = n.department_id
          union select p.id, p.parent_id from departments p join up on p.id = up.parent_id)
        select id::text from up))`.execute(db);
  await sql`insert into deliveries (id, news_id, channel, account_id, address_key, to_name, state, due_at_ms, attempts,
      sent_at_ms, last_attempt_at_ms)
    select gen_random_uuid(), n.id, 'email', u.id, 'email:' || u.id, u.name, 'sent', n.at_ms, 1, n.at_ms + 2000,
      n.at_ms + 2000
    from news n join notifications t on t.news_id = n.id join auth_user u on u.id = t.account_id
    where u.role = 'city_admin'`.execute(db);
}

/** Words on the recordings that carriers play; machines of offices are labelled in part. */
export async function labelSayings(db: Database): Promise<void> {
  await sql`insert into announcement_prints (id, announcement_id, print, length_ms, created_at_ms)
    select gen_random_uuid(), id, print, 3000, at_ms from bench_sayings
    where key like 'carrier %' or key like 'machine %'`.execute(db);
  await sql`update announcements a set labelled_by = 'admin', labelled_at_ms = b.at_ms + 86400000,
      text = case when b.key like 'machine %' then '您好，请直拨分机号，查号请拨零' else '您拨打的号码无法接通' end,
      word = case when b.key like 'machine %' then 'menu' else b.outcome end
    from bench_sayings b where b.id = a.id and ((b.key like 'machine %' and hashtext(b.key) % 3 <> 0)
      or (b.key like 'carrier %' and b.outcome in ('unallocated', 'powered_off', 'unreachable', 'number_changed',
        'network_congestion', 'barred', 'busy', 'no_answer')))`.execute(db);
}
