import type { Client, Ticket } from '@everyline/contract';
import type { City as SampleCity } from '@everyline/exchange';
import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';

import { openStoryCity, type StoryCity } from './story-city.ts';
import { storyPapers, type StoryLine } from './story-papers.ts';
import { openStage, storyPassword, type Device, type Stage } from './story-stage.ts';

/** Calls that say nothing of their line. */
const uncounted = /^(answered_unknown|network_congestion|trunk_fault|invalid_format|interrupted)$/;

/** The story as it is told: its city, the browsers of its people, and what is looked up again and again. */
export class Tale {
  readonly papers = storyPapers();
  readonly city: StoryCity;
  readonly stage: Stage;
  campaignId = '';
  private readonly clients = new Map<string, Client>();
  private offices: ReadonlyMap<string, string> = new Map();

  constructor(city: StoryCity, stage: Stage) {
    this.city = city;
    this.stage = stage;
  }

  /** The API as the administrator. */
  get admin(): Client {
    return this.client('admin');
  }

  /** The API as the campaign manager. */
  get zhou(): Client {
    return this.client('zhou.min');
  }

  /** Lets somebody use the API, once they have an account. */
  async signIn(who: 'admin' | 'zhou.min'): Promise<void> {
    this.clients.set(who, await this.city.signIn(who, storyPassword));
  }

  private client(who: string): Client {
    const client = this.clients.get(who);
    if (client === undefined) throw new Error(`${who} has not signed in`);
    return client;
  }

  /** Reads which offices there are; gives how many. */
  async readOffices(): Promise<number> {
    const departments = await this.admin.listDepartments();
    this.offices = new Map(departments.map(({ id, name }) => [name, id]));
    return this.offices.size;
  }

  office(name: string): string {
    return this.offices.get(name) ?? '';
  }

  /** Makes the calls of the days up to one, while nobody looks at a page. */
  async callUntil(day: string, sample: SampleCity): Promise<void> {
    await this.stage.rest();
    await this.city.callUntil(day, sample);
  }

  async lineId(line: StoryLine): Promise<string> {
    const q = this.papers.dialled(line).slice(-8);
    return (await this.admin.listLines({ query: { q } })).items[0]?.id ?? '';
  }

  async ticketOf(line: StoryLine): Promise<Ticket> {
    const { items } = await this.admin.listTickets({ query: { pageSize: 100 } });
    const found = items.find(({ lineDisplay }) => lineDisplay === this.papers.shown(line));
    if (found === undefined) throw new Error(`no ticket has been opened for ${line}`);
    return found;
  }

  async openTicket(who: string, line: StoryLine): Promise<Page> {
    const page = await this.stage.open(who, `/tickets/${(await this.ticketOf(line)).id}`);
    await page.locator('.verdict-sentence').waitFor();
    return page;
  }

  async notices(who: string, device: Device = 'desk'): Promise<Page> {
    const page = await this.stage.open(who, '/notifications', device);
    await page.getByText('我的接收方式').waitFor();
    return page;
  }

  /** What the calls on record came to, counted anew. */
  async campaignFigures(): Promise<{ reached: number; counted: number }> {
    const query = { campaignId: this.campaignId, state: 'done', pageSize: 200 } as const;
    const { items, total } = await this.admin.listProbes({ query });
    expect(items).toHaveLength(total);
    const reached = items.filter(({ outcome }) => /^answered_(person|ivr)$/.test(outcome ?? ''));
    const counted = items.filter(({ outcome }) => !uncounted.test(outcome ?? ''));
    return { reached: reached.length, counted: counted.length };
  }

  async close(): Promise<void> {
    await this.stage.close();
    await this.city.close();
  }
}

/** Begins the story on a day. */
export async function openTale(firstDay: string): Promise<Tale> {
  const city = await openStoryCity(firstDay);
  return new Tale(city, await openStage(city.address, () => city.nowMs()));
}

/** Makes a move on the page of a ticket, and waits until the page shows where it stands. */
export async function move(
  page: Page,
  name: string,
  state: string,
  fill: (form: Locator) => Promise<void> = () => Promise.resolve(),
): Promise<void> {
  await page.getByRole('button', { name, exact: true }).click();
  const form = page.getByRole('dialog');
  await fill(form);
  await form.getByRole('button', { name, exact: true }).click();
  await form.waitFor({ state: 'detached' });
  await page.locator('.title-row', { hasText: state }).waitFor();
}
