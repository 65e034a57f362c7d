/**
 * Loaded before a program (`node --import`): moves its wall clock by EVERYLINE_TEST_CLOCK_SHIFT_MS, and
 * by the milliseconds written in the file EVERYLINE_TEST_CLOCK_STEP_FILE as soon as they stand there. The
 * steady clock stays as it is, as when somebody sets the machine's clock.
 */
import { readFileSync } from 'node:fs';

const shiftMs = Number(process.env['EVERYLINE_TEST_CLOCK_SHIFT_MS'] ?? '0');
const stepFile = process.env['EVERYLINE_TEST_CLOCK_STEP_FILE'];
const RealDate = Date;

function stepMs(): number {
  if (stepFile === undefined) return 0;
  try {
    return Number(readFileSync(stepFile, 'utf8')) || 0;
  } catch {
    return 0;
  }
}

const nowMs = (): number => RealDate.now() + shiftMs + stepMs();

globalThis.Date = new Proxy(RealDate, {
  construct: (target, given: unknown[]) =>
    Reflect.construct(target, given.length === 0 ? [nowMs()] : given) as Date,
  get: (target, name) => (name === 'now' ? nowMs : (Reflect.get(target, name) as unknown)),
});
