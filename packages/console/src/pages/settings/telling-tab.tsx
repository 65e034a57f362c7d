import { useQuery } from '@tanstack/react-query';
import { Alert, Skeleton } from 'antd';

import { api } from '../../api.ts';
import { failureText } from '../../failure.ts';
import { DeliveryList } from './telling/delivery-list.tsx';
import { TargetList } from './telling/target-list.tsx';
import { TellingForm } from './telling/telling-form.tsx';

/** How people are told outside the console, where else notices go, and what became of them. */
export function TellingTab() {
  const telling = useQuery({ queryKey: ['telling'], queryFn: () => api.telling() });
  if (telling.isError) return <Alert type="error" title={failureText(telling.error)} />;
  if (telling.data === undefined) return <Skeleton active />;
  return (
    <>
      <TellingForm settings={telling.data.settings} />
      <TargetList targets={telling.data.targets} />
      <DeliveryList />
    </>
  );
}
