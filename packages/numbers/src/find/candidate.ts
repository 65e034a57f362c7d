/** How a run of digits is written; whether it is a number at all is decided with its surroundings. */
type CandidateForm =
  | 'geographic'
  | 'mobile'
  | 'toll_free'
  | 'international'
  | 'local'
  | 'short'
  | 'lost_zero'
  /** Digits that fit no form; a number with a fault if a label says so. */
  | 'odd';

/** Digits in folded text that are written like a telephone number. */
export interface Candidate {
  readonly start: number;
  readonly end: number;
  readonly form: CandidateForm;
  /** The way it is written is proof enough where nothing speaks against it. */
  readonly strong: boolean;
  readonly areaCode: string | null;
  /** Local digits after an area code, otherwise all digits. */
  readonly digits: string;
  /** The digits are broken by blanks or hyphens; a longer row of groups is an account, not a number. */
  readonly grouped: boolean;
  /** Further numbers glued behind without a sign (`0571-8778388387022776`), local, mobile or with an area code. */
  readonly glued?: readonly string[];
}
