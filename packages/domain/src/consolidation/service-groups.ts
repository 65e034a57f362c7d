import type { InventoryLine } from './inventory-line.ts';

/** Numbers of one office that are published for one service. */
export interface ServiceGroup {
  readonly service: string;
  readonly members: readonly InventoryLine[];
}

/** Words that stand before a number and name no service: who asks for what is told elsewhere on the page, or nowhere. */
const namesNothing =
  /^(?:咨询|联系|办公|服务|监督|投诉|举报|值班|业务|对外|公开|工作|窗口|客服|办事|受理|政务|便民|统一|总机|固定)*(?:电话|号码|热线|专线|方式|总机|telephone|phone|tel|contact)?$/u;

/** So many numbers at most are proposed to become one: more are a switchboard's business. */
const mostMembers = 12;

/**
 * Numbers that one office publishes for the same service, each number in one group: the group of the service that most of
 * them share. A service is the same when its words are, spaces and brackets apart.
 */
export function serviceGroups(lines: readonly InventoryLine[]): ServiceGroup[] {
  const byService = new Map<string, { service: string; members: InventoryLine[] }>();
  for (const one of lines) {
    const { departmentId, services } = one.line;
    if (departmentId === null) continue;
    for (const service of new Set(services.map((name) => name.trim()))) {
      const key = `${departmentId}/${plain(service)}`;
      if (namesNothing.test(plain(service))) continue;
      const group = byService.get(key);
      if (group === undefined) byService.set(key, { service, members: [one] });
      else if (!group.members.includes(one)) group.members.push(one);
    }
  }
  const grouped = new Set<string>();
  const groups: ServiceGroup[] = [];
  for (const { service, members } of [...byService.values()].toSorted(
    (a, b) => b.members.length - a.members.length,
  )) {
    const free = members.filter(({ line }) => !grouped.has(line.id));
    if (free.length < 2 || free.length > mostMembers) continue;
    for (const { line } of free) grouped.add(line.id);
    groups.push({ service, members: free });
  }
  return groups;
}

function plain(service: string): string {
  return service
    .normalize('NFKC')
    .replace(/[\s()[\]（）【】·、]/gu, '')
    .toLowerCase();
}
