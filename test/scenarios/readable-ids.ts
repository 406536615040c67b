import { creditViews } from '../../src/application/views/credit-view.ts';
import { byMonthAndAccount } from './render-decisions.ts';
import type { StoryDesk } from './story-desk.ts';

/** Replaces ids that are hashes by names a person can follow through the pages of a story. */
export async function readableIds({ desk }: StoryDesk): Promise<(text: string) => string> {
  const names = new Map<string, string>();
  const credits = (await creditViews(desk, {})).sort(byMonthAndAccount);
  credits.forEach((credit, at) => names.set(credit.id, `credit-${at + 1}`));
  await desk.book.read(async (shelves) => {
    const grants = (await shelves.ledger.grants({})).sort((a, b) => (a.seq < b.seq ? -1 : 1));
    grants.filter(({ id }) => HASH.test(id)).forEach(({ id }, at) => names.set(id, `grant-${at + 1}`));
    for (const statement of await shelves.statements.list({})) {
      const { id, seller, buyer, period, version, currency } = statement;
      const money = currency === 'USD' ? '' : ` ${currency}`;
      names.set(id, `${seller}→${buyer} ${period}${money}${version === 1 ? '' : ` version ${version}`}`);
    }
  });
  return (text) => text.replaceAll(new RegExp(HASH, 'g'), (id) => names.get(id) ?? id);
}

const HASH = /\b(?:crd|grt|stm)-[0-9a-f]{16}\b|\bgrant-[0-9a-f]{24}\b/;
