import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

import { createClient, type Client } from '@everyline/contract';
import { momentOf } from '@everyline/domain';
import type { City as SampleCity } from '@everyline/exchange';

import { cityCalendar } from '../packages/server/src/app/settings/city-calendar.ts';
import { probeAnnouncement } from '../packages/server/src/bindings/announcement.ts';
import { ownCalls } from '../packages/server/src/bindings/call-owner.ts';
import { dialRules } from '../packages/server/src/bindings/dial-rules.ts';
import { machine } from '../packages/server/src/bindings/machine.ts';
import { openCity } from '../packages/server/src/bindings/open-city.ts';
import { readConfig } from '../packages/server/src/config/config.ts';
import { openVirtualCalls } from '../packages/server/src/demo/sample-week.ts';
import { serve } from './served-city.ts';
import { StoryClock } from './story-clock.ts';

/** When the people of the story come to work, and when its last call of a day is over. */
const morningMinute = 9 * 60;
const eveningMinute = 20 * 60 + 15;

/** A server without a city, whose day a test can end; nothing is put in but by its pages and its API. */
export interface StoryCity {
  readonly address: string;
  /** What the terminal printed for the first run. */
  readonly setupCode: string;
  /** The API for somebody who signs in. */
  signIn(name: string, password: string): Promise<Client>;
  /** Makes the calls of the campaign that is running, up to the evening of a day. */
  callUntil(day: string, sample: SampleCity): Promise<void>;
  /** The morning of a day: what became due meanwhile has gone out. */
  wakeOn(day: string): Promise<void>;
  nowMs(): number;
  close(): Promise<void>;
}

export async function openStoryCity(firstDay: string): Promise<StoryCity> {
  const folder = await mkdtemp(join(tmpdir(), 'everyline-story-'));
  const root = resolve(import.meta.dirname, '..');
  const data = join(folder, 'data');
  const config = readConfig({ EVERYLINE_LOG: 'silent' }, { root, cwd: root, data, port: '0' });
  const calendar = cityCalendar();
  const at = (day: string, minute: number) => momentOf(calendar, day, minute);
  const clock = new StoryClock(machine.clock, at(firstDay, morningMinute));
  const city = await openCity(config, 'serve', { language: 'zh-CN', clock });
  const { context, opened } = city;
  const rules = { ...dialRules(), clockStep: () => null };
  const owner = await ownCalls(opened.connection, rules.ownerId);
  const served = await serve(city, config, ['web', 'worker']);
  const clientOf = (headers: Readonly<Record<string, string>>) =>
    createClient({ fetch, baseUrl: served.address, language: () => 'zh-CN', headers });
  return {
    address: served.address,
    setupCode: served.setupCode ?? '',
    signIn: async (name, password) => {
      const answer = await fetch(`${served.address}/api/session`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ name, password }),
      });
      if (!answer.ok) throw new Error(await answer.text());
      const cookies = answer.headers.getSetCookie().map((cookie) => cookie.split(';')[0]);
      return clientOf({ cookie: cookies.join('; ') });
    },
    callUntil: async (day, sample) => {
      const campaign = (await context.store.campaigns.all()).find(
        ({ state }) => state === 'running',
      );
      const trunk = campaign && (await context.store.trunks.byId(campaign.trunkId));
      if (!campaign || !trunk) throw new Error('no campaign is running');
      const faults: unknown[] = [];
      const calls = await openVirtualCalls(
        {
          context,
          city: sample,
          clock,
          machine: machine.clock,
          rules,
          announcement: await probeAnnouncement(data, 'zh-CN'),
          threads: 2,
          tell: (news) => {
            if (news.kind === 'fault') faults.push(news.fault);
          },
        },
        campaign,
        trunk,
      );
      await calls.runTo(at(day, eveningMinute));
      await calls.end({ final: day >= campaign.period.toDay });
      if (faults.length > 0) throw new AggregateError(faults, `the calls until ${day} failed`);
    },
    wakeOn: (day) => clock.setTo(at(day, morningMinute)),
    nowMs: () => clock.nowMs(),
    close: async () => {
      await served.end();
      await owner.release();
      await city.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
