import { compileLinearRegex } from '../src/adapters/regex/linear-regex.ts';
import { draftStatements } from '../src/application/statements/draft-statements.ts';
import { aSecond, type Figure, secondsText, timed } from './figure.ts';
import { NO_FILES, withFreshBook } from './fresh-book.ts';
import { MADE_PERIOD, makeBuyers } from './made-buyers.ts';

const STATEMENTS = 5_000;
const LEAST_A_SECOND = 2_000;

/**
 * Drafts one statement for each of 5,000 direct customers: 20 priced lines, tax, and a grant that pays a part; from the
 * book's charges to saved and reserved, in the one transaction that the command uses.
 */
export async function statements(): Promise<Figure[]> {
  return await withFreshBook('statements', async (book, pool) => {
    await makeBuyers(book, pool, STATEMENTS);
    const desk = { book, compileRegex: compileLinearRegex, billingFiles: NO_FILES };
    const options = { period: MADE_PERIOD, useCredits: null, late: false };
    const first = await timed(() => draftStatements(desk, options));
    const again = await timed(() => draftStatements(desk, options));
    if (first.result.drafted !== STATEMENTS || again.result.kept !== STATEMENTS) {
      throw new Error(
        `drafted ${first.result.drafted}, kept ${again.result.kept} of ${STATEMENTS} statements`,
      );
    }
    return [
      aSecond('statements of 20 lines drafted', 'statements', STATEMENTS / first.seconds, LEAST_A_SECOND, [
        `all kept when drafted again, in ${secondsText(again.seconds)}`,
      ]),
    ];
  });
}
