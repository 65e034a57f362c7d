import type { MenuChange, MenuPlace, MenuWalk } from '@everyline/contract';
import { say, useLanguage } from '@everyline/ui';
import { CaretRightOutlined, PauseOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button, Card, Select, Tag } from 'antd';
import { useRef, useState } from 'react';
import { Link } from 'react-router';

import { api } from '../../api.ts';
import { useFormat } from '../../formatting.ts';
import { useWords } from '../../words/words.ts';
import { changeWords, menuKindWords } from './menu-words.ts';

/** The menu of the line as the last walk found it, as a tree, with what has changed since the one before. */
export function MenuCard({ lineId }: { lineId: string }) {
  const words = useWords().line;
  const format = useFormat();
  const [chosen, setChosen] = useState<string | null>(null);
  const walks = useQuery({
    queryKey: ['line-menus', lineId],
    queryFn: () => api.lineMenus({ params: { id: lineId } }),
  });
  const list = walks.data ?? [];
  const walk = list.find(({ id }) => id === chosen) ?? list[0];
  // Most lines have no menu; theirs is no matter of this page.
  if (walk === undefined) return null;
  return (
    <Card
      title={words.menu}
      extra={
        list.length > 1 && (
          <Select
            size="small"
            aria-label={words.menuWalks}
            value={walk.id}
            onChange={setChosen}
            options={list.map((one) => ({ value: one.id, label: format.time(one.startedAtMs) }))}
          />
        )
      }
    >
      <p className="quiet small">
        {words.menuWalked(format.count(walk.calls), format.time(walk.startedAtMs))}
        {walk.finishedAtMs === null && ` · ${words.menuGoesOn}`}
      </p>
      <Changes walk={walk} />
      <Tree walk={walk} />
    </Card>
  );
}

function Changes({ walk }: { walk: MenuWalk }) {
  const words = useWords().line;
  const { language } = useLanguage();
  const format = useFormat();
  const { before } = walk;
  if (before === null) return null;
  return (
    <p>
      {words.menuSince(format.time(before.startedAtMs))}{' '}
      {before.changes.length === 0
        ? words.menuSame
        : before.changes.map((change) => (
            <Tag key={`${change.kind} ${change.path}`} color={changeColours[change.kind]}>
              {say(changeWords[change.kind], language)}
              {change.from !== null && ` ${words.menuKeys(change.from)} →`}{' '}
              {words.menuKeys(change.path)}
            </Tag>
          ))}
    </p>
  );
}

const changeColours: Readonly<Record<MenuChange['kind'], string>> = {
  added: 'green',
  removed: 'red',
  moved: 'blue',
  changed: 'orange',
};

function Tree({ walk }: { walk: MenuWalk }) {
  const audio = useRef<HTMLAudioElement>(null);
  const [playing, setPlaying] = useState<string | null>(null);
  const toggle = (url: string) => {
    const element = audio.current;
    if (element === null) return;
    if (playing === url) {
      element.pause();
      return;
    }
    element.src = url;
    element.play().then(
      () => setPlaying(url),
      () => setPlaying(null),
    );
  };
  return (
    <>
      <audio
        ref={audio}
        preload="none"
        onPause={() => setPlaying(null)}
        onEnded={() => setPlaying(null)}
      />
      <Branch walk={walk} paths={['']} playing={playing} toggle={toggle} />
    </>
  );
}

interface BranchProps {
  readonly walk: MenuWalk;
  readonly paths: readonly string[];
  readonly playing: string | null;
  readonly toggle: (url: string) => void;
}

function Branch({ walk, paths, playing, toggle }: BranchProps) {
  const places = walk.places.filter(({ path }) => paths.includes(path));
  if (places.length === 0) return null;
  return (
    <ul className="menu-tree">
      {places.map((place) => (
        <li key={place.path}>
          <Place walk={walk} place={place} playing={playing} toggle={toggle} />
          <Branch
            walk={walk}
            paths={walk.places
              .map(({ path }) => path)
              .filter((path) => path.length === place.path.length + 1)
              .filter((path) => path.startsWith(place.path))}
            playing={playing}
            toggle={toggle}
          />
        </li>
      ))}
    </ul>
  );
}

function Place({
  walk,
  place,
  playing,
  toggle,
}: Omit<BranchProps, 'paths'> & { readonly place: MenuPlace }) {
  const words = useWords();
  const { language } = useLanguage();
  const format = useFormat();
  const { path, kind, prompt, sameAs } = place;
  const change = walk.before?.changes.find((one) => one.path === path && one.kind !== 'removed');
  const url = prompt?.audioUrl ?? null;
  return (
    <span className="menu-place">
      <kbd>{path === '' ? '☎' : path.at(-1)}</kbd>
      <b className={kind === 'same' || kind === 'unheard' ? 'quiet' : ''}>
        {say(menuKindWords[kind], language)}
        {sameAs !== null && ` ${words.line.menuKeys(sameAs)}`}
      </b>
      {url !== null && (
        <Button
          size="small"
          type="text"
          aria-label={`${playing === url ? words.call.pause : words.call.play} ${words.line.menuKeys(path)}`}
          icon={playing === url ? <PauseOutlined /> : <CaretRightOutlined />}
          onClick={() => toggle(url)}
        />
      )}
      {prompt !== null && (
        <Link className="quiet small figures" to={`/calls/${prompt.probeId}`}>
          {format.length(prompt.toMs - prompt.fromMs)}
        </Link>
      )}
      {change !== undefined && (
        <Tag color={changeColours[change.kind]}>{say(changeWords[change.kind], language)}</Tag>
      )}
    </span>
  );
}
