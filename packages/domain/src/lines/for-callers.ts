import { purposes, type Line, type Purpose } from './line.ts';

/** What is only mentioned, sends papers or is for the press is for no citizen to call. */
const notForCallers: ReadonlySet<Purpose> = new Set(['mention', 'fax', 'media']);

/** Purposes for which a number is published to be called by citizens. */
export const callerPurposes: readonly Purpose[] = purposes.filter((one) => !notForCallers.has(one));

/** Whether a line may be shown to anybody: in use, published to be called, and no mobile, which is somebody's own. */
export function isForCallers(line: Pick<Line, 'state' | 'purpose' | 'numberType'>): boolean {
  return (
    line.state === 'active' && line.numberType !== 'mobile' && !notForCallers.has(line.purpose)
  );
}
