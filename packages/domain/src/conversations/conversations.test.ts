import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { chinaCalendar } from '../calendar/calendar.ts';
import { momentOf } from '../calendar/local-time.ts';
import type { CallOutcome } from '../probes/outcome.ts';
import { defaultAnswerPolicy } from './answer-policy.ts';
import { asksOfSameLine, nameWhoseNumberIsAsked } from './asked-line.ts';
import { bestHours, hoursOfDay } from './best-hours.ts';
import {
  conversationMoves,
  staffMovesOf,
  stateAfter,
  type ConversationState,
} from './conversation.ts';
import { sayLine, type LineFacts } from './say-line.ts';
import { waitingNotice } from './waiting-notice.ts';

const at = (day: string, time: string) => {
  const [hours = '0', minutes = '0'] = time.split(':');
  return momentOf(chinaCalendar, day, Number(hours) * 60 + Number(minutes));
};

describe('a conversation', () => {
  it('that is closed stays so, and one that somebody has is moved by nobody else (property)', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...conversationMoves)), (moves) => {
        let state: ConversationState = 'answering';
        for (const move of moves) {
          const next = stateAfter(state, move);
          if (state === 'closed') expect(next).toBeNull();
          state = next ?? state;
        }
        if (state === 'with_person') {
          expect(staffMovesOf({ state, takenById: 'a' }, 'b')).toEqual([]);
          expect(staffMovesOf({ state, takenById: 'a' }, 'a')).toEqual(['hand_back', 'close']);
        }
      }),
    );
  });
});

describe('what who waits is told', () => {
  const policy = {
    ...defaultAnswerPolicy,
    ...{ peopleHours: '周一至周五 9:00-17:00', peopleNumber: '12345' },
  };
  const told = (since: string, now: string, day = '2026-11-23') =>
    waitingNotice(policy, chinaCalendar, at(day, since), at(day, now));

  it('is that somebody was asked, then that nobody has come', () => {
    expect(told('10:00', '10:01').zh).toContain('请稍候');
    expect(told('10:00', '10:07')).toMatchObject({
      zh: expect.stringContaining('您已等了 7 分钟') as string,
      en: expect.stringContaining('nobody has come yet') as string,
    });
  });

  it('is outside the hours when people come again, holidays counted', () => {
    expect(told('18:00', '18:01').zh).toMatch(/现在没有人工服务.*2026-11-24 09:00.*12345/u);
    // National Day lasts to 7 October.
    expect(told('10:00', '10:01', '2026-10-01').en).toContain('2026-10-08 09:00');
  });
});

describe('what is said of a line', () => {
  const facts: LineFacts = {
    ...{ number: '028-6100 0061', owner: '市医保局', services: ['医保咨询'] },
    publishedHours: '周一至周五 9:00-12:00, 13:30-17:00',
    ...{ verdict: null, best: null },
  };
  const said = (now: string, changes: Partial<LineFacts> = {}, day = '2026-11-23') =>
    sayLine({ ...facts, ...changes }, chinaCalendar, at(day, now));

  it('is whether it is open at that moment, and until or from when', () => {
    expect(said('10:00').zh).toContain('现在是服务时间，到 12:00');
    expect(said('12:30').zh).toContain('现在不是服务时间，今天 13:30 开始');
    expect(said('18:00').en).toContain('opens on 2026-11-24 at 09:00');
    expect(said('10:00', { publishedHours: null }).zh).toContain('没有公布服务时间');
  });

  it('is what test calls found, with how many and up to when', () => {
    expect(said('10:00').zh).toContain('还没有拨测过');
    const verdict = {
      ...{ kind: 'busy' as const, attempts: 20, reached: 6 },
      decidedAtMs: at('2026-11-20', '15:00'),
    };
    const best = { fromMinute: 480, toMinute: 600, calls: 8, reached: 6 };
    expect(said('10:00', { verdict, best }).zh).toContain(
      '截至 2026-11-20 的拨测：经常占线（20 次中通 6 次）。较容易打通的时段：08:00–10:00（拨测 8 次，通 6 次）。',
    );
  });
});

describe('the best hours of a line', () => {
  const calls = (day: string, time: string, outcomes: readonly CallOutcome[]) =>
    outcomes.map((outcome) => ({ startedAtMs: at(day, time), outcome }));
  const many = (count: number, outcome: CallOutcome) => new Array<CallOutcome>(count).fill(outcome);

  it('are those in which calls get through clearly more often', () => {
    const record = [
      ...calls('2026-11-23', '9:10', [...many(5, 'answered_person'), 'busy']),
      ...calls('2026-11-23', '14:10', [...many(1, 'answered_person'), ...many(7, 'busy')]),
      ...calls('2026-11-23', '14:20', many(4, 'trunk_fault')),
    ];
    expect(bestHours(record, chinaCalendar)).toEqual({
      ...{ fromMinute: 480, toMinute: 600, calls: 6, reached: 5 },
    });
    const late = calls('2026-11-22', '21:10', many(5, 'busy'));
    expect(hoursOfDay([...record.toReversed(), ...late], chinaCalendar)).toEqual([
      { fromMinute: 480, toMinute: 600, calls: 6, reached: 5 },
      { fromMinute: 840, toMinute: 960, calls: 8, reached: 1 },
    ]);
  });

  it('are not named of few calls, or where all hours are alike', () => {
    const few = [
      ...calls('2026-11-23', '9:10', many(5, 'answered_person')),
      ...calls('2026-11-23', '14:10', many(9, 'busy')),
    ];
    expect(bestHours(few, chinaCalendar)).toBeNull();
    const alike = ['9:10', '14:10'].flatMap((time) =>
      calls('2026-11-23', time, [...many(4, 'answered_person'), ...many(4, 'busy')]),
    );
    expect(bestHours(alike, chinaCalendar)).toBeNull();
  });
});

describe('a question about a line', () => {
  it('names whose number is wanted, without the words of asking', () => {
    const names = [
      ['请问市医疗保障局的电话是多少？', '市医疗保障局'],
      ['图书馆电话号码', '图书馆'],
      ['新能源办的电话能打通吗', '新能源办'],
      ['不动产登记打哪个电话', '不动产登记'],
      ['What is the phone number of 公积金中心?', '公积金中心'],
    ] as const;
    for (const [message, name] of names)
      expect(nameWhoseNumberIsAsked(message), message).toBe(name);
    for (const message of ['医保一年交多少钱', '电话是多少', '怎么办居住证']) {
      expect(nameWhoseNumberIsAsked(message), message).toBeNull();
    }
  });

  it('goes on about the same line where it says nothing else', () => {
    for (const message of [
      '现在打得通吗',
      '那现在开门吗？',
      '几点下班',
      '什么时候打好',
      'is it open now?',
    ]) {
      expect(asksOfSameLine(message), message).toBe(true);
    }
    for (const message of ['图书馆几点开门', '医保怎么报销', '人工', '开门']) {
      expect(asksOfSameLine(message), message).toBe(message === '开门');
    }
  });
});
