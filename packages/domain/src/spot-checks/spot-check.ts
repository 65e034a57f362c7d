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
