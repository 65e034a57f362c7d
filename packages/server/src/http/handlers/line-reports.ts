import { AppFault } from '../../app/faults.ts';
import { listLineReports } from '../../app/line-reports/list-line-reports.ts';
import { reportLine } from '../../app/line-reports/report-line.ts';
import { LinkLimits } from '../../app/owners/link-limits.ts';
import type { Handlers } from '../handler.ts';

/** What citizens report; whoever asks too often is told to wait before anything is looked up. */
export function lineReportHandlers(): Pick<Handlers, 'reportLine' | 'listLineReports'> {
  const limits = new LinkLimits();
  return {
    reportLine: ({ context, body, request }) => {
      const waitMs = limits.waitMs(request.ip, context.clock.nowMs());
      if (waitMs > 0) {
        throw new AppFault('too_many_requests', { seconds: Math.ceil(waitMs / 1000) });
      }
      return reportLine(context, body, request.ip);
    },
    listLineReports: ({ context, query }) => listLineReports(context, query),
  };
}
