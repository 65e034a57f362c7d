import type { AppContext } from '../context.ts';

/** Sites whose pages may have the widget: those of all widgets that are on; null where there is none. */
async function widgetOrigins({ store }: Pick<AppContext, 'store'>): Promise<string[] | null> {
  const widgets = (await store.channels.all()).filter(
    ({ kind, enabled }) => kind === 'widget' && enabled,
  );
  return widgets.length === 0 ? null : widgets.flatMap(({ settings }) => settings.origins);
}

/** @param origin as browsers send it: `https://www.example.gov.cn` */
export async function mayHaveWidget(
  context: Pick<AppContext, 'store'>,
  origin: string,
): Promise<boolean> {
  return (await widgetOrigins(context))?.includes(origin.toLowerCase()) === true;
}

/** Whether there is a widget that is on. */
export async function isWidgetOn(context: Pick<AppContext, 'store'>): Promise<boolean> {
  return (await widgetOrigins(context)) !== null;
}
