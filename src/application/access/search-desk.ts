import type { Viewer } from '../../domain/access/viewer.ts';
import { partiesOf } from '../month-folder/load-parties.ts';
import { look, type Office } from './act.ts';

export type Hit = {
  readonly kind: 'customer' | 'reseller' | 'account' | 'rule' | 'credit' | 'statement';
  readonly id: string;
  readonly title: string;
  readonly subtitle: string;
};

const MOST = 8;

/** What a word in the command palette may mean. */
export function searchAll(office: Office, viewer: Viewer, word: string): Promise<{ items: Hit[] }> {
  return look(office, viewer, async ({ shelves }) => {
    const says = (...texts: readonly string[]): boolean =>
      texts.some((text) => text.toLowerCase().includes(word.toLowerCase()));
    const { customers, resellers, accountTenures } = await partiesOf(shelves);
    const rules = await shelves.rules.newest();
    const accounts = new Map(accountTenures.map((one) => [one.usageAccount, one.customer]));
    return {
      items: [
        ...customers
          .filter((one) => says(one.id, one.name))
          .slice(0, MOST)
          .map((one) => hit('customer', one.id, one.name, one.id)),
        ...resellers
          .filter((one) => says(one.id, one.name))
          .slice(0, MOST)
          .map((one) => hit('reseller', one.id, one.name, one.id)),
        ...[...accounts]
          .filter(([account]) => says(account))
          .slice(0, MOST)
          .map(([account, customer]) => hit('account', account, account, customer)),
        ...rules
          .filter((one) => says(one.id, one.name, one.description))
          .slice(0, MOST)
          .map((one) => hit('rule', one.id, one.name, one.description)),
        ...(await shelves.lists.found(word, MOST)),
      ],
    };
  });
}

function hit(kind: Hit['kind'], id: string, title: string, subtitle: string): Hit {
  return { kind, id, title, subtitle };
}
