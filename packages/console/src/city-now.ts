import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';

import { api, useSession } from './api.ts';

/**
 * The city's present time, ticking every half minute. The sample city lives in a week of its own, so
 * there the server is asked how far its clock stands from this device's.
 */
export function useCityNow(): number {
  const session = useSession();
  const offset = useQuery({
    queryKey: ['city-clock'],
    queryFn: async () => (await api.overview({ query: { days: 1 } })).atMs - Date.now(),
    enabled: session.sample && session.permissions.includes('overview.see'),
    staleTime: 60_000,
  });
  const [deviceMs, setDeviceMs] = useState(() => Date.now());
  useEffect(() => {
    const ticking = setInterval(() => setDeviceMs(Date.now()), 30_000);
    return () => clearInterval(ticking);
  }, []);
  return deviceMs + (offset.data ?? 0);
}
