import type { ChannelSecretName } from '@everyline/domain';

import type { AppContext } from '../context.ts';
import type { ChannelAccount, ChannelTools } from '../ports/channels.ts';
import type { StoredChannel } from '../ports/store/channels.ts';
import { tellingRules } from '../telling/telling-rules.ts';

/** A channel with its secrets open. */
export function accountOf(
  { secrets }: Pick<AppContext, 'secrets'>,
  { settings, secretsSealed }: Pick<StoredChannel, 'settings' | 'secretsSealed'>,
): ChannelAccount {
  return {
    settings,
    secrets: JSON.parse(secrets.open(secretsSealed)) as ChannelAccount['secrets'],
  };
}

export function sealSecrets(
  { secrets }: Pick<AppContext, 'secrets'>,
  plain: Readonly<Partial<Record<ChannelSecretName, string>>>,
): string {
  return secrets.seal(JSON.stringify(plain));
}

/** What the adapter of a channel may use. */
export async function toolsOf(
  { store, secrets, clock, random, outbound }: AppContext,
  { id }: Pick<StoredChannel, 'id'>,
): Promise<ChannelTools> {
  const { allowedHosts } = await tellingRules(store);
  const { channels } = store;
  return {
    nowMs: clock.nowMs(),
    randomBytes: (count) => random.bytes(count),
    post: (url, body, headers = {}) => outbound.post(url, body, headers, allowedHosts),
    token: {
      read: async () => {
        const sealed = await channels.token(id, clock.nowMs());
        return sealed === null ? null : secrets.open(sealed);
      },
      keep: (token, untilMs) => channels.keepToken(id, secrets.seal(token), untilMs),
      forget: () => channels.keepToken(id, null, 0),
    },
  };
}
