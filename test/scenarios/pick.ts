import type { Credit } from '../../src/domain/credit/credit.ts';
import { availableOf, edgeKey, type Grant } from '../../src/domain/ledger/grant.ts';
import { isLive, type Statement } from '../../src/domain/statement/statement.ts';
import type { StoryDesk } from './story-desk.ts';

/** What a person means by an account and a description; a period tells two months apart. */
export async function pickCredit(story: StoryDesk, words: readonly string[]): Promise<Credit> {
  const [account = '', description = '', period] = words;
  const credits = await story.desk.book.read((shelves) => shelves.credits.list({ usageAccount: account }));
  return theOnly(
    credits.filter(
      (credit) => credit.description === description && (period === undefined || credit.period === period),
    ),
    `credit ${words.join(' ')}`,
  );
}

/** The grant of a seller for a buyer that still has something left; its description or comment where there are more. */
export async function pickGrant(story: StoryDesk, words: readonly string[]): Promise<Grant> {
  const [seller = '', buyer = '', told] = words;
  const grants = await story.desk.book.read((shelves) => shelves.ledger.grants({}));
  return theOnly(
    grants.filter(
      (grant) =>
        grant.seller === seller &&
        grant.buyer === buyer &&
        (told === undefined
          ? availableOf(grant) > 0n
          : [grant.id, grant.description, grant.comment].includes(told)),
    ),
    `grant ${words.join(' ')}`,
  );
}

/** The live statement of a period, seller and buyer; without them every one of the period. */
export async function pickStatements(story: StoryDesk, words: readonly string[]): Promise<string[]> {
  const filter = statementFilter(words);
  const found = await story.desk.book.read((shelves) => shelves.statements.list(filter));
  const live = found.filter((statement: Statement) => isLive(statement.state));
  if (live.length === 0) throw new Error(`no live statement: ${words.join(' ')}`);
  return live.map((statement) => statement.id);
}

/** The newest version of each that is thrown away, whether or not it was drafted since. */
export async function pickDiscarded(story: StoryDesk, words: readonly string[]): Promise<string[]> {
  const filter = { ...statementFilter(words), states: ['discarded'] as const };
  const found = await story.desk.book.read((shelves) => shelves.statements.list(filter));
  return [...new Map(found.map((one) => [`${edgeKey(one)} ${one.period}`, one.id])).values()];
}

export function statementFilter(words: readonly string[]) {
  const [period = '', seller, buyer] = words;
  return { period, ...(seller === undefined ? {} : { seller }), ...(buyer === undefined ? {} : { buyer }) };
}

function theOnly<Thing>(found: readonly Thing[], what: string): Thing {
  const [first, second] = found;
  if (first === undefined || second !== undefined) throw new Error(`${found.length} times ${what}`);
  return first;
}
