import { maskName, maskTelephone } from '@everyline/domain';

import type { AppContext } from '../context.ts';
import type { ShownContact } from '../ports/store/cases.ts';

/** Who asked, whole. */
export interface CaseContact {
  readonly name: string;
  readonly telephone: string;
}

/** A contact as it is stored: sealed, and beside it what may be shown; null where nothing was given. */
export function sealContact(
  { secrets }: Pick<AppContext, 'secrets'>,
  given: CaseContact | null | undefined,
): (ShownContact & { readonly sealed: string }) | null {
  const name = given?.name.trim() ?? '';
  const telephone = given?.telephone.trim() ?? '';
  if (name === '' && telephone === '') return null;
  return {
    sealed: secrets.seal(JSON.stringify({ name, telephone })),
    name: maskName(name),
    telephone: maskTelephone(telephone),
  };
}

/** The whole contact out of its seal. */
export function openContact({ secrets }: Pick<AppContext, 'secrets'>, sealed: string): CaseContact {
  return JSON.parse(secrets.open(sealed)) as CaseContact;
}
