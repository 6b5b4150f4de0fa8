import type { LayoutServerLoad } from './$types';

export const load: LayoutServerLoad = ({ locals: { user } }) => ({
	visitor: user && { name: user.name, isGuest: user.kind === 'guest' },
});
