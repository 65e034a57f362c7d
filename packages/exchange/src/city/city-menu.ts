import type { MenuAnswers } from '../behaviours/behaviour.ts';
import { topPlace, type MenuPlace, type MenuTarget } from '../behaviours/menu.ts';
import type { Chance } from './chance.ts';

const topics = [
  '社会保险',
  '医疗保障',
  '住房公积金',
  '婚姻登记',
  '户籍办理',
  '不动产登记',
  '企业开办',
  '税务办理',
  '入学报名',
  '公交线路',
  '供水供气',
];
const presses = ['请按零', '请按一', '请按二', '请按三', '请按四', '请按五'];

/**
 * The menu of an office: two to four topics, a person behind 0, and the prompt again behind the pound key. Each topic
 * has a guide that ends the call, progress that nobody has programmed, a person, and the way back; complaints are the
 * same place from everywhere.
 */
export function cityMenu(ringMs: number, chance: Chance): MenuAnswers {
  const chosen = chance.shuffled(topics).slice(0, 2 + chance.whole(3));
  const person: MenuTarget = chance.happens(0.5)
    ? { to: 'person', ringMs: 4000 }
    : { to: 'queue', personAfterMs: 15_000 };
  const complaints: MenuTarget = { to: 'place', place: 'complaints' };
  const places: Record<string, MenuPlace> = {
    complaints: {
      says: ['投诉建议', '语音留言', '请按一', '人工服务', '请按零'],
      keys: { '1': { to: 'voicemail' }, '0': person },
    },
  };
  const keys: Record<string, MenuTarget> = {
    '0': person,
    '9': complaints,
    '#': { to: 'place', place: topPlace },
  };
  const says = ['您好，欢迎致电。'];
  for (const [n, topic] of chosen.entries()) {
    keys[String(n + 1)] = { to: 'place', place: topic };
    says.push(topic, presses[n + 1] ?? '');
    places[topic] = {
      says: [topic, '办事指南', '请按一', '进度查询', '请按二', '人工服务', '请按零'],
      keys: {
        '0': person,
        '1': { to: 'says', says: ['请登录政务服务网查询，感谢来电，再见。'] },
        '2': chance.happens(0.5) ? { to: 'silence' } : { to: 'hang_up' },
        '9': complaints,
        '*': { to: 'place', place: topPlace },
      },
    };
  }
  says.push('投诉建议', '请按九', '人工服务', '请按零', '重听', '请按井号键');
  places[topPlace] = { says, keys };
  return { kind: 'menu', ringMs, places };
}
