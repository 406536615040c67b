import { randomUUID } from 'node:crypto';
import type { Pool } from 'pg';
import { compileLinearRegex } from '../../src/adapters/regex/linear-regex.ts';
import type { Book } from '../../src/application/book.ts';
import type { Viewer } from '../../src/domain/access/viewer.ts';
import { serve } from '../../src/main/serve.ts';
import { atMost, type Figure, secondsText, timed } from '../figure.ts';
import { withFreshBook } from '../fresh-book.ts';
import { BUILT, firstLoadBytes } from './first-load.ts';
import {
  accountOf,
  CREDITS,
  customerOf,
  makeBook,
  NEWEST,
  resellerOf,
  serviceOf,
  stemOf,
} from './made-book.ts';
import { scrollFigures } from './scrolling.ts';

const ROUNDS = 15;
const WARM_UP = 3;
const PAGE_MS = 100;
const FILTER_MS = 150;
const BOARD_MS = 300;
const CHECKS_MS = 2_000;
const FIRST_LOAD_KB = 200;

const MAKER: Viewer = { id: 'bench', name: 'bench', kind: 'key', role: 'distributor-admin', party: null };

type Ask = (path: string) => Promise<string>;

/** Asks the real service on loopback as the console does, one question after the other; each figure is the median. */
export async function consoleFigures(): Promise<Figure[]> {
  return await withFreshBook('console', async (book, pool) => {
    const made = await timed(() => make(book, pool));
    const firstLoad = await firstLoadBytes();
    const service = await serve(
      { pool, close: async () => undefined },
      { port: 0, log: () => undefined, consoleFolder: BUILT },
    );
    try {
      const { secret, start, hash } = await service.office.credentials.newKey();
      await service.office.book.writeAs(MAKER, 'keep', (shelves) =>
        shelves.accounts.addKey(
          {
            id: randomUUID(),
            name: 'bench',
            start,
            role: 'distributor-admin',
            party: null,
            madeBy: 'bench',
            days: 1,
          },
          hash,
        ),
      );
      const ask: Ask = async (path) => {
        const reply = await fetch(`${service.url}/api/v1${path}`, {
          headers: { authorization: `Bearer ${secret}` },
        });
        const text = await reply.text();
        if (!reply.ok) throw new Error(`${path}: ${reply.status} ${text}`);
        return text;
      };
      return [
        ...(await listFigures(ask, `the book was made in ${secondsText(made.seconds)}`)),
        await figure(ask, 'board of a period', `/periods/${NEWEST}/board`, BOARD_MS),
        await figure(ask, 'every check of the book', '/checks', CHECKS_MS, 3),
        atMost('first load of the console, gzipped', 'kB', Math.ceil(firstLoad / 1_000), FIRST_LOAD_KB),
        ...(await scrollFigures(service.firstRunUrl ?? '', CREDITS)),
      ];
    } finally {
      await service.close();
    }
  });
}

async function make(book: Book, pool: Pool): Promise<void> {
  const billingFiles = { find: async () => [], summarise: async () => [] };
  await makeBook({ book, compileRegex: compileLinearRegex, billingFiles });
  await pool.query('vacuum analyze');
}

async function listFigures(ask: Ask, note: string): Promise<Figure[]> {
  const figures = [
    await figure(ask, `credit list, ${CREDITS} credits, first page`, '/credits', PAGE_MS, ROUNDS, [note]),
  ];
  for (const sort of ['-amount', 'description', 'account', 'service']) {
    figures.push(await figure(ask, `sorted by ${sort}`, `/credits?sort=${sort}`, PAGE_MS));
  }
  figures.push(await figure(ask, 'a page deep inside', await deepPage(ask), PAGE_MS));
  const filters: Readonly<Record<string, string>> = {
    account: accountOf(77),
    'account of nobody': accountOf(999_999),
    description: encodeURIComponent(stemOf(702).slice(-11)),
    'description that nothing has': 'zebra',
    customer: customerOf(77),
    reseller: resellerOf(7),
    service: serviceOf(11),
    period: NEWEST,
    'period before': '2026-01',
    rule: 'rule-7',
  };
  for (const [name, value] of Object.entries(filters)) {
    const path = `/credits?${name.split(' ')[0]}=${value}`;
    figures.push(await figure(ask, `filtered by ${name}`, path, FILTER_MS));
  }
  for (const status of ['estimated', 'pending', 'assigned', 'processing', 'processed']) {
    const path = `/credits?period=${NEWEST}&status=${status}`;
    figures.push(await figure(ask, `filtered by period and ${status}`, path, FILTER_MS));
  }
  figures.push(await figure(ask, 'counts and sums of a period', `/credits/sums?period=${NEWEST}`, BOARD_MS));
  return figures;
}

/** The cursor of a page in the middle of the list: the page before it is asked for with a large limit. */
async function deepPage(ask: Ask): Promise<string> {
  let cursor = '';
  for (let page = 0; page < 100; page += 1) {
    const { next } = JSON.parse(await ask(`/credits?limit=500${cursor}`)) as { next: string | null };
    if (next === null) throw new Error('the list ended before its middle');
    cursor = `&cursor=${encodeURIComponent(next)}`;
  }
  return `/credits?limit=100${cursor}`;
}

async function figure(
  ask: Ask,
  name: string,
  path: string,
  most: number,
  rounds: number = ROUNDS,
  notes: readonly string[] = [],
): Promise<Figure> {
  for (let round = 0; round < WARM_UP; round += 1) await ask(path);
  const times: number[] = [];
  for (let round = 0; round < rounds; round += 1) times.push((await timed(() => ask(path))).seconds * 1_000);
  const median = times.toSorted((a, b) => a - b)[rounds >> 1] ?? Number.POSITIVE_INFINITY;
  return atMost(name, 'ms', median, most, notes);
}
