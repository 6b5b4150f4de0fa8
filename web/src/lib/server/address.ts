import { dev } from '$app/environment';

/** Where a request comes from, for limits. In development vite listens on a unix socket, which has no addresses. */
export function addressOf(event: { getClientAddress(): string }): string {
	return dev ? 'development' : event.getClientAddress();
}
