import { type Holders, holdersFrom } from '../../domain/party/holders.ts';
import type { Shelves } from '../book.ts';

/** Who held what when, from the book's tenures. */
export async function holdersOf(shelves: Shelves): Promise<Holders> {
  return holdersFrom(await shelves.parties.accountTenures(), await shelves.parties.resellerTenures());
}
