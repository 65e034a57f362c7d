import type { Announcement } from '@everyline/contract';
import { CaretRightOutlined, PauseOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useEffect, useImperativeHandle, useRef, useState, type Ref } from 'react';

import { useFormat } from '../../formatting.ts';
import { useWords } from '../../words/words.ts';

/** What the page's keys can do with the sample. */
export interface SampleControls {
  readonly toggle: () => void;
}

/** The sample of a recording with one big button; nothing is fetched before it is wanted. */
export function SamplePlayer({
  one,
  eager,
  controls,
}: {
  one: Announcement;
  eager: boolean;
  controls: Ref<SampleControls>;
}) {
  const words = useWords().announcements;
  const format = useFormat();
  const audio = useRef<HTMLAudioElement>(null);
  const [playing, setPlaying] = useState(false);
  const [atS, setAtS] = useState(0);
  const toggle = () => {
    const element = audio.current;
    if (element === null) return;
    if (element.paused) element.play().catch(() => setPlaying(false));
    else element.pause();
  };
  useImperativeHandle(controls, () => ({ toggle }), []);
  useEffect(() => {
    // A browser that lets nothing sound by itself leaves the button to press.
    if (eager) audio.current?.play().catch(() => undefined);
  }, [eager]);
  if (one.audioUrl === null) {
    return (
      <p className="quiet">{one.sampleLengthMs === null ? words.noSample : words.mayNotListen}</p>
    );
  }
  const lengthS = (one.sampleLengthMs ?? 0) / 1000;
  return (
    <div className="label-player">
      <audio
        ref={audio}
        src={one.audioUrl}
        preload="none"
        onPlay={() => setPlaying(true)}
        onPause={() => setPlaying(false)}
        onEnded={() => setPlaying(false)}
        onTimeUpdate={(event) => setAtS(event.currentTarget.currentTime)}
      />
      <Button
        type="primary"
        shape="circle"
        className="label-play"
        aria-label={playing ? words.pause : words.play}
        icon={playing ? <PauseOutlined /> : <CaretRightOutlined />}
        onClick={toggle}
      />
      <div className="label-track" aria-hidden="true">
        <span style={{ width: `${lengthS === 0 ? 0 : Math.min(100, (100 * atS) / lengthS)}%` }} />
      </div>
      <span className="figures quiet">
        {atS.toFixed(1)} / {format.length(one.sampleLengthMs)}
      </span>
    </div>
  );
}
