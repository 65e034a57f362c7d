import type { SpotCheck } from '@everyline/domain';

import type { Scope } from '../../access/scope.ts';
import type { Page, Paging } from './page.ts';

export interface SpotCheckRow extends SpotCheck {
  readonly dialled: string;
  readonly areaCode: string | null;
  readonly extension: string | null;
}

export interface SpotCheckStore {
  insert(check: SpotCheck): Promise<void>;
  of(lineId: string): Promise<SpotCheck[]>;
  ofLines(lineIds: readonly string[]): Promise<Map<string, SpotCheck[]>>;
  page(lineId: string | undefined, scope: Scope, paging: Paging): Promise<Page<SpotCheckRow>>;
}
