import type { Role } from '@everyline/contract';

import type { Sentence } from '../language.ts';

export const roleWords: Readonly<Record<Role, Sentence>> = {
  city_admin: { zh: '城市管理员', en: 'city administrator' },
  campaign_manager: { zh: '行动负责人', en: 'campaign manager' },
  department_manager: { zh: '单位负责人', en: 'department manager' },
  tester: { zh: '抽查员', en: 'tester' },
  supervisor: { zh: '班长', en: 'supervisor' },
  agent: { zh: '坐席', en: 'agent' },
  knowledge_editor: { zh: '知识编辑', en: 'knowledge editor' },
  auditor: { zh: '审计员', en: 'auditor' },
  api_token: { zh: 'API 令牌', en: 'API token' },
};
