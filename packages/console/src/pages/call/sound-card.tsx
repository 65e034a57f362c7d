import type { ProbeDetail } from '@everyline/contract';
import { heardColours, heardWord, say, useLanguage } from '@everyline/ui';
import { PauseOutlined, CaretRightOutlined } from '@ant-design/icons';
import { Alert, Button, Card } from 'antd';

import { useElementWidth } from '../../element-width.ts';
import { useFormat } from '../../formatting.ts';
import { useWords } from '../../words/words.ts';
import { useRecordingPlayer } from './recording-player.ts';
import { SoundTrack } from './sound-track.tsx';

/** The call as one picture: signalling, waveform and what was heard on one axis, with the player. */
export function SoundCard({ detail }: { detail: ProbeDetail }) {
  const words = useWords();
  const { language } = useLanguage();
  const format = useFormat();
  const [place, width] = useElementWidth<HTMLDivElement>();
  const player = useRecordingPlayer(detail.audioUrl);
  const audioFromMs = detail.waveform?.fromMs ?? 0;
  const endMs = Math.max(
    1000,
    detail.timings?.endMs ?? 0,
    ...detail.heard.map((one) => one.toMs),
    ...detail.ladder.map((one) => one.atMs),
    audioFromMs + (detail.waveform ? detail.waveform.peaks.length * detail.waveform.stepMs : 0),
  );
  const playMs = audioFromMs + player.atS * 1000;
  const seekMs = (atMs: number) => player.seek((atMs - audioFromMs) / 1000);
  return (
    <Card title={words.call.sound}>
      <div ref={place}>
        {width > 0 && (
          <SoundTrack
            detail={detail}
            width={width}
            endMs={endMs}
            playMs={detail.audioUrl === null ? null : playMs}
            onSeek={seekMs}
          />
        )}
      </div>
      {detail.audioUrl === null ? (
        <p className="quiet">
          {detail.probe.hasAudio ? words.call.mayNotListen : words.call.noSound}
        </p>
      ) : (
        <div className="player">
          <Button
            type="primary"
            shape="round"
            loading={player.loading}
            icon={player.playing ? <PauseOutlined /> : <CaretRightOutlined />}
            onClick={player.toggle}
          >
            {player.playing ? words.call.pause : words.call.play}
          </Button>
          <span className="figures">
            {(playMs / 1000).toFixed(1)} / {(endMs / 1000).toFixed(1)} {words.call.seconds}
          </span>
        </div>
      )}
      {player.failed && <Alert type="error" title={words.common.unreachable} />}
      <h3>{words.call.heard}</h3>
      {detail.heard.length === 0 ? (
        <p className="quiet">{words.call.nothingHeard}</p>
      ) : (
        <ol className="heard-list">
          {detail.heard.map((one) => (
            <li key={`${one.fromMs}-${one.label}`}>
              <button type="button" onClick={() => seekMs(one.fromMs)}>
                <span className="swatch" style={{ background: heardColours[one.kind] }} />
                <span className="figures heard-time">
                  {(one.fromMs / 1000).toFixed(1)}–{(one.toMs / 1000).toFixed(1)}{' '}
                  {words.call.seconds}
                </span>
                <b>{say(heardWord(one), language)}</b>
                <span className="quiet figures">
                  {one.kind !== 'silence' && `${one.levelDbm0.toFixed(0)} dBm0 · `}
                  {format.share(one.confidence, 0)}
                </span>
              </button>
            </li>
          ))}
        </ol>
      )}
    </Card>
  );
}
