import type { SessionId, User } from '@covibe/db';

declare global {
	namespace App {
		interface Locals {
			/** Who sends this request; undefined before a name was given. */
			user: User | undefined;
			/** By which session; undefined together with `user`. */
			sessionId: SessionId | undefined;
		}
		interface Error {
			message: string;
		}
	}
}
