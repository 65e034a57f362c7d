import type { SpotCheck } from '@everyline/domain';

import type { Scope } from '../../access/scope.ts';
import type { Page, Paging } from './page.ts';

export interface SpotCheckRow extends SpotCheck {
  readonly dialled: string;
  readonly areaCode: string | null;
  readonly extension: string | null;
}

export interface SpotCheckStore {
  /** @param clientKey what the device that sends it calls it */
  insert(check: SpotCheck, clientKey?: string): Promise<void>;
  byClientKey(clientKey: string): Promise<SpotCheck | null>;
  of(lineId: string): Promise<SpotCheck[]>;
  ofLines(lineIds: readonly string[]): Promise<Map<string, SpotCheck[]>>;
  page(lineId: string | undefined, scope: Scope, paging: Paging): Promise<Page<SpotCheckRow>>;
}
