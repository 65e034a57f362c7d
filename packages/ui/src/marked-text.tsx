import type { MarkedText as MarkedTextParts } from '@everyline/contract';

/** The text of a source as it was written, with the number marked in it. */
export function MarkedText({ text }: { text: MarkedTextParts }) {
  return (
    <q className="marked-text">
      {text.before.trimStart()}
      <mark>{text.mark}</mark>
      {text.after.trimEnd()}
    </q>
  );
}
