import type { ImportedMonth } from '../../../application/deliveries/import-deliveries.ts';
import type { Column } from './table.ts';
import { table } from './table.ts';

const OUTCOMES: Readonly<Record<ImportedMonth['outcome'], string>> = {
  new: 'new',
  newer: 'newer delivery',
  unchanged: 'the same again',
  superseded: 'older than what is there: not taken',
  'made-final': 'the same, now final',
};

export function importTable(months: readonly ImportedMonth[], full: boolean): string {
  const columns: Column<ImportedMonth>[] = [
    { head: 'cloud', of: (month) => month.cloud },
    { head: 'payer account', of: (month) => month.payerAccount },
    { head: 'period', of: (month) => month.period },
    { head: 'format', of: (month) => month.format },
    { head: 'lines', of: (month) => `${month.lines}`, right: true },
    { head: 'word', of: (month) => (month.final ? 'final' : 'estimate') },
    { head: 'delivery', of: (month) => OUTCOMES[month.outcome] },
    { head: 'credits new', of: (month) => `${month.creditsNew}`, right: true },
    { head: 'changed', of: (month) => `${month.creditsChanged}`, right: true },
  ];
  return table(columns, months, { rows: 'deliveries', full });
}
