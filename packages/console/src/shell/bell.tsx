import { BellOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Badge, Button } from 'antd';
import { useNavigate } from 'react-router';

import { api } from '../api.ts';
import { useWords } from '../words/words.ts';

/** How much the person has not read, on every page; leads to the notices. */
export function Bell() {
  const words = useWords();
  const navigate = useNavigate();
  const count = useQuery({
    queryKey: ['notifications', 'unread'],
    queryFn: () => api.unreadNotifications(),
    refetchInterval: 15_000,
  });
  const unread = count.data?.unread ?? 0;
  return (
    <Badge count={unread} size="small" offset={[-4, 6]}>
      <Button
        type="text"
        icon={<BellOutlined />}
        aria-label={words.telling.bell(unread)}
        onClick={() => void navigate('/notifications')}
      />
    </Badge>
  );
}
