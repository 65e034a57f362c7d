import { exportCapacityPlan, readCapacityPlan } from '../../app/capacity/read-capacity-plan.ts';
import { readLineCapacity } from '../../app/capacity/read-line-capacity.ts';
import { capacityWorkbook } from '../capacity-workbook.ts';
import type { Handlers } from '../handler.ts';
import { sendWorkbook } from '../send-workbook.ts';

type CapacityRoutes = 'lineCapacity' | 'capacityPlan' | 'exportCapacity';

export const capacityHandlers: Pick<Handlers, CapacityRoutes> = {
  lineCapacity: ({ context, params }) => readLineCapacity(context, params.id),
  capacityPlan: ({ context, query }) => readCapacityPlan(context, query.departmentId ?? null),
  exportCapacity: async ({ context, query, reply }) => {
    const plan = await exportCapacityPlan(context, query);
    const workbook = await capacityWorkbook(plan.items, query.language ?? context.language);
    return sendWorkbook(reply, 'everyline-capacity', workbook);
  },
};
