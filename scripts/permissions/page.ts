import { PERMISSIONS, ROLES, routes, type Permission, type Route } from '@everyline/contract';

import { CITY_WIDE, reachOf } from '../../packages/server/src/app/access/matrix.ts';
import { permissionWords, roleWords } from '../../packages/ui/src/words/roles.ts';

type Tongue = 'zh' | 'en';

/** The two pages that are made from the matrix. */
export const pages = [
  { language: 'en', path: 'docs/reference/permissions.md' },
  { language: 'zh', path: 'docs/reference/permissions.zh-CN.md' },
] as const;

const marks = { all: '●', own: '○', no: '·' } as const;

const texts = {
  en: {
    title: 'Permissions',
    other: '[中文](permissions.zh-CN.md)',
    lead: 'Which role may do which operation. This page is made by `npm run permissions` from the table that the server asks (`packages/server/src/app/access/matrix.ts`); `packages/server/src/http/permissions.int.test.ts` asks every route of it as every role, inside and outside the scope.',
    marks: `${marks.all} everywhere · ${marks.own} inside the department of the account and what is under it; an account without a department has the whole city · ${marks.no} not at all`,
    cityWide: `What is marked † concerns the whole city: where the table says ${marks.own}, an account that is limited to a department may not do it at all.`,
    matrix: 'Operation by role',
    operation: 'Operation',
    routes: 'Routes',
    routesLead:
      'Each operation as the HTTP API has it; the routes are described in full at `/docs` of a running server.',
    everybody: 'everybody who is signed in',
    bySystem: 'signed by a work-order system',
    nobody: 'nobody need be signed in',
  },
  zh: {
    title: '权限',
    other: '[English](permissions.md)',
    lead: '哪种角色可以做哪项操作。本页由 `npm run permissions` 按服务器所查的那张表（`packages/server/src/app/access/matrix.ts`）生成；`packages/server/src/http/permissions.int.test.ts` 以每种角色、在所辖范围内外逐一请求每个接口。',
    marks: `${marks.all} 全市 · ${marks.own} 本账号所属单位及其下级；未限定单位的账号为全市 · ${marks.no} 不可以`,
    cityWide: `标有 † 的操作关系全市：表中为 ${marks.own} 的，限定了单位的账号不能做。`,
    matrix: '操作与角色',
    operation: '操作',
    routes: '接口',
    routesLead: '各项操作对应的 HTTP 接口；完整说明见运行中服务器的 `/docs`。',
    everybody: '登录即可',
    bySystem: '由工单系统签名',
    nobody: '无需登录',
  },
} as const;

/** The page of the permission matrix in one language. */
export function permissionPage(language: Tongue): string {
  const text = texts[language];
  const roles = ROLES.map((role) => roleWords[role][language]);
  return [
    `# ${text.title}`,
    text.other,
    text.lead,
    `## ${text.matrix}`,
    text.marks,
    text.cityWide,
    table(
      [text.operation, '', ...roles],
      PERMISSIONS.map((permission) => [
        `${permissionWords[permission][language]}${CITY_WIDE.has(permission) ? ' †' : ''}`,
        `\`${permission}\``,
        ...ROLES.map((role) => marks[reachOf(role, permission)]),
      ]),
    ),
    `## ${text.routes}`,
    text.routesLead,
    table(
      [text.operation, text.routes],
      [
        ...PERMISSIONS.map((permission) => [`\`${permission}\``, routesOf(permission)]),
        [text.everybody, routesOf('signed_in')],
        [text.bySystem, routesOf('signed_by_system')],
        [text.nobody, routesOf('public')],
      ],
    ),
  ]
    .join('\n\n')
    .concat('\n');
}

/** What programs read beside the contract. */
const otherRoutes: Partial<Record<string, string>> = { 'metrics.see': '`GET /metrics`' };

function routesOf(permission: Permission | 'signed_in' | 'signed_by_system' | 'public'): string {
  const of = Object.values<Route>(routes).filter((route) => route.permission === permission);
  const named = of.map(({ method, path }) => `\`${method} ${path}\``);
  return [...named, ...[otherRoutes[permission] ?? []].flat()].join('<br>');
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
