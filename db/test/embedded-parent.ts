// A program that a test kills: starts PostgreSQL, commits a row, prints the server's pid and waits for ever.
import { startEmbedded } from '../src/embedded/start.ts';
import { openSql } from '../src/sql.ts';

const database = await startEmbedded({ dataDirectory: process.argv[2] ?? '' });
const sql = openSql(database.databaseUrl, { maxConnections: 1 });
await sql`CREATE TABLE kept AS SELECT 7 AS value`;
process.stdout.write(`${database.pid}\n`);
