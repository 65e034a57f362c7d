import type { GivenScript, MenuLimits } from '@everyline/telephony';

/** What a file given with `--script` asks for: steps that each call follows, or a walk through menus. */
export type ScriptFile =
  | { readonly kind: 'steps'; readonly given: GivenScript }
  | { readonly kind: 'walk'; readonly limits: MenuLimits };
