import { exportCapacityPlan, readCapacityPlan } from '../../app/capacity/read-capacity-plan.ts';
import { readLineCapacity } from '../../app/capacity/read-line-capacity.ts';
import { staffRecord } from '../../app/capacity/staff-record.ts';
import { authorise } from '../../app/access/authorise.ts';
import { AppFault } from '../../app/faults.ts';
import { capacityWorkbook } from '../capacity-workbook.ts';
import type { Handlers } from '../handler.ts';
import { sendWorkbook } from '../send-workbook.ts';
import type { Uploads } from '../uploads.ts';

type CapacityRoutes = 'lineCapacity' | 'staffCalls' | 'capacityPlan' | 'exportCapacity';

export function capacityHandlers(uploads: Uploads): Pick<Handlers, CapacityRoutes> {
  return {
    staffCalls: async ({ context, query, request }) => {
      // Asked before a byte is written to disk.
      await authorise(context, 'staffing.plan');
      for await (const { name, sizeBytes, path } of uploads.receive(request)) {
        return await staffRecord(context, { name, sizeBytes, at: { path } }, query);
      }
      throw new AppFault('unsupported_media');
    },
    lineCapacity: ({ context, params }) => readLineCapacity(context, params.id),
    capacityPlan: ({ context, query }) => readCapacityPlan(context, query.departmentId ?? null),
    exportCapacity: async ({ context, query, reply }) => {
      const plan = await exportCapacityPlan(context, query);
      const workbook = await capacityWorkbook(plan.items, query.language ?? context.language);
      return sendWorkbook(reply, 'everyline-capacity', workbook);
    },
  };
}
