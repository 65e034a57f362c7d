import { machineClock } from './clock.ts';
import { machineRandom } from './random.ts';

/** This machine and this process, as the ports want them. */
export const machine = {
  clock: machineClock,
  random: machineRandom,
  os: process.platform,
  architecture: process.arch,
  pid: process.pid,
  uid: process.getuid?.(),
} as const;
