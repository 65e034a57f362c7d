import { join } from 'node:path';

import type { GuardAnswer, Line } from '@everyline/domain';
import type { Behaviour } from '@everyline/exchange';
import { startExchangeThread, type ExchangeThread } from '@everyline/exchange/node';
import { defaultCampaignPolicy } from '@everyline/domain';
import { sql } from 'kysely';
import { pino } from 'pino';

import type { AppContext } from '../packages/server/src/app/context.ts';
import { newId } from '../packages/server/src/app/new-id.ts';
import { ownCalls } from '../packages/server/src/bindings/call-owner.ts';
import { dialRules } from '../packages/server/src/bindings/dial-rules.ts';
import { PhonesOnDemand } from '../packages/server/src/bindings/phones-on-demand.ts';
import { SoundMemory } from '../packages/server/src/voice/sound-memory.ts';
import { buildServer } from '../packages/server/src/http/server.ts';
import { VoiceService } from '../packages/server/src/voice/voice-service.ts';
import { buildClearance, buildLine, openTestServer } from '../packages/testkit/src/index.ts';
import { until } from './program.ts';

/** A call as the exchange has it. */
export interface RungCall {
  readonly dialled: string;
  readonly atMs: number;
  endedAtMs: number | null;
}

/** Hours in which offices are open, on working days of December 2026: every attack has one of its own. */
const slots = ['01', '02', '03', '04', '07', '08', '09', '10'].flatMap((day) =>
  [9, 10, 14, 15, 16].map((hour) => ({ day: `2026-12-${day}`, hour })),
);

/**
 * A whole city with its API in this process, the simulated exchange beside it, and a wall clock that a
 * test sets: no test may depend on the hour at which it is run.
 */
export class AttackedCity {
  readonly context: AppContext;
  readonly data: string;
  readonly rung: RungCall[];
  readonly exchange: ExchangeThread;
  private readonly opened: Awaited<ReturnType<typeof openTestServer>>;
  private readonly server: Awaited<ReturnType<typeof buildServer>>;
  private readonly cookie: string;
  private readonly time: { shiftMs: number };
  private slotIndex = -1;

  private constructor(parts: {
    context: AppContext;
    rung: RungCall[];
    exchange: ExchangeThread;
    opened: Awaited<ReturnType<typeof openTestServer>>;
    server: Awaited<ReturnType<typeof buildServer>>;
    cookie: string;
    time: { shiftMs: number };
  }) {
    this.context = parts.context;
    this.rung = parts.rung;
    this.exchange = parts.exchange;
    this.opened = parts.opened;
    this.server = parts.server;
    this.cookie = parts.cookie;
    this.time = parts.time;
    this.data = parts.opened.config.data;
  }

  static async open(
    lines: readonly (readonly [number: string, behaviour: Behaviour])[],
  ): Promise<AttackedCity> {
    const opened = await openTestServer();
    const rung: RungCall[] = [];
    const byId = new Map<string, RungCall>();
    const exchange = await startExchangeThread({
      port: 0,
      lines,
      areaCode: '028',
      seed: 'attack',
      channels: 200,
      onCall: (news) => {
        if (news.kind === 'call_started') {
          const call = { dialled: news.dialled, atMs: news.atMs, endedAtMs: null };
          byId.set(news.callId, call);
          rung.push(call);
        } else {
          const call = byId.get(news.callId);
          if (call) call.endedAtMs = news.atMs;
        }
      },
    });
    const time = { shiftMs: 0 };
    const { clock } = opened.city.context;
    const context = {
      ...opened.city.context,
      clock: { ...clock, nowMs: () => clock.nowMs() + time.shiftMs },
    };
    const server = await buildServer({
      system: context,
      health: { version: 'test', roles: ['web'], startedAtMs: 0 },
      setupCode: null,
      publicUrl: undefined,
      behindProxy: false,
      consoleFolder: join(opened.config.data, 'no-pages'),
      uploadFolder: join(opened.config.data, 'uploads'),
      logger: pino({ level: 'silent' }),
    });
    await server.ready();
    const cookie = await opened.signedIn('attacker', 'city_admin');
    return new AttackedCity({ context, rung, exchange, opened, server, cookie, time });
  }

  get clockShiftMs(): number {
    return this.time.shiftMs;
  }

  /** Moves to the next hour; with `newDay` to the first one of another day. */
  nextHour(newDay = false): void {
    const day = slots[this.slotIndex]?.day;
    do this.slotIndex += 1;
    while (newDay && this.slot.day === day);
    this.setSecond(5);
  }

  /** Sets the wall clock to so many seconds after the hour. */
  setSecond(second: number): void {
    const { day, hour } = this.slot;
    const hourText = String(hour).padStart(2, '0');
    this.setMoment(Date.parse(`${day}T${hourText}:00:00+08:00`) + second * 1_000);
  }

  private get slot(): { readonly day: string; readonly hour: number } {
    const slot = slots[this.slotIndex];
    if (slot === undefined) throw new Error('there are more attacks than hours');
    return slot;
  }

  setMoment(atMs: number): void {
    this.time.shiftMs = atMs - this.opened.city.context.clock.nowMs();
  }

  get nowMs(): number {
    return this.context.clock.nowMs();
  }

  /** Asks the API as the city's administrator. */
  async ask(
    method: 'GET' | 'POST' | 'PATCH' | 'DELETE',
    url: string,
    payload?: object,
  ): Promise<{ status: number; body: Record<string, unknown> }> {
    const answer = await this.server.inject({
      method,
      url,
      headers: { cookie: this.cookie, 'accept-language': 'en' },
      ...(payload !== undefined && { payload }),
    });
    return { status: answer.statusCode, body: answer.json<Record<string, unknown>>() };
  }

  /** A trunk as an administrator makes it; by default the simulated exchange. */
  async trunk(change: object = {}): Promise<string> {
    const { status, body } = await this.ask('POST', '/api/trunks', {
      name: newId(this.context),
      host: '127.0.0.1',
      port: this.exchange.address.port,
      registeredNumber: '+862861000000',
      presentedNumber: '+862861000000',
      channels: 50,
      perDay: 5_000,
      simulated: true,
      ...change,
    });
    if (status >= 300) throw new Error(JSON.stringify(body));
    return body['id'] as string;
  }

  /** Lines put straight into the store, as if an older version or a hole had let them in. */
  async lines(numbers: readonly string[], change: Partial<Line> = {}): Promise<Line[]> {
    const lines = numbers.map((dialled): Line => ({
      ...buildLine(1),
      id: newId(this.context),
      number: {
        dialled,
        areaCode: dialled.startsWith('+') ? null : '028',
        extension: null,
      },
      ...change,
    }));
    await this.context.store.lines.insert(lines);
    return lines;
  }

  /** A clearance that names lines, put straight into the store. */
  async clear(lines: readonly Line[]): Promise<string> {
    const id = newId(this.context);
    await this.context.store.clearances.insert(
      buildClearance({
        id,
        scope: { kind: 'list', name: 'attack', lineIds: lines.map((line) => line.id) },
        givenBy: 'attack',
        givenAtMs: this.nowMs,
        validFromMs: this.nowMs - 1_000,
      }),
    );
    return id;
  }

  /** A started campaign whose first calls are all due within the first minute of an hour. */
  async campaign(trunkId: string, scope: object, policy: object = {}): Promise<string> {
    const { hour } = this.slot;
    const made = await this.ask('POST', '/api/campaigns', {
      name: `attack ${this.slotIndex}`,
      scope,
      trunkId,
      fromDate: '2026-12-01',
      toDate: '2026-12-31',
      policy: {
        ...defaultCampaignPolicy,
        hours: {
          rules: [
            {
              days: { kind: 'every_day' },
              season: null,
              spans: [{ fromMinute: hour * 60, toMinute: hour * 60 + 2 }],
            },
          ],
        },
        concurrencyByDepartment: 500,
        ...policy,
      },
    });
    if (made.status >= 300) throw new Error(JSON.stringify(made.body));
    const id = made.body['id'] as string;
    const started = await this.ask('POST', `/api/campaigns/${id}/start`);
    if (started.status >= 300) throw new Error(JSON.stringify(started.body));
    return id;
  }

  /** Runs the voice role in this process while the work is done. */
  async whileCalling(work: () => Promise<void>): Promise<void> {
    const rules = dialRules();
    const owner = await ownCalls(this.opened.city.opened.connection, rules.ownerId);
    const faults: unknown[] = [];
    const service = new VoiceService({
      context: this.context,
      rules,
      placer: new PhonesOnDemand(this.context, this.data, new SoundMemory()),
      report: (fault) => faults.push(fault),
    });
    await service.start();
    try {
      await work();
    } finally {
      await service.stop();
      await owner.release();
      await this.endCampaigns();
    }
    if (faults.length > 0) throw faults[0];
  }

  /** One attack's campaign must not ring during the next one. */
  private async endCampaigns(): Promise<void> {
    const { campaigns } = this.context.store;
    for (const campaign of await campaigns.all()) {
      if (campaign.state !== 'running') continue;
      const endedAtMs = this.context.clock.nowMs();
      await campaigns.update({ ...campaign, state: 'finished', endedAtMs });
    }
  }

  /** The guard's answers to the calls of a campaign: number of the line and reason, null where it allowed. */
  async answers(
    campaignId: string,
  ): Promise<{ lineId: string; reasons: readonly string[] | null }[]> {
    const { rows } = await sql<{ line_id: string; guard: GuardAnswer }>`
      select line_id, answer as guard from guard_answers
      where campaign_id = ${campaignId} order by id`.execute(this.opened.city.opened.db);
    return rows.map(({ line_id: lineId, guard }) => ({
      lineId,
      reasons: guard.allowed ? null : guard.reasons,
    }));
  }

  async untilAnswered(campaignId: string, count: number): Promise<void> {
    await until(
      `${count} answers of the guard`,
      async () => (await this.answers(campaignId)).length >= count,
      60_000,
    );
  }

  /** What rang since a moment of the list. */
  rungSince(index: number): string[] {
    return this.rung.slice(index).map(({ dialled }) => dialled);
  }

  async close(): Promise<void> {
    await this.server.close();
    await this.exchange.close();
    await this.opened.close();
  }
}
