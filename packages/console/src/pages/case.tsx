import { useParams } from 'react-router';

import { CaseBody } from './cases/case-body.tsx';

/** One case on a page of its own. */
export function CasePage() {
  const { id = '' } = useParams();
  return <CaseBody id={id} asPage />;
}
