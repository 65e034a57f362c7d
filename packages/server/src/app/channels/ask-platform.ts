import type { ChannelAnswer } from '@everyline/contract';
import { isCarried } from '@everyline/domain';

import { authorise, requireWholeCity } from '../access/authorise.ts';
import { recordAudit } from '../audit/record-audit.ts';
import type { AppContext } from '../context.ts';
import { AppFault, notFound } from '../faults.ts';
import type { ChannelAccount, ChannelAdapter, ChannelTools } from '../ports/channels.ts';
import type { SendResult } from '../ports/outbound.ts';
import { sendSentence } from '../telling/send-sentence.ts';
import { accountOf, toolsOf } from './channel-account.ts';
import { missingOf } from './channel-view.ts';

/** Asks the platform whether it takes our keys, and says what is wrong where it does not. */
export async function checkChannel(context: AppContext, id: string): Promise<ChannelAnswer> {
  const answer = await askPlatform(context, id, 'check', (adapter, account, tools) =>
    adapter.check(account, tools),
  );
  return answer.works
    ? { works: true, sentence: { zh: '平台接受账号和密钥', en: 'the platform accepts the keys' } }
    : answer;
}

/** Gives the platform the menu as it is set; without buttons it is taken away. */
export async function publishChannelMenu(context: AppContext, id: string): Promise<ChannelAnswer> {
  return askPlatform(context, id, 'menu', (adapter, account, tools) => {
    if (adapter.publishMenu) return adapter.publishMenu(account, account.settings.menu, tools);
    const detail = {
      zh: '这种渠道没有菜单',
      en: 'a channel of this kind has no menu',
    };
    throw new AppFault('invalid_input', { detail });
  });
}

async function askPlatform(
  context: AppContext,
  id: string,
  verb: string,
  ask: (
    adapter: ChannelAdapter,
    account: ChannelAccount,
    tools: ChannelTools,
  ) => Promise<SendResult>,
): Promise<ChannelAnswer> {
  requireWholeCity(await authorise(context, 'settings.edit'));
  const channel = await context.store.channels.byId(id);
  if (!channel) throw notFound('channel');
  const account = accountOf(context, channel);
  const missing = missingOf(channel, account);
  if (missing.length > 0) {
    const sentence = {
      zh: `还没有填写：${missing.map(({ zh }) => zh).join('、')}`,
      en: `not yet entered: ${missing.map(({ en }) => en).join(', ')}`,
    };
    return { works: false, sentence };
  }
  if (!isCarried(channel.kind)) {
    const sentence = {
      zh: '小窗不需要平台；请打开嵌入它的网页看是否出现',
      en: 'a widget needs no platform; open a page that has it and see whether it appears',
    };
    return { works: channel.enabled, sentence };
  }
  const tools = await toolsOf(context, channel);
  const result = await ask(context.channelAdapters[channel.kind], account, tools);
  const works = result.kind === 'sent';
  await recordAudit(
    context,
    context.store,
    `channels.${verb}`,
    { kind: 'channel', id },
    {
      works,
      ...(result.kind === 'failed' && { failure: result.failure }),
    },
  );
  return {
    works,
    sentence: works
      ? { zh: '平台已接受', en: 'the platform took it' }
      : sendSentence(result.failure),
  };
}
