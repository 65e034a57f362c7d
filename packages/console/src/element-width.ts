import { useEffect, useRef, useState, type RefObject } from 'react';

/** The width of an element in pixels, followed while it changes; 0 before it is drawn. */
export function useElementWidth<E extends HTMLElement>(): [RefObject<E | null>, number] {
  const place = useRef<E>(null);
  const [width, setWidth] = useState(0);
  useEffect(() => {
    const element = place.current;
    if (element === null) return undefined;
    const follow = new ResizeObserver(() => setWidth(Math.floor(element.clientWidth)));
    follow.observe(element);
    setWidth(Math.floor(element.clientWidth));
    return () => follow.disconnect();
  }, []);
  return [place, width];
}
