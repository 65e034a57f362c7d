import { closeRound, reassignRound } from '../../app/spot-checks/change-round.ts';
import { listTesters } from '../../app/spot-checks/deal-lines.ts';
import { doSpotTask } from '../../app/spot-checks/do-spot-task.ts';
import { drawRound } from '../../app/spot-checks/draw-round.ts';
import { planRound } from '../../app/spot-checks/plan-round.ts';
import { addQuestion, changeQuestion, listQuestions } from '../../app/spot-checks/questions.ts';
import { readRound, roundFindings } from '../../app/spot-checks/read-round.ts';
import { listRounds, redrawRound, roundFrame } from '../../app/spot-checks/read-rounds.ts';
import { readSpotWork, takeSpotWork } from '../../app/spot-checks/spot-work.ts';
import type { Handlers } from '../handler.ts';
import { spotRoundWorkbook } from '../spot-round-workbook.ts';
import { sendWorkbook } from '../send-workbook.ts';

type SpotRoundRoutes =
  | 'listSpotRounds'
  | 'planSpotRound'
  | 'drawSpotRound'
  | 'spotRound'
  | 'exportSpotRound'
  | 'closeSpotRound'
  | 'reassignSpotRound'
  | 'redrawSpotRound'
  | 'spotRoundFrame'
  | 'listSpotTesters'
  | 'listSpotQuestions'
  | 'addSpotQuestion'
  | 'changeSpotQuestion'
  | 'spotWork'
  | 'takeSpotWork'
  | 'doSpotTask';

export const spotRoundHandlers: Pick<Handlers, SpotRoundRoutes> = {
  listSpotRounds: ({ context }) => listRounds(context),
  planSpotRound: ({ context, query }) => planRound(context, query),
  drawSpotRound: ({ context, body }) => drawRound(context, body),
  spotRound: ({ context, params, query }) => readRound(context, params.id, query.againstId),
  exportSpotRound: async ({ context, params, query, reply }) => {
    const round = await readRound(context, params.id, query.againstId);
    const findings = await roundFindings(context, params.id);
    const language = query.language ?? context.language;
    return sendWorkbook(
      reply,
      'everyline-spot-checks',
      await spotRoundWorkbook(round, findings, language),
    );
  },
  closeSpotRound: ({ context, params }) => closeRound(context, params.id),
  reassignSpotRound: ({ context, params, body }) => reassignRound(context, params.id, body),
  redrawSpotRound: ({ context, params }) => redrawRound(context, params.id),
  spotRoundFrame: async ({ context, params, reply }) =>
    reply
      .header('content-type', 'text/csv; charset=utf-8')
      .header('content-disposition', 'attachment; filename="everyline-frame.csv"')
      .send(await roundFrame(context, params.id)),
  listSpotTesters: ({ context }) => listTesters(context),
  listSpotQuestions: ({ context }) => listQuestions(context),
  addSpotQuestion: ({ context, body }) => addQuestion(context, body),
  changeSpotQuestion: ({ context, params, body }) => changeQuestion(context, params.id, body),
  spotWork: ({ context }) => readSpotWork(context),
  takeSpotWork: ({ context }) => takeSpotWork(context),
  doSpotTask: ({ context, params, body }) => doSpotTask(context, params.id, body),
};
