import type { Shelves } from '../book.ts';
import { letter, writerOf } from './letter.ts';
import type { MailKind } from './mail-kinds.ts';
import type { MailContent } from './mail-shelf.ts';
import { type LetteredStatement, statementLetter } from './statement-mail.ts';
import type { MailTemplate } from './template.ts';

const CREDITS = [
  {
    customer: 'Example Customer',
    account: '000000000001',
    description: 'Migration Programme Credit',
    amount: '60.00',
    currency: 'USD',
  },
  {
    customer: 'Second Customer <& Co>',
    account: '000000000002',
    description: 'Activate',
    amount: '30.01',
    currency: 'USD',
  },
];
const TOTAL = '90.01';

const STATEMENT: LetteredStatement = {
  id: 'stm-0000000000000000',
  number: 12,
  buyerName: 'Example Buyer',
  period: '2026-03',
  currency: 'USD',
  total: 103_00n,
  creditApplied: 40_00n,
  closingBalance: 30_00n,
};

/** A mail about nobody, to see what a template makes of it. */
export async function sampleMail(
  shelves: Shelves,
  seller: string,
  kind: MailKind,
  template?: MailTemplate,
): Promise<MailContent> {
  const writer = await writerOf(shelves, seller, kind, template);
  if (kind === 'statement') return statementLetter(writer, STATEMENT);
  const { buyerName, period } = STATEMENT;
  const totals = [{ currency: 'USD', amount: TOTAL }];
  const more = { total: `${TOTAL} USD` };
  return letter(writer, { buyerName, period, path: '/my/credits', more, credits: CREDITS, totals });
}
