import type { AppContext } from '../context.ts';

/**
 * Control lines to be called at once because a trunk is suspected, or tried because its bad hour goes on. Those that the
 * guard does not allow now, or that are outside the campaign, are not called.
 */
export async function wantedControls(
  context: Pick<AppContext, 'store' | 'clock'>,
  trunkId: string,
): Promise<string[]> {
  const { badHours } = context.store;
  const hours = await badHours.since(trunkId, context.clock.nowMs());
  if (!hours.some(({ toMs }) => toMs === null)) return [];
  return (await badHours.controls()).map(({ lineId }) => lineId);
}
