/** A button of an account's menu: it says something for who presses it, opens a page, or holds other buttons. */
export interface MenuButton {
  readonly name: string;
  readonly says?: string | undefined;
  readonly url?: string | undefined;
  readonly buttons?: readonly MenuEntry[] | undefined;
}
export type MenuEntry = Omit<MenuButton, 'buttons'>;

/** What a button is called between us and the platform: its places in the menu. */
export function buttonKey(...places: readonly number[]): string {
  return `menu.${places.join('.')}`;
}

/** What the button with a key says; null where there is none any more. */
export function saidByButton(menu: readonly MenuButton[], key: string): string | null {
  const [, outer, inner] = /^menu\.(\d)(?:\.(\d))?$/.exec(key) ?? [];
  if (outer === undefined) return null;
  const button = menu[Number(outer)];
  const pressed = inner === undefined ? button : button?.buttons?.[Number(inner)];
  return pressed?.says ?? null;
}

/** What is wrong with a menu, in both languages; null where nothing is. At most 3 buttons, each with at most 5 (WeChat). */
export function menuIssue(
  menu: readonly MenuButton[],
): { readonly zh: string; readonly en: string } | null {
  for (const button of menu) {
    const { name, buttons } = button;
    const isGroup = buttons !== undefined && buttons.length > 0;
    for (const one of isGroup ? buttons : [button]) {
      const says = (one.says ?? '').trim() !== '';
      const opens = (one.url ?? '').trim() !== '';
      if (says === opens) {
        return {
          zh: `菜单“${one.name}”要么填问题，要么填网址`,
          en: `the button “${one.name}” either says something or opens a page`,
        };
      }
    }
    if (isGroup && (button.says ?? button.url ?? '') !== '') {
      return {
        zh: `菜单“${name}”有下级菜单，自己不能再有问题或网址`,
        en: `the button “${name}” holds others, so it says and opens nothing itself`,
      };
    }
  }
  return null;
}
