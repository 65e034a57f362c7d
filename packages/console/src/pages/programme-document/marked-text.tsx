import { markedParts, type Stretch } from './marked-parts.ts';

/** A text with the stretches marked that need a second look. */
export function MarkedText({ text, stretches }: { text: string; stretches: readonly Stretch[] }) {
  return (
    <div className="programme-text">
      {markedParts(text, stretches).map(({ start, part, marked }) =>
        marked ? <mark key={start}>{part}</mark> : <span key={start}>{part}</span>,
      )}
    </div>
  );
}
