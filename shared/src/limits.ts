/**
 * How much a room and a frame may hold. Browser and server check the same figures:
 * the page refuses politely before, the server enforces.
 */
export const LIMITS = Object.freeze({
	/** Live files; joining costs the whole project, so it has to stay a project for people (design: one Y.Doc per project). */
	filesPerProject: 2_000,
	/** UTF-16 code units in all live files. */
	textUnitsPerProject: 10_000_000,
	/** UTF-16 code units in one file: Monaco stays fluent, and the largest paste still fits one update. */
	textUnitsPerFile: 1_000_000,
	/** Bytes of a room's encoded state, tombstones included, after which writing stops: twice the text, for history. */
	stateBytesPerProject: 24_000_000,
	/** Bytes of one update frame: three bytes a unit for the largest file, and room for its deletions. */
	updateBytes: 4 * 1024 * 1024,
	/** Bytes of a second sync step: a whole project that was edited offline. */
	syncBytes: 15 * 1024 * 1024,
	/** Bytes of any frame; larger ones end the socket before they are read. */
	frameBytes: 16 * 1024 * 1024,
	/** Bytes of one awareness state: a name, a colour, a selection of two relative positions. */
	awarenessBytes: 2 * 1024,
	/** Bytes of a state vector: some 50,000 client ids, and every tab that ever typed in the room is one. */
	stateVectorBytes: 512 * 1024,
	/** Unicode code points of a person's name; what fits a cursor label. */
	displayNameLength: 64,
	/** Unicode code points of a room's name. */
	projectNameLength: 80,
	/** UTF-8 bytes of one path segment (ext4, APFS and NTFS all allow 255). */
	pathSegmentBytes: 255,
	/** UTF-8 bytes of a whole path, so that an exported project can be unpacked anywhere. */
	pathBytes: 1_024,
	/** UTF-16 units of what a person says at once; longer text belongs into a file. */
	messageUnits: 16_000,
	/** UTF-16 units of an answer of the AI: beyond any model's longest, and what ends one that never stops. */
	answerUnits: 200_000,
	/** UTF-16 units of one piece of a streamed answer. */
	deltaUnits: 8_000,
	/** UTF-16 units of a sentence that a program says to people. */
	sentenceUnits: 1_000,
	mentionsPerMessage: 32,
	/** What one turn tells of its files and checks. */
	outcomesPerTurn: 200,
	/** Providers' ids have some sixty; those of fine-tuned models and of local files are longer. */
	modelIdLength: 200,
	/** Bytes of an event frame of a client: the longest piece of an answer, escaped. */
	clientEventBytes: 64 * 1024,
	/** Turns that wait behind the running one of a room. */
	queuedTurnsPerProject: 5,
});
