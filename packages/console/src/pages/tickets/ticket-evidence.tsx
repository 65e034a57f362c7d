import { CaretRightOutlined, PauseOutlined } from '@ant-design/icons';
import { addressOf, type TicketEvidence } from '@everyline/contract';
import { OutcomeMark, outcomeClassWords, say, spotCheckWords, useLanguage } from '@everyline/ui';
import { Button } from 'antd';
import { useRef, useState } from 'react';
import { Link } from 'react-router';

import { useSession } from '../../api.ts';
import { useFormat } from '../../formatting.ts';
import { useWords } from '../../words/words.ts';

/** The calls and spot checks that showed the fault; what was recorded is played here. */
export function EvidenceList({
  evidence,
  lineId,
}: {
  evidence: readonly TicketEvidence[];
  lineId: string;
}) {
  const words = useWords();
  const session = useSession();
  const audio = useRef<HTMLAudioElement>(null);
  const [playing, setPlaying] = useState<string | null>(null);
  const mayListen = session.permissions.includes('probes.listen');
  const toggle = (probeId: string) => {
    const element = audio.current;
    if (element === null) return;
    if (playing === probeId) {
      element.pause();
      return;
    }
    element.src = addressOf('probeAudio', { params: { id: probeId } });
    element.play().then(
      () => setPlaying(probeId),
      () => setPlaying(null),
    );
  };
  return (
    <section>
      <h3>{words.tickets.evidence}</h3>
      <audio
        ref={audio}
        preload="none"
        onPause={() => setPlaying(null)}
        onEnded={() => setPlaying(null)}
      />
      {evidence.length === 0 && <p className="quiet">{words.tickets.evidenceEmpty}</p>}
      <ul className="plain-list">
        {evidence.map((one) => (
          <Row
            key={one.probeId ?? one.spotCheckId}
            one={one}
            playing={playing === one.probeId}
            {...(mayListen && { onToggle: toggle })}
          />
        ))}
      </ul>
      {session.permissions.includes('probes.see') && (
        <Link to={`/calls?lineId=${lineId}`}>{words.tickets.moreEvidence}</Link>
      )}
    </section>
  );
}

function Row({
  one,
  playing,
  onToggle,
}: {
  one: TicketEvidence;
  playing: boolean;
  onToggle?: (probeId: string) => void;
}) {
  const words = useWords();
  const { language } = useLanguage();
  const format = useFormat();
  const { probeId } = one;
  return (
    <li className="evidence-row">
      {probeId !== null && one.hasAudio && onToggle !== undefined ? (
        <Button
          size="small"
          shape="circle"
          aria-label={`${playing ? words.tickets.pause : words.tickets.play} ${format.time(one.atMs)}`}
          icon={playing ? <PauseOutlined /> : <CaretRightOutlined />}
          onClick={() => onToggle(probeId)}
        />
      ) : (
        <span />
      )}
      {probeId === null ? (
        <span className="figures">{format.time(one.atMs)}</span>
      ) : (
        <Link className="figures" to={`/calls/${probeId}`}>
          {format.time(one.atMs)}
        </Link>
      )}
      {one.outcome === null ? (
        <span>
          {words.line.spotCheckMark}
          {one.spotCheckCode !== null && ` · ${say(spotCheckWords[one.spotCheckCode], language)}`}
        </span>
      ) : (
        <OutcomeMark outcome={one.outcome} />
      )}
      <span className="quiet">{say(outcomeClassWords[one.counted], language)}</span>
    </li>
  );
}
