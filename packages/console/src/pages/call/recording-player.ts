import { useEffect, useRef, useState } from 'react';

/** Plays one recording: fetched when it is first wanted (each look is audited), then kept in the page. */
export interface RecordingPlayer {
  readonly playing: boolean;
  readonly loading: boolean;
  /** Seconds into the recording. */
  readonly atS: number;
  readonly failed: boolean;
  readonly toggle: () => void;
  readonly seek: (atS: number) => void;
}

export function useRecordingPlayer(url: string | null): RecordingPlayer {
  const audio = useRef<HTMLAudioElement | null>(null);
  const [playing, setPlaying] = useState(false);
  const [loading, setLoading] = useState(false);
  const [failed, setFailed] = useState(false);
  const [atS, setAtS] = useState(0);
  useEffect(
    () => () => {
      const held = audio.current;
      audio.current = null;
      if (held === null) return;
      held.pause();
      URL.revokeObjectURL(held.src);
    },
    [url],
  );
  useEffect(() => {
    if (!playing) return undefined;
    let frame = 0;
    const follow = () => {
      if (audio.current !== null) setAtS(audio.current.currentTime);
      frame = requestAnimationFrame(follow);
    };
    frame = requestAnimationFrame(follow);
    return () => cancelAnimationFrame(frame);
  }, [playing]);
  const loaded = async (): Promise<HTMLAudioElement | null> => {
    if (audio.current !== null) return audio.current;
    if (url === null) return null;
    setLoading(true);
    setFailed(false);
    try {
      const response = await fetch(url, { credentials: 'same-origin' });
      if (!response.ok) throw new Error(response.statusText);
      const element = new Audio(URL.createObjectURL(await response.blob()));
      element.addEventListener('play', () => setPlaying(true));
      element.addEventListener('pause', () => setPlaying(false));
      element.addEventListener('ended', () => setPlaying(false));
      audio.current = element;
      return element;
    } catch {
      setFailed(true);
      return null;
    } finally {
      setLoading(false);
    }
  };
  const toggle = async () => {
    const element = await loaded();
    if (element === null) return;
    if (!element.paused) {
      element.pause();
      return;
    }
    if (!element.ended && Math.abs(element.currentTime - atS) > 0.05) element.currentTime = atS;
    await element.play().catch(() => setFailed(true));
  };
  const seek = (wantedS: number) => {
    const next = Math.max(0, wantedS);
    setAtS(next);
    if (audio.current !== null) audio.current.currentTime = next;
  };
  return { playing, loading, failed, atS, toggle: () => void toggle(), seek };
}
