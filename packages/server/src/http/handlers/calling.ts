import { pressStop } from '../../app/stops/press-stop.ts';
import { releaseStop } from '../../app/stops/release-stop.ts';
import { stopState } from '../../app/stops/stop-state.ts';
import { listTrunks } from '../../app/trunks/list-trunks.ts';
import { releaseTrunk } from '../../app/trunks/release-trunk.ts';
import { changeTrunk, createTrunk } from '../../app/trunks/save-trunk.ts';
import type { Handlers } from '../handler.ts';

type CallingRoutes =
  | 'listTrunks'
  | 'createTrunk'
  | 'changeTrunk'
  | 'releaseTrunk'
  | 'stopState'
  | 'stopAll'
  | 'resumeAll';

export const callingHandlers: Pick<Handlers, CallingRoutes> = {
  listTrunks: ({ context }) => listTrunks(context),
  createTrunk: ({ context, body }) => createTrunk(context, body),
  changeTrunk: ({ context, params, body }) => changeTrunk(context, params.id, body),
  releaseTrunk: ({ context, params }) => releaseTrunk(context, params.id),
  stopState: ({ context }) => stopState(context.store),
  stopAll: ({ context, body }) => pressStop(context, body.reason),
  resumeAll: ({ context }) => releaseStop(context),
};
