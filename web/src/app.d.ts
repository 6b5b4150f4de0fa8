import type { User } from '@covibe/db';

declare global {
	namespace App {
		interface Locals {
			/** Who sends this request; undefined before a name was given. */
			user: User | undefined;
		}
		interface Error {
			message: string;
		}
	}
}
