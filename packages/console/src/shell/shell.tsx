import { MenuOutlined, UserOutlined } from '@ant-design/icons';
import { useLanguage } from '@everyline/ui';
import { Button, Layout, Menu, type MenuProps } from 'antd';
import { useState } from 'react';
import { Link, Navigate, Route, Routes, useLocation } from 'react-router';

import { leave, useSession } from '../api.ts';
import { useWords, type Words } from '../words/words.ts';
import { Alarms } from './alarms.tsx';
import { Bell } from './bell.tsx';
import { Brand } from './brand.tsx';
import { LanguageSwitch } from './language-switch.tsx';
import { menuGroups, notifications, ownAccount, pages, type Page } from './pages.tsx';
import { StopBanner, StopButton } from './stop-button.tsx';

/** Menu, head and the page that the address names. */
export function Shell() {
  const words = useWords();
  const session = useSession();
  const { language } = useLanguage();
  const { pathname } = useLocation();
  const [narrow, setNarrow] = useState(false);
  const [open, setOpen] = useState(false);
  const allowed = pages.filter((page) => session.permissions.includes(page.permission));
  const inMenu = allowed.filter((page) => page.menu !== undefined);
  const selected = inMenu.find((page) => pathname.startsWith(`/${page.path}`));
  return (
    <Layout style={{ minHeight: '100vh' }}>
      <a
        className="skip-link"
        href="#page"
        onClick={(event) => {
          event.preventDefault();
          document.getElementById('page')?.focus();
        }}
      >
        {words.common.skip}
      </a>
      <Layout.Sider
        width={208}
        breakpoint="lg"
        trigger={null}
        collapsed={narrow && !open}
        collapsedWidth={0}
        onBreakpoint={setNarrow}
        theme="dark"
        className={narrow ? 'sider-over' : ''}
      >
        <Link to="/overview">
          <Brand />
        </Link>
        <Menu
          theme="dark"
          mode="inline"
          onClick={() => setOpen(false)}
          selectedKeys={selected ? [selected.path] : []}
          items={menuItems(inMenu, words)}
        />
      </Layout.Sider>
      <Layout>
        <Layout.Header className="head">
          {narrow && (
            <Button
              type="text"
              icon={<MenuOutlined />}
              aria-label={words.common.menu}
              aria-expanded={open}
              onClick={() => setOpen(!open)}
            />
          )}
          <strong className="head-city">{session.city.name}</strong>
          <span className="head-space" />
          <StopButton />
          <Bell />
          <LanguageSwitch />
          <Link
            to="/account"
            className="own-account"
            title={words.people.mine}
            aria-label={`${words.people.mine}: ${session.account.displayName}`}
          >
            <UserOutlined /> <span className="wide-only">{session.account.displayName}</span>
          </Link>
          <Button size="small" onClick={() => void leave()}>
            {words.common.signOut}
          </Button>
        </Layout.Header>
        <Alarms />
        <StopBanner />
        {session.sample && <div className="banner-sample">{words.common.sampleCity}</div>}
        {narrow && open && <div className="sider-shade" onClick={() => setOpen(false)} />}
        <Layout.Content className="page" id="page" tabIndex={-1} key={language}>
          <Routes>
            <Route path="notifications" element={notifications} />
            <Route path="account" element={ownAccount} />
            {allowed.map((page) => (
              <Route
                key={page.path}
                path={`${page.path}${page.rest ?? ''}`}
                element={page.element}
              />
            ))}
            <Route
              path="*"
              element={<Navigate to={`/${allowed[0]?.path ?? 'overview'}`} replace />}
            />
          </Routes>
        </Layout.Content>
      </Layout>
    </Layout>
  );
}

/** The overview first, then the groups of which something may be seen, then the settings. */
function menuItems(inMenu: readonly Page[], words: Words): NonNullable<MenuProps['items']> {
  const item = (page: Page) => ({
    key: page.path,
    icon: page.icon,
    label: <Link to={`/${page.path}`}>{words.menu[page.menu ?? 'overview']}</Link>,
  });
  const alone = inMenu.filter(({ group }) => group === undefined);
  const [first, ...rest] = alone.map(item);
  const groups = menuGroups.flatMap((group) => {
    const children = inMenu.filter((page) => page.group === group).map(item);
    if (children.length === 0) return [];
    return [{ type: 'group' as const, key: group, label: words.menuGroups[group], children }];
  });
  return [...(first === undefined ? [] : [first]), ...groups, ...rest];
}
