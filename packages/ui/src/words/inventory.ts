import {
  listingIssueWords,
  type ClearanceGiven,
  type Conflict,
  type ConflictDetail,
  type Line,
  type Listing,
  type Source,
  type SpotCheck,
  type Trunk,
  type ClearanceBrief,
} from '@everyline/contract';

import { say, type Language, type Sentence } from '../language.ts';
import { purposeWords } from './lines.ts';

export const clearanceStateWords: Readonly<Record<Line['clearance'], Sentence>> = {
  cleared: { zh: '已许可', en: 'cleared' },
  not_cleared: { zh: '未许可', en: 'not cleared' },
  withdrawn: { zh: '许可已撤回', en: 'withdrawn' },
  objected: { zh: '已提出异议', en: 'objected' },
  protected: { zh: '受保护，不拨测', en: 'protected, never tested' },
};

export const clearanceScopeWords: Readonly<Record<ClearanceBrief['scope'], Sentence>> = {
  line: { zh: '一条线路', en: 'a line' },
  department: { zh: '一个单位', en: 'an office' },
  list: { zh: '一份名单', en: 'a list' },
};

export const clearanceRefusalWords: Readonly<
  Record<ClearanceGiven['refused'][number]['reason'], Sentence>
> = {
  protected: { zh: '受保护号码，任何人都不能许可', en: 'protected: nobody can clear it' },
  objected: { zh: '已有异议', en: 'there is an objection' },
  unknown_number: { zh: '号码不在库中', en: 'not in the inventory' },
  outside_scope: { zh: '不属于本账号的单位', en: 'outside your department' },
  needs_line: { zh: '须逐条许可', en: 'needs a clearance of its own' },
};

export const lineStateWords: Readonly<Record<Line['state'], Sentence>> = {
  active: { zh: '在用', en: 'active' },
  retired: { zh: '已停用', en: 'retired' },
  undecided: { zh: '待核实', en: 'undecided' },
};

export const listingStatusWords: Readonly<Record<Listing['status'], Sentence>> = {
  active: { zh: '有效', en: 'active' },
  retired: { zh: '已划去', en: 'struck out' },
  malformed: { zh: '格式有误', en: 'malformed' },
  undecided: { zh: '待核实', en: 'undecided' },
};

export const sourceStateWords: Readonly<Record<Source['state'], Sentence>> = {
  reading: { zh: '读取中', en: 'being read' },
  preview: { zh: '待确认导入', en: 'ready to import' },
  imported: { zh: '已导入', en: 'imported' },
  failed: { zh: '读取失败', en: 'failed' },
};

export const conflictKindWords: Readonly<Record<Conflict['kind'], Sentence>> = {
  same_number_different_owner: { zh: '同号不同主', en: 'one number, several owners' },
  same_service_different_number: { zh: '同事项不同号', en: 'one service, several numbers' },
  contradicting_footers: { zh: '页脚互相矛盾', en: 'footers contradict' },
  area_code_not_of_owner: { zh: '区号与单位不符', en: 'area code is not of the owner’s city' },
};

export const spotCheckWords: Readonly<Record<SpotCheck['code'], Sentence>> = {
  '11': { zh: '接通，单位和职能都对', en: 'answered: right office, right function' },
  '12': { zh: '接通，是本单位但不管此事', en: 'answered: right office, not its function' },
  '13': { zh: '接通，不是本单位', en: 'answered: another office' },
  '14': { zh: '接通即挂断', en: 'answered and hung up' },
  '21': { zh: '无人接听', en: 'nobody answered' },
  '22': { zh: '始终占线', en: 'always busy' },
  '23': { zh: '空号或停机', en: 'unallocated or suspended' },
};

export const trunkStateWords: Readonly<Record<Trunk['state'], Sentence>> = {
  ready: { zh: '可用', en: 'ready' },
  disabled: { zh: '已停用', en: 'disabled' },
  stopped: { zh: '自动停用', en: 'stopped by itself' },
};

export const trunkStopWords: Readonly<Record<NonNullable<Trunk['stoppedReason']>, Sentence>> = {
  burst_rejected: { zh: '短时间内大量拒接（403/603/608）', en: 'a burst of 403, 603 or 608' },
  many_short_calls: { zh: '大量极短通话', en: 'many very short calls' },
  trunk_faults: { zh: '中继连续故障', en: 'repeated trunk faults' },
  stopped_by_person: { zh: '人工停止', en: 'stopped by a person' },
};

/** What stands against what in a conflict, as words of one language. */
export function conflictDetailText(detail: ConflictDetail, language: Language): string {
  const colon = language === 'zh-CN' ? '：' : ': ';
  switch (detail.code) {
    case 'owners':
      return detail.owners.join(' ≠ ');
    case 'numbers': {
      const about = [detail.owner, detail.service].filter((one) => one !== null).join(' ');
      return `${about}${about === '' ? '' : colon}${detail.numbers.join(' ≠ ')}`;
    }
    case 'footer_owners':
      return `${detail.number}${colon}${detail.owners.join(' ≠ ')}`;
    case 'footer_purposes':
      return `${detail.number}${colon}${detail.purposes
        .map((purpose) => say(purposeWords[purpose], language))
        .join(' ≠ ')}`;
    case 'area_code':
      return `${detail.number}${colon}${say(listingIssueWords(detail.issues), language)}`;
    case 'noted':
      return detail.text;
  }
}
