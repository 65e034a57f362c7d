import type { ThemeConfig } from 'antd';
import { useSyncExternalStore } from 'react';

/** One accent, square and quiet: the console should read like an instrument. */
export const accent = '#0b5d66';

const theme: ThemeConfig = {
  token: {
    colorPrimary: accent,
    colorLink: accent,
    colorInfo: accent,
    colorInfoBg: '#e8f2f3',
    colorInfoBorder: '#b9d6d9',
    colorError: '#b3261e',
    borderRadius: 4,
    fontSize: 14,
    colorBgLayout: '#f4f6f7',
    colorTextSecondary: '#56616b',
    // Quiet words are read too: 4.5 to 1 on white, and on the grey of a page.
    colorTextDescription: '#5a656f',
    colorTextTertiary: '#5a656f',
    // Also on the grey of a field that is still loading, on the grey of the page.
    colorTextPlaceholder: '#5a656f',
    fontFamily:
      '"Inter", "PingFang SC", "Hiragino Sans GB", "Microsoft YaHei", "Noto Sans CJK SC", "WenQuanYi Zen Hei", system-ui, sans-serif',
  },
  components: {
    Table: {
      cellPaddingBlockSM: 6,
      headerBg: '#eef2f3',
      headerSplitColor: 'transparent',
      rowSelectedBg: '#e8f2f3',
      rowSelectedHoverBg: '#dcebed',
    },
    Layout: { headerBg: '#ffffff', siderBg: '#12262b', bodyBg: '#f4f6f7', headerHeight: 52 },
    Menu: {
      darkItemBg: '#12262b',
      darkSubMenuItemBg: '#12262b',
      darkItemSelectedBg: accent,
      darkGroupTitleColor: '#a9b8bc',
      groupTitleFontSize: 12,
      groupTitleLineHeight: 1.2,
      itemHeight: 31,
      itemMarginBlock: 2,
    },
    Card: { bodyPadding: 16, headerHeight: 44, headerPadding: 16 },
  },
};

/** The theme without its sliding and fading; one object, so that nothing is drawn again for it. */
const stillTheme: ThemeConfig = { ...theme, token: { ...theme.token, motion: false } };

const lessMotion = window.matchMedia('(prefers-reduced-motion: reduce)');

function followMotion(changed: () => void): () => void {
  lessMotion.addEventListener('change', changed);
  return () => lessMotion.removeEventListener('change', changed);
}

/** The theme; nothing moves for whoever asked the browser for less motion (WCAG 2.3.3). */
export function useTheme(): ThemeConfig {
  return useSyncExternalStore(followMotion, () => lessMotion.matches) ? stillTheme : theme;
}
