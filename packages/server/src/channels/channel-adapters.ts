import type { ChannelAdapters } from '../app/ports/channels.ts';
import { douyin } from './douyin.ts';
import { weibo } from './weibo.ts';
import { wechat } from './wechat/wechat.ts';

/** The platforms that there are; another one is added here and to `channelKinds` of the domain. */
export const channelAdapters: ChannelAdapters = { wechat, douyin, weibo };
