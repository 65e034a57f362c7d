import { DeleteOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { App, Button, Input, Popover, Space } from 'antd';
import { useState } from 'react';
import { Link, useSearchParams } from 'react-router';

import { api, queries } from './api.ts';
import { useAttempt } from './failure.ts';
import { useWords } from './words/words.ts';

/** What belongs to the moment, not to the filters. */
const passing = ['page', 'ticket', 'case'];

/** The filters of a list that the person has kept under a name, and a place to keep these. */
export function SavedFilters({ page }: { page: 'tickets' | 'cases' }) {
  const words = useWords();
  const attempt = useAttempt();
  const { message } = App.useApp();
  const [parameters] = useSearchParams();
  const [name, setName] = useState('');
  const saved = useQuery({
    queryKey: ['saved-filters', page],
    queryFn: () => api.listSavedFilters({ query: { page } }),
  });
  const again = () => queries.invalidateQueries({ queryKey: ['saved-filters'] });
  const save = async () => {
    const kept = new URLSearchParams(parameters);
    for (const key of passing) kept.delete(key);
    const body = { page, name: name.trim(), search: kept.toString() };
    if (body.name === '' || !(await attempt(() => api.saveFilter({ body })))) return;
    message.success(words.tickets.saved.done);
    setName('');
    void again();
  };
  const forget = async (id: string) => {
    if (await attempt(() => api.forgetFilter({ params: { id } }))) void again();
  };
  return (
    <Popover
      trigger="click"
      placement="bottomLeft"
      content={
        <div className="saved-filters">
          {saved.data?.length === 0 && <p className="quiet">{words.tickets.saved.none}</p>}
          <ul className="plain-list">
            {saved.data?.map((one) => (
              <li key={one.id} className="saved-filter">
                <Link to={`/${page}?${one.search}`}>{one.name}</Link>
                <Button
                  type="text"
                  size="small"
                  icon={<DeleteOutlined />}
                  aria-label={`${words.tickets.saved.forget} ${one.name}`}
                  onClick={() => void forget(one.id)}
                />
              </li>
            ))}
          </ul>
          <Space.Compact>
            <Input
              value={name}
              maxLength={60}
              placeholder={words.tickets.saved.name}
              aria-label={words.tickets.saved.name}
              onChange={(event) => setName(event.target.value)}
              onPressEnter={() => void save()}
            />
            <Button type="primary" disabled={name.trim() === ''} onClick={() => void save()}>
              {words.tickets.saved.save}
            </Button>
          </Space.Compact>
        </div>
      }
    >
      <Button>{words.tickets.saved.title}</Button>
    </Popover>
  );
}
