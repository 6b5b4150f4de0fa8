/**
 * Something that whoever starts Covibe can put right: a folder, a port, a setting, a missing program.
 * The message is one line and says what to do; the command line shows it without a stack.
 */
export class StartFailure extends Error {
	override readonly name = 'StartFailure';
}
