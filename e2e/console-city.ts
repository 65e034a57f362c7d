import { resolve } from 'node:path';

import { ledgerKey, momentOf, officesBelow, type Department, type Line } from '@everyline/domain';
import { makeCity, smallestCity } from '@everyline/exchange';

import { groupRecordings } from '../packages/server/src/app/announcements/group-recordings.ts';
import { PrintLibrary } from '../packages/server/src/app/announcements/print-library.ts';
import { probeAnnouncement } from '../packages/server/src/bindings/announcement.ts';
import { ownCalls } from '../packages/server/src/bindings/call-owner.ts';
import { dialRules } from '../packages/server/src/bindings/dial-rules.ts';
import { machine } from '../packages/server/src/bindings/machine.ts';
import { openCity } from '../packages/server/src/bindings/open-city.ts';
import { readConfig } from '../packages/server/src/config/config.ts';
import { CityClock } from '../packages/server/src/demo/city-clock.ts';
import { virtualDays } from '../packages/server/src/demo/sample-week.ts';
import {
  settleCampaign,
  settleCity,
  settleTrunk,
} from '../packages/server/src/demo/settle-city.ts';
import { cityCalendar } from '../packages/server/src/app/settings/city-calendar.ts';
import { recordBusyLines } from './busy-lines.ts';
import { addAdministrator, administrator, serve } from './served-city.ts';

/** A small sample city behind a real server: read, cleared, and called for two virtual days. */
export interface ConsoleCity {
  readonly address: string;
  readonly account: { readonly name: string; readonly password: string };
  close(): Promise<void>;
}

const days = { fromDay: '2026-09-07', toDay: '2026-09-08' };
const seed = 11;
/** Lines that are called: enough for every sort of verdict, few enough for a test. */
const calledLines = 36;

export async function openConsoleCity(data: string): Promise<ConsoleCity> {
  const root = resolve(import.meta.dirname, '..');
  const config = readConfig({ EVERYLINE_LOG: 'silent' }, { root, cwd: root, data, port: '0' });
  const sample = makeCity({ seed, lineCount: smallestCity, publishedOn: '2026-09-01' });
  const clock = new CityClock(machine.clock, momentOf(cityCalendar(), days.fromDay, 9 * 60));
  const city = await openCity(config, 'console-test', { language: 'zh-CN', clock });
  const { context, opened } = city;
  await addAdministrator(city);
  await settleCity(context, sample);
  const trunk = await settleTrunk(context, sample, { host: '127.0.0.1', port: 9, channels: 20 });
  const campaign = await settleCampaign(context, trunk, days);
  const lines = await context.store.lines.active();
  const every = Math.max(1, Math.floor(lines.length / calledLines));
  // What carriers say before the answer must be among what is heard, whatever else is.
  const announced = new Set(
    sample.lines
      .filter(({ behaviour }) => 'by' in behaviour && behaviour.by === 'announcement')
      .map(({ number }) => ledgerKey(number)),
  );
  const scope = {
    lineIds: lines
      .filter(({ number }, index) => index % every === 0 || announced.has(ledgerKey(number)))
      .map((line) => line.id),
  };
  const scoped = { ...campaign, scope };
  await context.store.campaigns.update(scoped);
  const rules = { ...dialRules(), clockStep: () => null };
  const owner = await ownCalls(opened.connection, rules.ownerId);
  const faults: unknown[] = [];
  await virtualDays(
    {
      context,
      city: sample,
      clock,
      machine: machine.clock,
      rules,
      announcement: await probeAnnouncement(data, 'zh-CN'),
      week: days,
      checksPerDay: 10,
      threads: 2,
      tell: (news) => {
        if (news.kind === 'fault') faults.push(news.fault);
      },
    },
    scoped,
    trunk,
  );
  const called = new Set(scope.lineIds);
  await recordBusyLines(
    context,
    firstOfEachOffice(
      lines.filter(({ id, numberType }) => numberType === 'geographic' && !called.has(id)),
      await context.store.departments.all(),
    ),
    trunk.id,
  );
  await owner.release();
  const library = new PrintLibrary();
  while ((await groupRecordings(context, library)).stretches > 0);
  if (faults.length > 0) throw new AggregateError(faults, 'the sample days did not run');
  const served = await serve(city, config, ['web', 'worker']);
  return {
    address: served.address,
    account: administrator,
    close: async () => {
      await served.end();
      await city.close();
    },
  };
}

/** One line of each office below the city's own, so that the offices can be compared. */
function firstOfEachOffice(lines: readonly Line[], departments: readonly Department[]): Line[] {
  return officesBelow(departments, null).flatMap(({ ids }) =>
    lines.filter(({ departmentId }) => departmentId !== null && ids.has(departmentId)).slice(0, 1),
  );
}
