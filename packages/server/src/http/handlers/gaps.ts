import { listGaps } from '../../app/gaps/list-gaps.ts';
import { settleGap } from '../../app/gaps/settle-gap.ts';
import type { Handlers } from '../handler.ts';

export const gapHandlers: Pick<Handlers, 'listGaps' | 'settleGap'> = {
  listGaps: ({ context, query }) => listGaps(context, query),
  settleGap: ({ context, body }) => settleGap(context, body),
};
