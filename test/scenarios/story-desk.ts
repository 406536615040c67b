import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type pg from 'pg';
import { billingFiles } from '../../src/adapters/billing-files/billing-files.ts';
import { monthFolderFiles } from '../../src/adapters/month-folder/month-folder-files.ts';
import { postgresBook } from '../../src/adapters/postgres/book.ts';
import { compileLinearRegex } from '../../src/adapters/regex/linear-regex.ts';
import type { Desk } from '../../src/application/desk.ts';
import type { MonthFolderFiles } from '../../src/application/month-folder/month-folder.ts';
import { busyBook } from '../support/book.ts';

/** A book of the story's own, and a copy of what it was given that it may move about. */
export type StoryDesk = {
  readonly desk: Desk;
  readonly pool: pg.Pool;
  readonly readers: MonthFolderFiles;
  /** A folder of the story, as a path on this machine. */
  readonly at: (folder: string) => string;
  /** The same text wherever the copy lies. */
  readonly withoutPlace: (text: string) => string;
  readonly close: () => Promise<void>;
};

export async function storyDesk(story: string): Promise<StoryDesk> {
  const place = await mkdtemp(join(tmpdir(), 'creditbook-story-'));
  await cp(join(story, 'given'), join(place, 'given'), { recursive: true });
  const open = await busyBook();
  return {
    desk: {
      book: postgresBook(open.pool),
      compileRegex: compileLinearRegex,
      billingFiles: billingFiles(),
    },
    pool: open.pool,
    readers: monthFolderFiles(compileLinearRegex),
    at: (folder) => join(place, folder),
    withoutPlace: (text) => text.replaceAll(`${place}/`, ''),
    close: async () => {
      await open.close();
      await rm(place, { recursive: true, force: true });
    },
  };
}
