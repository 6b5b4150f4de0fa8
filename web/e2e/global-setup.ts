import { startHouse } from './house.ts';

/** Starts one installation for all browser tests, as a person does, on a free port and in a folder of its own. */
export default async function setup(): Promise<() => Promise<void>> {
	const house = await startHouse();
	process.env['COVIBE_URL'] = house.url;
	process.env['COVIBE_PID'] = String(house.pid);
	return () => house.stop();
}
