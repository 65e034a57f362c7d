import type { CauseText } from '../causes/cause-words.ts';
import { assistant } from './callers-meet.ts';
import type { MergeGround, MergeMode, Need, Proposal } from './proposal.ts';

type Say = (proposal: Proposal, told: Told) => CauseText;

/** The numbers of a proposal as they are written. */
interface Told {
  /** The number that stays; empty where none does. */
  readonly kept: string;
  /** The others, or all where none stays. */
  readonly others: readonly string[];
}

/** What is proposed and why, as a sentence for the manager who decides; `display` writes a line's number. */
export function explainProposal(
  proposal: Proposal,
  display: (lineId: string) => string,
): CauseText {
  const { keptLineId, lineIds } = proposal;
  const told = {
    kept: keptLineId === null ? '' : display(keptLineId),
    others: lineIds.filter((id) => id !== keptLineId).map(display),
  };
  return sayings[proposal.kind](proposal, told);
}

const sayings: Readonly<Record<Proposal['kind'], Say>> = {
  close_number: ({ listings }, { others }) => ({
    zh: `${others.join('、')} 已是空号或已改号，打不通也不会再通：注销号码，并从 ${listings} 处公布位置删去。`,
    en: `${others.join(', ')} is withdrawn or has moved and will not get through again: give it up and take it off the ${places(listings)} where it is published.`,
  }),
  keep_one: ({ service, listings }, { kept, others }) => ({
    zh: `“${service ?? ''}”公布了 ${others.length + 1} 个号码，话务都不多，其中有打不通的：只保留 ${kept}，${others.join('、')} 并入，并改正 ${listings} 处公布位置。`,
    en: `“${service ?? ''}” is published with ${others.length + 1} numbers, none of them busy, and some do not get through: keep ${kept} alone, let ${others.join(', ')} lead to it, and correct the ${places(listings)} where they are published.`,
  }),
  pool_lines: (proposal, { kept, others }) => {
    const { service, calls, busy, effect } = proposal;
    const unknown = effect.callers === null;
    return {
      zh: `“${service ?? ''}”的 ${others.length + 1} 个号码各接各的，${calls} 次拨测中 ${busy} 次占线，一个占线时别的可能空着：合为 ${kept} 一个号码，线路和人员共用。${unknown ? '有号码没有登记线路数或次次占线，算不出效果。' : effectText(proposal).zh}`,
      en: `The ${others.length + 1} numbers of “${service ?? ''}” answer each for itself; ${busy} of ${calls} test calls met busy while another may have been free: let ${kept} be their one number, and its lines and people serve all. ${unknown ? 'What it would bring cannot be told: the lines of a number are not on record, or it was busy each time.' : effectText(proposal).en}`,
    };
  },
  separate_calls_out: ({ calls, busy }, { kept }) => ({
    zh: `${kept} 像是打进打出共用一条线路（${calls} 次拨测中 ${busy} 次占线，与来电多少无关）：为打出加一部电话，${kept} 只用于接听。`,
    en: `${kept} seems to serve calls in and out on one line (${busy} of ${calls} test calls met busy, whether callers are many or few): give calls out a telephone of their own and keep ${kept} for answering.`,
  }),
  merge_hotline: ({ merge, listings }, { kept, others }) => {
    const number = kept === '' ? others.join('、') : kept;
    if (merge === null) throw new Error('a hotline that is to be merged needs a way');
    const { mode, ground } = merge;
    return {
      zh: `${number}：${grounds[ground].zh}${modes[mode].zh}${listings > 0 ? `，并改正 ${listings} 处公布位置` : ''}。`,
      en: `${number}: ${grounds[ground].en}${modes[mode].en}${listings > 0 ? `; correct the ${places(listings)} where it is published` : ''}.`,
    };
  },
  assistant_first: (proposal, { kept }) => ({
    zh: `${kept} 多为咨询，人手不够：先由智能助手接听，按每十个电话答复三个计（先试用再核实）。${effectText(proposal).zh}`,
    en: `${kept} is called with questions, and too few answer: let an assistant answer first, taken to settle ${Math.round(assistant.takes * assistant.solves * 10)} calls in ten (try it, then measure). ${effectText(proposal).en}`,
  }),
  add_lines: (proposal, { kept }) => ({
    zh: `${kept} 来电多于线路和人手：增加线路和人员。${effectText(proposal).zh}`,
    en: `${kept} has more callers than lines and people: add some. ${effectText(proposal).en}`,
  }),
};

const modes: Readonly<Record<MergeMode, CauseText>> = {
  whole: {
    zh: '整体并入 12345，取消号码，座席并入',
    en: 'merge it into 12345 as a whole, with its seats, and close the number',
  },
  parallel: {
    zh: '双号并行，保留号码，与 12345 按同一标准统一受理',
    en: 'keep the number beside 12345, both answered by one standard',
  },
  subcentre: {
    zh: '设为 12345 分中心，保留号码和座席，互转电话、共享数据',
    en: 'make it a subcentre of 12345 that keeps number and seats, with calls and data going both ways',
  },
};

const grounds: Readonly<Record<MergeGround, CauseText>> = {
  listed: {
    zh: '按国办发〔2020〕53号附件，',
    en: 'by the annex of 国办发〔2020〕53号, ',
  },
  few_calls: {
    zh: '来电少，拨测未见占线，级别不高，',
    en: 'it has few calls, met no busy line and is of no high tier: ',
  },
  decided: { zh: '经决定，', en: 'as decided: ' },
  many_calls: {
    zh: '来电多或知晓度高，',
    en: 'it has many calls or is widely known: ',
  },
};

function effectText({ effect }: Proposal): CauseText {
  const { lines, people, callers } = effect;
  if (lines === null || people === null || callers === null) return { zh: '', en: '' };
  const { now, then } = callers;
  return {
    zh: `模拟结果：线路 ${lines.now} → ${needed(lines)}，最忙时人员 ${people.now} → ${needed(people)}；来电占线 ${percent(now.busy)} → ${percent(then.busy)}，接通的人平均 ${seconds(now.waitS)} → ${seconds(then.waitS)} 秒听到人工。`,
    en: `By simulation: lines ${lines.now} → ${needed(lines)}, people in the busiest hour ${people.now} → ${needed(people)}; callers who meet busy ${percent(now.busy)} → ${percent(then.busy)}, mean time to a person of those who get one ${seconds(now.waitS)} → ${seconds(then.waitS)} s.`,
  };
}

/** What is needed, with what it may be where the calls leave that open. */
function needed({ then, between: { least, most } }: Need): string {
  return least === most ? String(then) : `${then} (${least}–${most})`;
}

function percent(share: number): string {
  return `${(share * 100).toFixed(share < 0.1 ? 1 : 0)} %`;
}

function seconds(value: number): string {
  return value.toFixed(value < 10 ? 1 : 0);
}

function places(count: number): string {
  return `${count} place${count === 1 ? '' : 's'}`;
}
