import { useFormat } from './formatting.ts';
import { useCityNow } from './city-now.ts';

/** How long ago something was, with the moment itself in the city's time zone. */
export function Measured({ atMs, both = false }: { atMs: number | null; both?: boolean }) {
  const format = useFormat();
  const nowMs = useCityNow();
  if (atMs === null) return <span className="quiet">–</span>;
  const moment = format.moment(atMs);
  return (
    <time dateTime={new Date(atMs).toISOString()} title={moment} className="measured">
      {both && <>{format.time(atMs)} · </>}
      {format.ago(atMs, nowMs)}
    </time>
  );
}
