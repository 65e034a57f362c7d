/** Why somebody who came by the provider is not let in; the door says it in its own words. */
export type SignOnProblem =
  /** No provider is set. */
  | 'off'
  /** The provider cannot be asked, has refused, or what it sent does not hold. */
  | 'failed'
  /** It took too long, or was begun in another browser. */
  | 'over'
  /** Nobody here has an account of that name, or it is disabled or somebody else's. */
  | 'unknown'
  /** A second factor is asked for, and the provider did not say that it had asked for one. */
  | 'weak';

export class SignOnRefusal extends Error {
  readonly problem: SignOnProblem;
  /** `name` is what the provider calls them; `detail` is for the log. */
  readonly about: { readonly name?: string; readonly detail?: string };

  constructor(problem: SignOnProblem, about: { name?: string; detail?: string } = {}) {
    super(problem);
    this.problem = problem;
    this.about = about;
  }
}
