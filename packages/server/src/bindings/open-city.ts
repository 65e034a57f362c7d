import { join } from 'node:path';

import type { AccountContext } from '../app/accounts/account-context.ts';
import type { Clock } from '../app/ports/clock.ts';
import type { Config } from '../config/config.ts';
import { LiveAnswers } from '../app/knowledge/live-answers.ts';
import { SearchableEntries } from '../app/knowledge/searchable-entries.ts';
import { newId } from '../app/new-id.ts';
import { signOnProviders } from '../outbound/openid.ts';
import { channelAdapters } from '../channels/channel-adapters.ts';
import { outbound } from '../outbound/outbound.ts';
import { documents } from '../sources/documents.ts';
import { betterAuthAccounts } from '../store/accounts.ts';
import { eventBus } from '../store/event-bus.ts';
import { derivedKey, readKey, sealedSecrets } from '../store/key.ts';
import { openStore, type OpenStore } from '../store/open-store.ts';
import { sealedAttachments, sealedRecordings } from '../store/sealed-files.ts';
import { certificateReader } from './certificate-reader.ts';
import { machine } from './machine.ts';
import { reckonApart, reckonHere } from './reckoning.ts';

export interface City {
  /** The program itself asking, in the city's language. */
  readonly context: AccountContext;
  readonly opened: OpenStore;
  close(): Promise<void>;
}

/** Opens the data directory and wires everything that verbs need. `name` says who uses it. */
export async function openCity(
  config: Config,
  name: string,
  options: {
    readonly maxConnections?: number;
    readonly language?: 'zh-CN' | 'en';
    /** The sample city lives in a time of its own. */
    readonly clock?: Clock;
    /** What takes long is reckoned in a thread of its own, so that others are served meanwhile. */
    readonly reckonsApart?: boolean;
  } = {},
): Promise<City> {
  const clock = options.clock ?? machine.clock;
  const opened = await openStore({
    data: config.data,
    databaseUrl: config.databaseUrl,
    name,
    maxConnections: options.maxConnections ?? 4,
    clock,
    random: machine.random,
    machine,
  });
  try {
    const key = await readKey(join(config.data, 'key'), config.key);
    const events = eventBus(opened.connection, { id: newId(machine), clock: machine.clock });
    const context: AccountContext = {
      actor: { kind: 'system', name },
      language: options.language ?? 'zh-CN',
      clock,
      random: machine.random,
      store: opened.store,
      documents: documents({
        allowedHosts: config.allowedHosts,
        officeProgram: config.officeProgram,
      }),
      events,
      recordings: sealedRecordings(join(config.data, 'recordings'), key),
      attachments: sealedAttachments(join(config.data, 'attachments'), key),
      secrets: sealedSecrets(key),
      outbound,
      signOn: signOnProviders,
      channelAdapters,
      certificates: certificateReader,
      reckoning: options.reckonsApart ? reckonApart(opened, clock) : reckonHere(opened, clock),
      knowledge: new SearchableEntries({ store: opened.store, events, clock }),
      answers: new LiveAnswers({ store: opened.store, events, clock }),
      accounts: betterAuthAccounts(opened.db, {
        secret: Buffer.from(derivedKey(key, 'everyline sessions')).toString('hex'),
        publicUrl: config.publicUrl ?? 'http://localhost',
      }),
    };
    return {
      context,
      opened,
      close: async () => {
        await context.reckoning.end();
        await context.knowledge.end();
        await context.answers.end();
        await events.close();
        await opened.close();
      },
    };
  } catch (cause) {
    await opened.close();
    throw cause;
  }
}
