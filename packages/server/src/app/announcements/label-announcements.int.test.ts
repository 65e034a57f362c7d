import {
  callsApartMs,
  firstMondayMs,
  HeardCity,
  voices,
} from '../../../../testkit/src/heard-city.ts';
import { testId } from '../../../../testkit/src/index.ts';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { renewDueVerdicts } from '../verdicts/renew-due-verdicts.ts';
import { labelAnnouncement, unlabelAnnouncement } from './change-word.ts';
import type { ExchangeFile } from './exchange-file.ts';
import { exportAnnouncements } from './export-announcements.ts';
import { importAnnouncements } from './import-announcements.ts';
import { listenToAnnouncement } from './listen-to-announcement.ts';
import { mergeAnnouncement } from './merge-announcement.ts';
import { readAnnouncement } from './read-announcement.ts';
import { splitAnnouncement } from './split-announcement.ts';

let city: HeardCity;
beforeEach(async () => {
  city = await HeardCity.open('蓉江市');
});
afterEach(() => city.opened.close());

describe('recordings heard over calls', () => {
  it('are grouped whatever their gain, codec, start and length, and live voices wait for a second hearing', async () => {
    await city.hear({ voice: 'suspended-2-f2', line: 1, lost: 20 });
    await city.hear({ voice: 'suspended-2-f2', line: 2, gain: 0.2, codec: 'PCMU' });
    await city.hear({ voice: 'suspended-2-f2', line: 3, gain: 2, skipMs: 1_000, lengthMs: 3_000 });
    await city.hear({ voice: 'busy-2-f2', line: 4 });
    await city.hear({ voice: 'busy-2-f2', line: 5 });
    await city.hear({ voice: 'greeting-2-f4', line: 5 });
    expect(await city.group()).toEqual({ stretches: 6, reread: 0 });
    expect(await city.list()).toMatchObject([
      { numbers: 3, calls: 3, state: 'unlabelled', beforeAnswer: 3, trunks: ['loopback'] },
      { numbers: 2, calls: 2, state: 'unlabelled' },
    ]);
    expect(await city.group()).toEqual({ stretches: 0, reread: 0 });
  });

  it('are played by their cleanest stretch, which outlives the recordings of the calls', async () => {
    await city.hear({ voice: 'suspended-2-f2', line: 1, lost: 20 });
    const clean = await city.hear({ voice: 'suspended-2-f2', line: 2, codec: 'PCMU' });
    await city.group();
    const [one] = await city.list();
    await city.context.recordings.remove(clean);
    const wav = await listenToAnnouncement(city.context, one?.id ?? '');
    const lengthMs = voices.get('suspended-2-f2').octets.length / 8;
    expect(one?.sampleLengthMs).toBeCloseTo(lengthMs, -2);
    expect(wav.length).toBeCloseTo(44 + lengthMs * 16, -3);
  });

  it('join by a call that heard both halves, and the older of the two stays', async () => {
    const half = { voice: 'busy-2-f2' };
    await city.hear({ ...half, line: 1, lengthMs: 4_000 });
    await city.hear({ ...half, line: 2, lengthMs: 4_000 });
    await city.hear({ ...half, line: 3, skipMs: 4_500 });
    await city.hear({ ...half, line: 4, skipMs: 4_500 });
    await city.group();
    const before = await city.list();
    expect(before).toHaveLength(2);
    await city.hear({ ...half, line: 5 });
    await city.group();
    const after = await city.list();
    expect(after).toMatchObject([{ numbers: 5, calls: 5 }]);
    expect(after[0]?.id).toBe(before.map(({ id }) => id).sort()[0]);
    const gone = before.find(({ id }) => id !== after[0]?.id);
    expect((await readAnnouncement(city.context, gone?.id ?? '')).announcement.id).toBe(
      after[0]?.id,
    );
  });
});

describe('a recording of the network after an answer', () => {
  const voice = 'suspended-2-f2';

  it('puts nobody through, once two other offices’ callers have heard it unanswered', async () => {
    const answered = await city.hear({ voice, line: 1, answered: true });
    await city.hear({ voice, line: 2 });
    await city.hear({ voice, line: 2 });
    await city.group();
    expect(await city.readAs(answered)).toEqual({ outcome: 'answered_ivr', first: null });
    await city.hear({ voice, line: 3 });
    expect(await city.group()).toEqual({ stretches: 1, reread: 1 });
    const reread = { outcome: 'announcement_unknown', first: 'answered_ivr' };
    expect(await city.readAs(answered)).toEqual(reread);
    expect(await renewDueVerdicts(city.context)).toBe(1);
    const later = await city.hear({ voice, line: 4, answered: true });
    await city.group();
    expect(await city.readAs(later)).toEqual(reread);
  });

  it('is no tune: what rings at one office may be what another plays in its queue', async () => {
    const queue = await city.hear({ voice, line: 1, answered: true });
    for (const line of [2, 3, 4]) await city.hear({ voice, line, asTune: true });
    await city.group();
    expect(await city.list()).toMatchObject([{ numbers: 4 }]);
    expect(await city.readAs(queue)).toEqual({ outcome: 'answered_ivr', first: null });
  });

  it('is an office’s own where only its callers hear it, and a person’s word holds before that', async () => {
    const menu = await city.hear({ voice: 'busy-2-f2', line: 5, answered: true });
    for (const line of [5, 5, 5]) await city.hear({ voice: 'busy-2-f2', line });
    const answered = await city.hear({ voice, line: 1, answered: true });
    for (const line of [2, 3]) await city.hear({ voice, line });
    await city.group();
    expect(await city.readAs(menu)).toEqual({ outcome: 'answered_ivr', first: null });
    const [one] = await city.list();
    await labelAnnouncement(city.context, one?.id ?? '', { word: 'no_announcement' });
    expect(await city.readAs(answered)).toEqual({ outcome: 'answered_ivr', first: null });
    await unlabelAnnouncement(city.context, one?.id ?? '');
    expect((await city.readAs(answered)).outcome).toBe('announcement_unknown');
    await labelAnnouncement(city.context, one?.id ?? '', { word: 'suspended' });
    expect((await city.readAs(answered)).outcome).toBe('suspended');
  });
});

describe('a label', () => {
  it('reads past calls anew, beside the observations, and renews the verdicts of their lines', async () => {
    const calls = [];
    for (const line of [1, 1, 2, 2]) calls.push(await city.hear({ voice: 'suspended-2-f2', line }));
    await city.group();
    const [one] = await city.list();
    const detail = await readAnnouncement(city.context, one?.id ?? '');
    expect(detail.effects.find(({ word }) => word === 'suspended')?.changes).toEqual([
      { from: 'announcement_unknown', to: 'suspended', calls: 4, numbers: 2 },
    ]);
    expect(detail.effects.find(({ word }) => word === 'no_announcement')?.changes).toEqual([]);
    const changed = await labelAnnouncement(city.context, one?.id ?? '', {
      word: 'suspended',
      text: '您拨打的电话已停机',
    });
    expect(changed).toMatchObject({
      callsReread: 4,
      linesDue: 2,
      announcement: {
        state: 'labelled',
        word: 'suspended',
        outcomes: [{ outcome: 'suspended', calls: 4 }],
      },
    });
    for (const call of calls) {
      expect(await city.readAs(call)).toEqual({
        outcome: 'suspended',
        first: 'announcement_unknown',
      });
    }
    const raw = await city.context.store.rereadings.raw(
      (await city.context.store.announcementGroups.hearingsOf([one?.id ?? ''])).map(
        (h) => h.observationId,
      ),
    );
    expect(raw.map(({ outcome }) => outcome)).toEqual(Array(4).fill('announcement_unknown'));
    expect(await renewDueVerdicts(city.context)).toBe(2);
    expect(await city.context.store.verdicts.current(testId(1))).toMatchObject({
      kind: 'invalid',
      attempts: 2,
    });
    expect(await renewDueVerdicts(city.context)).toBe(0);

    await unlabelAnnouncement(city.context, one?.id ?? '');
    for (const call of calls) {
      expect(await city.readAs(call)).toEqual({ outcome: 'announcement_unknown', first: null });
    }
    await renewDueVerdicts(city.context);
    expect(await city.context.store.verdicts.current(testId(1))).not.toMatchObject({
      kind: 'invalid',
    });
  });

  it('holds for the next call at once', async () => {
    for (const line of [1, 2]) await city.hear({ voice: 'powered-off-2-f2', line });
    await city.group();
    const [one] = await city.list();
    await labelAnnouncement(city.context, one?.id ?? '', { word: 'powered_off' });
    const next = await city.hear({ voice: 'powered-off-2-f2', line: 3, gain: 0.3 });
    expect(await city.group()).toEqual({ stretches: 1, reread: 1 });
    expect(await city.readAs(next)).toEqual({
      outcome: 'powered_off',
      first: 'announcement_unknown',
    });
    expect(await city.list()).toMatchObject([{ numbers: 3, word: 'powered_off' }]);
  });

  it('is refused to what was heard once, which may be live speech', async () => {
    await city.hear({ voice: 'greeting-2-f4', line: 1 });
    await city.group();
    const [print] = await city.context.store.announcementGroups.prints();
    await expect(
      labelAnnouncement(city.context, print?.announcementId ?? '', { word: 'menu' }),
    ).rejects.toMatchObject({ code: 'heard_once' });
    expect(await city.list()).toEqual([]);
  });
});

describe('groups that a person changes', () => {
  it('are split for good and merged again by a person only', async () => {
    const calls = [];
    for (const line of [1, 2, 3, 4]) calls.push(await city.hear({ voice: 'busy-2-f2', line }));
    await city.group();
    const [one] = await city.list();
    const split = await splitAnnouncement(city.context, one?.id ?? '', calls.slice(2));
    expect(split.announcement).toMatchObject({ calls: 2, word: null });
    expect(split.announcement.audioUrl).not.toBeNull();
    await city.hear({ voice: 'busy-2-f2', line: 5 });
    await city.group();
    expect((await city.list()).map(({ calls: heard }) => heard).sort()).toEqual([2, 3]);
    await labelAnnouncement(city.context, split.announcement.id, { word: 'busy' });
    const merged = await mergeAnnouncement(city.context, split.announcement.id, one?.id ?? '');
    expect(merged.announcement).toMatchObject({ id: one?.id, calls: 5, word: 'busy' });
    expect(await city.readAs(calls[0] ?? '')).toMatchObject({ outcome: 'busy' });
    await expect(
      mergeAnnouncement(city.context, split.announcement.id, one?.id ?? ''),
    ).rejects.toMatchObject({ code: 'conflict' });
  });
});

describe('the file that cities exchange', () => {
  let other: HeardCity;
  beforeAll(async () => {
    other = await HeardCity.open('邻江市');
  });
  afterAll(() => other.opened.close());

  const bytesOf = (file: unknown) => new TextEncoder().encode(JSON.stringify(file));

  it('carries confirmed announcements only, and is a proposal where it arrives', async () => {
    for (const voice of ['suspended-2-f2', 'busy-2-f2', 'powered-off-2-f2', 'barred-2-f2']) {
      for (const line of [1, 2]) await city.hear({ voice, line });
    }
    await city.hear({ voice: 'greeting-2-f4', line: 3 });
    await city.group();
    const labels = ['suspended', 'busy', 'powered_off'] as const;
    const listed = (await city.list()).toSorted((a, b) => (a.id < b.id ? -1 : 1));
    for (const [n, word] of labels.entries()) {
      await labelAnnouncement(city.context, listed[n]?.id ?? '', { word });
    }
    const file = await exportAnnouncements(city.context);
    expect(file.announcements.map(({ label }) => label).sort()).toEqual([...labels].sort());
    expect(file).toMatchObject({ city: '蓉江市', version: 1 });
    expect((await city.list()).filter(({ exportedAtMs }) => exportedAtMs !== null)).toHaveLength(3);

    // The other city has heard two of the three, and calls one of them otherwise.
    const calls = [];
    for (const line of [1, 2]) calls.push(await other.hear({ voice: 'suspended-2-f2', line }));
    for (const line of [3, 4]) await other.hear({ voice: 'busy-2-f2', line });
    await other.group();
    const busy = (await other.list()).find(
      ({ firstHeardAtMs }) => firstHeardAtMs === firstMondayMs + 3 * callsApartMs,
    );
    await labelAnnouncement(other.context, busy?.id ?? '', { word: 'no_answer' });
    const brought = await importAnnouncements(other.context, bytesOf(file), { accept: false });
    expect(brought).toMatchObject({
      origin: '蓉江市',
      added: 1,
      proposed: 1,
      known: 0,
      accepted: 0,
    });
    expect(brought.conflicts).toMatchObject([{ ours: 'no_answer', theirs: 'busy', id: busy?.id }]);
    expect(await other.readAs(calls[0] ?? '')).toMatchObject({ outcome: 'announcement_unknown' });
    const states = (await other.list()).map(({ state, proposal }) => [
      state,
      proposal?.label ?? null,
    ]);
    expect(states.sort()).toEqual([
      ['labelled', 'busy'],
      ['proposed', 'powered_off'],
      ['proposed', 'suspended'],
    ]);

    const again = await importAnnouncements(other.context, bytesOf(file), { accept: true });
    expect(again).toMatchObject({ added: 0, accepted: 2 });
    expect(await other.readAs(calls[0] ?? '')).toMatchObject({ outcome: 'suspended' });
    // What came from elsewhere and was confirmed here may travel on, with its origin.
    const onward = await exportAnnouncements(other.context);
    expect(onward.announcements.find(({ label }) => label === 'powered_off')?.origin).toBe(
      '蓉江市',
    );
  });

  it('is refused or sorted out by place where it is wrong', async () => {
    const read = (file: unknown) =>
      importAnnouncements(other.context, bytesOf(file), { accept: true });
    await expect(
      importAnnouncements(other.context, new Uint8Array([1, 2, 3]), { accept: true }),
    ).rejects.toMatchObject({ code: 'not_exchange_file' });
    await expect(read({ format: 'x' })).rejects.toMatchObject({ place: 'format' });
    for (const line of [1, 2]) await city.hear({ voice: 'no-answer-1-chulo', line });
    await city.group();
    const [one] = await city.list();
    await labelAnnouncement(city.context, one?.id ?? '', { word: 'no_answer' });
    const file = await exportAnnouncements(city.context);
    await expect(read({ ...file, version: 2 })).rejects.toMatchObject({ place: 'version' });
    const good = file.announcements[0] as ExchangeFile['announcements'][number];
    const voice = voices.get('busy-1-chulo').octets;
    const { rejected, added } = await read({
      ...file,
      announcements: [
        { ...good, label: 'person' },
        { ...good, calls: 1 },
        { ...good, audio: 'AAAA' },
        { ...good, print: 'AAAA' },
        { ...good, audio: Buffer.from(voice).toString('base64') },
        17,
      ],
    });
    expect(added).toBe(0);
    expect(rejected.map(({ place }) => place)).toEqual([
      'announcements[0].label',
      'announcements[1].calls',
      'announcements[2].audio',
      'announcements[3].print',
      'announcements[4].print',
      'announcements[5]',
    ]);
  });
});
