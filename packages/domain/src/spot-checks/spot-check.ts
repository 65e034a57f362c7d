/** Outcome codes of manual checks in Chinese practice (reference: dialtest.codes). */
export const spotCheckCodes = ['11', '12', '13', '14', '21', '22', '23'] as const;
export type SpotCheckCode = (typeof spotCheckCodes)[number];

/** A person's test call, with a form. */
export interface SpotCheck {
  readonly id: string;
  readonly lineId: string;
  readonly campaignId: string | null;
  readonly checkedAtMs: number;
  readonly tester: string;
  readonly code: SpotCheckCode;
  /** Whether the drawn question was answered rightly; null when none was asked. */
  readonly answerRight: boolean | null;
  readonly note: string;
}

/** Names of the codes (rules.tsv, dialtest.codes). */
export const spotCheckCodeNames: Readonly<
  Record<SpotCheckCode, { readonly zh: string; readonly en: string }>
> = {
  '11': { zh: '接通，正确', en: 'answered, right' },
  '12': { zh: '接通，本部门但非该职能', en: 'answered, right office but not its function' },
  '13': { zh: '接通，非本部门', en: 'answered, another office' },
  '14': { zh: '接通即挂', en: 'answered and hung up' },
  '21': { zh: '无人接听', en: 'no answer' },
  '22': { zh: '始终占线', en: 'always busy' },
  '23': { zh: '空号或停机', en: 'unallocated or suspended' },
};

/** The codes under which somebody answered whom a question can be put to. */
export const answeringCodes: ReadonlySet<SpotCheckCode> = new Set(['11', '12']);
