import { useWords } from '../words/words.ts';
import { accent } from './theme.ts';

/** The mark and the name. */
export function Brand({ dark = false }: { dark?: boolean }) {
  const words = useWords();
  return (
    <span className="brand" style={dark ? { color: 'inherit', padding: 0 } : undefined}>
      <svg width="24" height="24" viewBox="0 0 24 24" aria-hidden="true">
        <rect width="24" height="24" rx="5" fill={accent} />
        <path
          d="M4 14h4l2-7 4 11 2-7h4"
          fill="none"
          stroke="#fff"
          strokeWidth="2"
          strokeLinejoin="round"
        />
      </svg>
      {words.common.name}
    </span>
  );
}
