import { startStandIns } from './server.ts';

// For browser tests: `node --import tsx ai/test/stand-ins/main.ts [port]`. Its URLs are the one line it prints.
const standIns = await startStandIns(Number(process.argv[2] ?? 0));
process.stdout.write(`${JSON.stringify(standIns.urls)}\n`);

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void standIns.close());
