import { checkChannel, publishChannelMenu } from '../../app/channels/ask-platform.ts';
import {
  changeChannel,
  createChannel,
  deleteChannel,
  listChannels,
} from '../../app/channels/save-channel.ts';
import { conversationFigures } from '../../app/conversations/conversation-figures.ts';
import type { Handlers } from '../handler.ts';

type ChannelRoutes =
  | 'listChannels'
  | 'createChannel'
  | 'changeChannel'
  | 'deleteChannel'
  | 'checkChannel'
  | 'publishChannelMenu'
  | 'conversationFigures';

export const channelHandlers: Pick<Handlers, ChannelRoutes> = {
  listChannels: ({ context }) => listChannels(context),
  createChannel: ({ context, body }) => createChannel(context, body),
  changeChannel: ({ context, params, body }) => changeChannel(context, params.id, body),
  deleteChannel: async ({ context, params }) => {
    await deleteChannel(context, params.id);
    return { done: true };
  },
  checkChannel: ({ context, params }) => checkChannel(context, params.id),
  publishChannelMenu: ({ context, params }) => publishChannelMenu(context, params.id),
  conversationFigures: ({ context, query }) => conversationFigures(context, query),
};
