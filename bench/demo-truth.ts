import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

import { chinaCalendar, momentOf } from '@everyline/domain';
import { citySizes, makeCity } from '@everyline/exchange';

import { probeAnnouncement } from '../packages/server/src/bindings/announcement.ts';
import { ownCalls } from '../packages/server/src/bindings/call-owner.ts';
import { dialRules } from '../packages/server/src/bindings/dial-rules.ts';
import { machine } from '../packages/server/src/bindings/machine.ts';
import { openCity } from '../packages/server/src/bindings/open-city.ts';
import { readConfig } from '../packages/server/src/config/config.ts';
import { againstTruth } from '../packages/server/src/demo/against-truth.ts';
import { CityClock } from '../packages/server/src/demo/city-clock.ts';
import { virtualDays } from '../packages/server/src/demo/sample-week.ts';
import {
  settleCampaign,
  settleCity,
  settleTrunk,
} from '../packages/server/src/demo/settle-city.ts';
import type { BenchOptions } from './main.ts';

const publishedOn = '2026-09-01';
const week = { fromDay: '2026-09-07', toDay: '2026-09-11' };

/**
 * The sample city's week in virtual time: documents are read, lines cleared, called, judged, and the
 * verdicts held against the truth. People of the office check by hand who answers.
 */
export async function run(options: BenchOptions): Promise<object> {
  const lineCount = Number(options.flags['lines'] ?? String(citySizes.benchmark));
  const seed = Number(options.flags['seed'] ?? '7');
  const folder = await mkdtemp(join(tmpdir(), 'everyline-truth-'));
  const root = resolve(import.meta.dirname, '..');
  const clock = new CityClock(machine.clock, momentOf(chinaCalendar, week.fromDay, 7 * 60));
  const config = readConfig({ EVERYLINE_LOG: 'silent' }, { root, cwd: root, data: folder });
  const city = makeCity({ seed, lineCount, publishedOn });
  const opened = await openCity(config, 'demo-truth', { clock, maxConnections: 12 });
  const rules = { ...dialRules(), clockStep: () => null };
  const owner = await ownCalls(opened.opened.connection, rules.ownerId);
  try {
    await settleCity(opened.context, city);
    const trunk = await settleTrunk(opened.context, city, {
      host: '127.0.0.1',
      port: 5060,
      channels: 60,
    });
    const campaign = await settleCampaign(opened.context, trunk, week);
    const faults: string[] = [];
    const startedMs = performance.now();
    const calls = await virtualDays(
      {
        context: opened.context,
        city,
        clock,
        machine: machine.clock,
        rules,
        announcement: await probeAnnouncement(config.data, 'zh-CN'),
        week,
        checksPerDay: Math.ceil(lineCount / 3),
        threads: 2,
        tell: (news) => {
          if (news.kind === 'fault') {
            faults.push(news.fault instanceof Error ? news.fault.message : String(news.fault));
          } else if (news.kind === 'day') {
            process.stderr.write(`${news.day}: ${news.calls} calls, ${news.checks} checks\n`);
          }
        },
      },
      campaign,
      trunk,
    );
    const seconds = (performance.now() - startedMs) / 1_000;
    const truth = await againstTruth(opened.context, city, calls);
    const zoneShare = truth.inZone.lines / Math.max(1, truth.tested);
    return {
      ok:
        truth.tested >= 1_000 &&
        (truth.outside.rightShare ?? 0) >= 0.98 &&
        (truth.outside.undeterminedShare ?? 1) <= 0.05 &&
        zoneShare >= 0.2 &&
        faults.length === 0,
      seed,
      cityLines: city.lines.length,
      zoneShare,
      ...truth,
      wrong: truth.wrong.slice(0, 40),
      seconds: Math.round(seconds),
      callsASecond: Math.round((calls / seconds) * 10) / 10,
      faults: faults.slice(0, 10),
    };
  } finally {
    await owner.release();
    await opened.close();
    await rm(folder, { recursive: true, force: true });
  }
}
