import { changeTelling } from '../../app/telling/change-telling.ts';
import { listDeliveries, retryDelivery } from '../../app/telling/list-deliveries.ts';
import {
  changeChoice,
  countUnread,
  listNotifications,
  markRead,
  readChoice,
} from '../../app/telling/own-notifications.ts';
import { readTelling } from '../../app/telling/read-telling.ts';
import { changeTarget, createTarget, deleteTarget } from '../../app/telling/save-target.ts';
import { testEmail, testTarget } from '../../app/telling/send-test.ts';
import type { Handlers } from '../handler.ts';

type TellingRoutes =
  | 'listNotifications'
  | 'unreadNotifications'
  | 'readNotifications'
  | 'tellingChoice'
  | 'changeTellingChoice'
  | 'telling'
  | 'changeTelling'
  | 'testEmail'
  | 'createTellingTarget'
  | 'changeTellingTarget'
  | 'deleteTellingTarget'
  | 'testTellingTarget'
  | 'listDeliveries'
  | 'retryDelivery';

const done = { done: true } as const;

export const tellingHandlers: Pick<Handlers, TellingRoutes> = {
  listNotifications: ({ context, query }) => listNotifications(context, query),
  unreadNotifications: ({ context }) => countUnread(context),
  readNotifications: ({ context, body }) => markRead(context, body.ids),
  tellingChoice: ({ context }) => readChoice(context),
  changeTellingChoice: ({ context, body }) => changeChoice(context, body),
  telling: ({ context }) => readTelling(context),
  changeTelling: ({ context, body }) => changeTelling(context, body),
  testEmail: ({ context, body }) => testEmail(context, body.to),
  createTellingTarget: ({ context, body }) => createTarget(context, body),
  changeTellingTarget: ({ context, params, body }) => changeTarget(context, params.id, body),
  deleteTellingTarget: async ({ context, params }) => {
    await deleteTarget(context, params.id);
    return done;
  },
  testTellingTarget: ({ context, params }) => testTarget(context, params.id),
  listDeliveries: ({ context, query }) => listDeliveries(context, query),
  retryDelivery: async ({ context, params }) => {
    await retryDelivery(context, params.id);
    return done;
  },
};
