import type { StatementMail } from '../../../application/mail/statement-mail.ts';
import { counted } from './amounts.ts';
import { table } from './table.ts';

/** Whom was written about which statement, and why others were not. */
export function statementMailText(mails: readonly StatementMail[]): string {
  const written = mails.filter(({ because }) => because === null).length;
  return [
    `${counted(written, 'mail')} written; the service sends what waits in the outbox`,
    table<StatementMail>(
      [
        { head: 'statement', of: ({ statement }) => statement },
        { head: 'buyer', of: ({ buyer }) => buyer.id },
        { head: 'to', of: ({ recipients }) => recipients.join('; ') },
        { head: '', of: ({ because }) => because ?? 'written' },
      ],
      mails,
      { rows: 'statements', full: true },
    ),
  ].join('\n');
}
