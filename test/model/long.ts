import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { openBook } from '../../src/adapters/postgres/connect.ts';
import { takeSeat } from '../../src/adapters/postgres/server/seat.ts';
import { urlOf } from '../support/database-url.ts';
import { Disagreement, liveThrough } from './history.ts';

/**
 * The simulation for as long as one likes: seeded histories, each on a book of its own, until so many verbs were done.
 * Usage: long.ts [--seed 1] [--operations 20000] [--length 120]. Exit 1 with the story of the first disagreement.
 */
const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    operations: { type: 'string', default: '20000' },
    length: { type: 'string', default: '120' },
  },
});

const folder = await mkdtemp(join(tmpdir(), 'creditbook-simulate-'));
await chmod(folder, 0o755);
const seat = await takeSeat(join(folder, 'book'), { fsync: 'off', synchronous_commit: 'off' });
const { host, port, user, database } = seat.connection;
const server = `postgres:///${database}?host=${host}&port=${port}&user=${user}`;

async function onServer(sql: string): Promise<void> {
  const connection = new pg.Client({ connectionString: server });
  await connection.connect();
  await connection.query(sql).finally(() => connection.end());
}

async function oneHistory(seed: number): Promise<number> {
  const name = `history_${seed}`;
  await onServer(`create database ${name}`);
  const book = await openBook(urlOf(server, name));
  try {
    const report = await liveThrough(book.pool, seed, Number(values.length));
    process.stdout.write(
      `seed ${seed}: ${report.verbs} verbs, ${report.refused} refused, ${report.repeated} done twice\n`,
    );
    return report.verbs;
  } finally {
    await book.close();
    await onServer(`drop database ${name} with (force)`);
  }
}

try {
  let done = 0;
  for (let seed = Number(values.seed); done < Number(values.operations); seed += 1) {
    done += await oneHistory(seed).catch((error: unknown) => {
      if (!(error instanceof Disagreement)) throw error;
      process.stdout.write(`seed ${seed}: ${error.message}\n`);
      process.exitCode = 1;
      return Number(values.operations);
    });
  }
} finally {
  await seat.leave();
  await rm(folder, { recursive: true, force: true });
}
