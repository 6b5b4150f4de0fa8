import { type BrowserContextOptions, expect, type Page, test as base } from '@playwright/test';
import { type House, startHouse } from './house.ts';
import { enterByLink, makeRoom, type NewRoom, shareLink } from './people.ts';

/** A room with an owner, and ways to bring others in, each in a browser profile of their own. */
export type Party = {
	readonly url: string;
	/** Opens a page in a fresh profile. */
	newPage(options?: BrowserContextOptions): Promise<Page>;
	/** A room with its owner in it. */
	room(owner: string, room?: Partial<NewRoom>, options?: BrowserContextOptions): Promise<Page>;
	/** Somebody who enters by a fresh link of the owner's. */
	guest(owner: Page, name: string, role?: 'editor' | 'viewer', options?: BrowserContextOptions): Promise<Page>;
	/** What a test provokes on purpose and the console may therefore say. */
	allowConsole(pattern: RegExp): void;
};

/** PostgreSQL, migrations and three programs, on a machine that does the same for another worker. */
const START_LIMIT_MS = 180_000;

/** Every page of every test is watched: an error or a warning in the console fails the test. */
export const test = base.extend<{ party: Party }, { house: House }>({
	// One installation per worker: what a test does to its processes, no other test sees.
	house: [
		// Playwright reads from the pattern that it needs no other fixture.
		// eslint-disable-next-line no-empty-pattern
		async ({}, use) => {
			const house = await startHouse();
			await use(house);
			await house.stop();
		},
		{ scope: 'worker', timeout: START_LIMIT_MS },
	],
	party: async ({ browser, house }, use) => {
		const { url } = house;
		const complaints: string[] = [];
		const allowed: RegExp[] = [];
		const contexts: { close(): Promise<void> }[] = [];
		const newPage = async (options?: BrowserContextOptions) => {
			const context = await browser.newContext(options);
			contexts.push(context);
			const page = await context.newPage();
			page.on('console', (message) => {
				if (['error', 'warning'].includes(message.type()))
					complaints.push(`${message.text()} (${message.location().url})`);
			});
			page.on('pageerror', (error) => complaints.push(error.stack ?? error.message));
			return page;
		};
		await use({
			url,
			newPage,
			async room(owner, room = {}, options) {
				const page = await newPage(options);
				await makeRoom(page, { url, name: owner, ...room });
				return page;
			},
			async guest(owner, name, role = 'editor', options) {
				const link = await shareLink(owner, role);
				const page = await newPage(options);
				await enterByLink(page, link, name);
				return page;
			},
			allowConsole: (pattern) => allowed.push(pattern),
		});
		for (const context of contexts) await context.close();
		expect(complaints.filter((complaint) => !allowed.some((pattern) => pattern.test(complaint)))).toEqual([]);
	},
});

export { expect };
