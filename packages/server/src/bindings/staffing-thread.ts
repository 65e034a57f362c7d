import { parentPort, workerData } from 'node:worker_threads';

import { staffCalls } from '../app/capacity/staff-calls.ts';
import type { StaffingTask } from '../app/ports/reckoning.ts';

const { record, target, shrinkage, whatIf } = workerData as StaffingTask;
parentPort?.postMessage([...staffCalls(record, target, shrinkage, whatIf)]);
