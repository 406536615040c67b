import type { CreditStep, StatementDocument } from '../../application/documents/statement-document.ts';
import { csvRow } from '../../table-files/csv/csv-row.ts';

const COLUMNS = [
  'section',
  'item',
  'customer',
  'cloud',
  'usage_account',
  'service',
  'description',
  'rule',
  'amount',
  'currency',
] as const;

type Row = Partial<Record<(typeof COLUMNS)[number], string>>;

/** The document as one table: a row for each figure of it, `section` and `item` say which. */
export function statementCsv(document: StatementDocument): Uint8Array {
  const rows = [
    ...headRows(document),
    ...chargeRows(document),
    ...document.totals.map(({ name, label, amount }) => row('total', name, { description: label, amount })),
    ...document.credit.flatMap(creditRows),
    ...breakoutRows(document),
  ].map((one) => (one.amount === undefined ? one : { ...one, currency: document.currency }));
  const table = [COLUMNS, ...rows.map((one) => COLUMNS.map((column) => one[column] ?? ''))];
  return new TextEncoder().encode(table.map(csvRow).join(''));
}

function row(section: string, item: string, more: Row): Row {
  return { section, item, ...more };
}

function headRows(document: StatementDocument): Row[] {
  const { seller, buyer, remarks } = document;
  const facts: [string, string | null][] = [
    ['title', document.title],
    ['number', document.number],
    ['mark', document.watermark],
    ['statement', document.statement],
    ['seller', seller.name],
    ['address', seller.address.join(', ') || null],
    ['buyer', buyer.name],
    ['buyer_id', buyer.id],
    ['period', document.period],
    ['currency', document.currency],
    ...remarks.map((remark): [string, string] => ['remark', remark]),
    ...seller.notes.map((note): [string, string] => ['note', note]),
  ];
  return facts.flatMap(([item, description]) =>
    description === null ? [] : [row('head', item, { description })],
  );
}

function chargeRows({ charges, adjustments }: StatementDocument): Row[] {
  return [
    ...charges.flatMap(({ cloud, usageAccount, lines }) =>
      lines.map(({ service, amount }) =>
        row('charge', '', { cloud, usage_account: usageAccount, service, amount }),
      ),
    ),
    ...adjustments.map(({ period, cloud, usageAccount, service, amount }) =>
      row('adjustment', period, { cloud, usage_account: usageAccount, service, amount }),
    ),
  ];
}

function creditRows({ name, label, amount, items }: CreditStep): Row[] {
  return [
    row('credit', name, { description: label, amount }),
    ...items.map((item) =>
      row('credit_item', name, {
        usage_account: item.account,
        description: item.description,
        amount: item.amount,
      }),
    ),
  ];
}

function breakoutRows({ breakout }: StatementDocument): Row[] {
  if (breakout === null) return [];
  return breakout.customers.flatMap(({ customer, rows }) =>
    rows.flatMap(({ account, description, rule, ...amounts }) =>
      (['earned', 'applied', 'expired'] as const)
        .filter((item) => /[1-9]/.test(amounts[item]))
        .map((item) =>
          row('breakout', item, {
            customer,
            usage_account: account,
            description,
            rule: rule ?? '',
            amount: amounts[item],
          }),
        ),
    ),
  );
}
