/** How questions of citizens are answered. */
export interface AnswerPolicy {
  /** False: nothing is answered by the program; every question goes to people. */
  readonly automatic: boolean;
  /** Below this confidence nothing is answered, 0…1. */
  readonly threshold: number;
  /** When people answer, as hours are published (周一至周五 9:00-17:00); empty: office hours. */
  readonly peopleHours: string;
  /** The number that citizens may call instead; empty: none is named. */
  readonly peopleNumber: string;
  /** After so many minutes a citizen is told that nobody has come yet. */
  readonly patienceMinutes: number;
}

export const defaultAnswerPolicy: AnswerPolicy = {
  automatic: true,
  threshold: 0.92,
  peopleHours: '',
  peopleNumber: '',
  patienceMinutes: 5,
};
