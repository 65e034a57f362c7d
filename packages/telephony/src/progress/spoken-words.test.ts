import fc from 'fast-check';
import { expect, it } from 'vitest';
import { countWords, readWords } from './spoken-words.ts';

const heard = (text: string) => readWords({ text, confidence: 0.9 });

it.each([
  ['您好，您拨打的号码是空号，请核对后再拨。', 'unallocated'],
  ['对不起，您拨打的用户已关机，请稍后再拨。', 'powered_off'],
  ['您拨打的电话已停机', 'suspended'],
  ['您拨叫的用户正在通话中，请稍后再拨', 'busy'],
  ['您拨打的用户暂时无法接通', 'unreachable'],
  ['您拨打的用户不在服务区', 'out_of_area'],
  ['网络忙，请稍后再拨', 'network_congestion'],
  ['您拨打的号码已更改，新号码是八六一二三四五六', 'number_changed'],
  ['您呼叫的用户暂时无人接听', 'no_answer'],
  ['对不起，该用户呼叫受限', 'barred'],
  ['欢迎致电交通局，业务咨询请按一，投诉请按二', 'menu'],
  ['现在是非工作时间，请您在工作日九点以后来电', 'after_hours'],
  ['请在嘀声后留言', 'voicemail'],
  ['座席全忙，请不要挂机', 'please_hold'],
  ['The number you have dialed is not in service.', 'unallocated'],
  ['Please leave a message after the tone.', 'voicemail'],
] as const)('reads what a recording says: %s', (text, label) => {
  const evidence = heard(text);
  expect(evidence.label).toBe(label);
  expect(evidence.machine).toBeGreaterThan(2);
});

it.each([
  '喂，你好，请讲',
  '您好，哪位？',
  '喂',
  'Hello?',
  'City planning office, Miller speaking',
])('takes the words of one who waits for an answer for a person: %s', (text) => {
  const evidence = heard(text);
  expect(evidence.label).toBeNull();
  expect(evidence.machine).toBeLessThan(-1.5);
});

it('counts Chinese by characters, not by blanks, and other scripts by blanks', () => {
  expect(countWords('您好')).toBe(1);
  expect(countWords('您好请问有什么可以帮您')).toBe(7);
  expect(countWords('hello, how are you?')).toBe(4);
  expect(countWords('您好 hello')).toBe(2);
  expect(countWords(' … ')).toBe(0);
});

it('weighs words as much as the recogniser trusts them, and nothing by none', () => {
  const text = '您拨打的用户已关机';
  const sure = readWords({ text, confidence: 1 }).machine;
  expect(readWords({ text, confidence: 0.5 }).machine).toBeCloseTo(sure / 2);
  expect(readWords({ text: '', confidence: 1 })).toEqual({ label: null, machine: 0, words: 0 });
});

it('gives finite evidence for any text', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary' }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (text, confidence) => {
        const { machine, words } = readWords({ text, confidence });
        expect(Number.isFinite(machine)).toBe(true);
        expect(words).toBeGreaterThanOrEqual(0);
      },
    ),
  );
});
