import type { SessionId, User } from '@covibe/db';

declare global {
	namespace App {
		interface Locals {
			/** Who sends this request; undefined before a name was given. */
			user: User | undefined;
			/** By which session; undefined together with `user`. */
			sessionId: SessionId | undefined;
		}
		interface PageData {
			/** For every page: who is there. An error page may lack it. */
			visitor?: { readonly name: string; readonly isGuest: boolean } | undefined;
		}
		interface Error {
			message: string;
		}
	}
}
