import type { AnswerCitation, AnswerReasons, ConversationMessage } from '@everyline/contract';
import { Link } from 'react-router';

import { useFormat } from '../../formatting.ts';
import { useWords } from '../../words/words.ts';

/** One message: who said it and when, what it rests on, and why the program said so. */
export function SaidMessage({ message }: { message: ConversationMessage }) {
  const names = useWords().conversations;
  const format = useFormat();
  const { from, text, by, masked, citations, choices, reasons, atMs } = message;
  return (
    <li className={from}>
      <div className="said-text">{text}</div>
      <div className="said-about">
        {names.authors[from]}
        {by !== null && ` ${by}`} · {format.time(atMs)}
        {masked > 0 && ` · ${names.masked(masked)}`}
        {choices.length > 0 && ` · ${choices.join(' / ')}`}
      </div>
      {citations.map((one) => (
        <CitationLink key={one.id} citation={one} />
      ))}
      {reasons !== null && <WhyAnswer reasons={reasons} />}
    </li>
  );
}

function CitationLink({ citation }: { citation: AnswerCitation }) {
  const names = useWords().conversations;
  const { kind, id, title, version, source } = citation;
  return (
    <div className="said-about">
      {names.cites} <Link to={kind === 'line' ? `/lines/${id}` : `/knowledge/${id}`}>{title}</Link>
      {version !== null && ` · ${names.version(version)}`}
      {source !== null && ` · ${source}`}
    </div>
  );
}

/** What an answer was decided by: what was understood and found, the signs with what each counts, the threshold. */
function WhyAnswer({ reasons }: { reasons: AnswerReasons }) {
  const words = useWords().conversations;
  const format = useFormat();
  const names = words.whyParts;
  const { confidence, threshold, candidates, signs } = reasons;
  const counted = signs
    .map((one) => ({ ...one, counts: one.value * one.weight }))
    .filter(({ counts }) => Math.abs(counts) >= 0.005)
    .toSorted((a, b) => Math.abs(b.counts) - Math.abs(a.counts));
  return (
    <details className="why-answer">
      <summary>{words.why}</summary>
      <p className="small">
        {names.understood}：{reasons.understood}
        <br />
        {names.outcome}：{words.outcomes[reasons.outcome]}
        {confidence !== null && (
          <>
            {' · '}
            {names.confidence} {format.share(confidence, 1)}
          </>
        )}
        {threshold !== null && (
          <>
            {' · '}
            {names.threshold} {format.share(threshold, 1)}
          </>
        )}
        {' · '}
        {names.searched} {format.count(reasons.searched)}
      </p>
      {candidates.length === 0 ? (
        <p className="quiet small">{names.none}</p>
      ) : (
        <table className="figures">
          <thead>
            <tr>
              <th>{names.candidates}</th>
              <th>{names.score}</th>
            </tr>
          </thead>
          <tbody>
            {candidates.map((one) => (
              <tr key={one.id}>
                <td>
                  <Link to={`/knowledge/${one.id}`}>{one.title}</Link>
                </td>
                <td>{one.score.toFixed(2)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {counted.length > 0 && (
        <table className="figures">
          <thead>
            <tr>
              <th>{names.signs}</th>
              <th>{names.counts}</th>
            </tr>
          </thead>
          <tbody>
            {counted.map((one) => (
              <tr key={one.name}>
                <td>{words.signs[one.name] ?? one.name}</td>
                <td>
                  {one.counts > 0 ? '+' : '−'}
                  {Math.abs(one.counts).toFixed(2)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </details>
  );
}
