import type { TrunkHealth } from '@everyline/domain';

import { recordAudit } from '../audit/record-audit.ts';
import type { AppContext } from '../context.ts';
import { trunkFaultSentence } from './trunk-fault-sentence.ts';

const why = {
  burst_rejected: { zh: '短时间内大量呼叫被拒', en: 'a burst of calls was refused' },
  many_short_calls: { zh: '大量呼叫接通即被挂断', en: 'many calls were hung up at once' },
  trunk_faults: { zh: '中继连续故障', en: 'the trunk failed again and again' },
} as const;

/** The trunk stops by itself: nothing more is dialled over it until a person releases it. */
export async function stopTrunk(
  context: AppContext,
  trunkId: string,
  health: Extract<TrunkHealth, { kind: 'stop' }>,
  /** The last fault that kept a call from leaving; null when it left. */
  fault: string | null,
): Promise<void> {
  const stopped = await context.store.transaction(async (within) => {
    const trunk = await within.trunks.byId(trunkId);
    if (trunk === null || trunk.state.kind !== 'ready') return null;
    const atMs = context.clock.nowMs();
    await within.trunks.update({
      ...trunk,
      state: { kind: 'stopped', reason: health.reason, atMs },
    });
    await recordAudit(
      context,
      within,
      'trunks.stop',
      { kind: 'trunk', id: trunkId },
      {
        reason: health.reason,
        count: health.count,
        calls: health.calls,
        windowMs: health.windowMs,
        ...(fault === null ? {} : { fault }),
      },
    );
    return trunk;
  });
  if (stopped === null) return;
  const last = trunkFaultSentence(fault) ?? { zh: '', en: '' };
  const minutes = Math.round(health.windowMs / 60_000);
  context.events.publish({
    type: 'alarm',
    atMs: context.clock.nowMs(),
    sentence: {
      zh: `中继“${stopped.name}”已自动停止：${why[health.reason].zh}（${minutes} 分钟内 ${health.calls} 次呼叫中 ${health.count} 次）。${last.zh}请检查后在设置中恢复。`,
      en: `The trunk “${stopped.name}” has stopped by itself: ${why[health.reason].en} (${health.count} of ${health.calls} calls in ${minutes} minutes). ${last.en === '' ? '' : `${last.en} `}Look at it and release it in the settings.`,
    },
  });
}
