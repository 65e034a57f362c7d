import { Button } from 'antd';
import type { ReactNode } from 'react';

import { useWords } from '../../../words/words.ts';

/** Fields of one of several in a form, with the button that takes it away. */
export function FieldRow({ children, onRemove }: { children: ReactNode; onRemove: () => void }) {
  const names = useWords().channels;
  return (
    <div className="channel-fields">
      {children}
      <Button size="small" onClick={onRemove}>
        {names.remove}
      </Button>
    </div>
  );
}
