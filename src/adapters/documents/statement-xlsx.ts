import type { StatementDocument } from '../../application/documents/statement-document.ts';
import { minorDigits } from '../../domain/money/currency.ts';
import { type Cell, type Look, type Sheet, workbook } from '../../table-files/xlsx/workbook.ts';

/** The document as a workbook: a sheet for the head and the sum, one for each list under it. */
export function statementXlsx(document: StatementDocument): Uint8Array {
  const sheets = [front(document), charges(document)];
  if (document.adjustments.length > 0) sheets.push(adjustments(document));
  sheets.push(credit(document));
  if (document.breakout !== null) sheets.push(breakout(document.breakout, document.currency));
  return workbook(sheets, amountFormat(document.currency));
}

function amountFormat(currency: string): string {
  const places = minorDigits(currency);
  return `#,##0${places === 0 ? '' : `.${'0'.repeat(places)}`}`;
}

function text(value: string, look: Look = 'plain'): Cell {
  return { text: value, look };
}
function sum(amount: string, look: Look = 'plain'): Cell {
  return { amount, look };
}

function front(document: StatementDocument): Sheet {
  const { seller, buyer, currency, remarks, totals, watermark } = document;
  const fact = (label: string, value: string): Cell[] => [text(label, 'soft'), text(value)];
  return {
    name: 'Statement',
    widths: [34, 46],
    frozen: 0,
    rows: [
      [text(document.title, 'title')],
      ...(watermark === null ? [] : [[text(watermark, 'alarm')]]),
      ...remarks.map((remark) => [text(remark, 'alarm')]),
      [],
      ...(document.number === null ? [] : [fact('Number', document.number)]),
      fact('Statement', document.statement),
      fact('From', seller.name),
      ...seller.address.map((line) => fact('', line)),
      fact('To', buyer.name),
      fact('', buyer.id),
      fact('Billing period', document.days),
      fact('Currency', currency),
      [],
      [text('', 'head'), text(`Amount (${currency})`, 'head')],
      ...totals.map(({ name, label, amount }) => {
        const look = name === 'total' ? 'strong' : name === 'rounding' ? 'soft' : 'plain';
        return [text(label, look), sum(amount, look)];
      }),
      [],
      ...seller.notes.map((note) => [text(note, 'soft')]),
    ],
  };
}

function heads(...names: string[]): Cell[] {
  return names.map((name) => text(name, 'head'));
}

function charges({ charges: accounts, currency }: StatementDocument): Sheet {
  return {
    name: 'Charges',
    widths: [14, 18, 44, 18],
    frozen: 1,
    rows: [
      heads('Cloud', 'Usage account', 'Service', `Amount (${currency})`),
      ...accounts.flatMap(({ cloud, usageAccount, lines }) =>
        lines.map(({ service, amount }) => [text(cloud), text(usageAccount), text(service), sum(amount)]),
      ),
    ],
  };
}

function adjustments({ adjustments: lines, currency }: StatementDocument): Sheet {
  return {
    name: 'Adjustments',
    widths: [18, 14, 18, 44, 18],
    frozen: 1,
    rows: [
      heads('Period', 'Cloud', 'Usage account', 'Service', `Amount (${currency})`),
      ...lines.map(({ period, cloud, usageAccount, service, amount }) => [
        text(period),
        text(cloud),
        text(usageAccount),
        text(service),
        sum(amount),
      ]),
    ],
  };
}

function credit({ credit: steps, currency }: StatementDocument): Sheet {
  return {
    name: 'Credit',
    widths: [34, 18, 56, 18, 18],
    frozen: 1,
    rows: [
      heads('', 'Usage account', 'Description', `Amount (${currency})`, `Together (${currency})`),
      ...steps.flatMap(({ name, label, amount, items }) => {
        const look = name === 'opening' || name === 'closing' ? 'strong' : 'plain';
        return [
          [text(label, look), null, null, null, sum(amount, look)],
          ...items.map((item) => [
            null,
            text(item.account, 'soft'),
            text(item.description, 'soft'),
            sum(item.amount, 'soft'),
          ]),
        ];
      }),
    ],
  };
}

function breakout(all: NonNullable<StatementDocument['breakout']>, currency: string): Sheet {
  const { customers, namesRules } = all;
  const rule = <T>(cell: T): T[] => (namesRules ? [cell] : []);
  return {
    name: 'Break-out',
    widths: [34, 18, 56, ...rule(30), 18, 18, 18],
    frozen: 1,
    rows: [
      heads(
        'Customer',
        'Usage account',
        'Description',
        ...rule('Rule'),
        `Earned (${currency})`,
        `Applied (${currency})`,
        `Expired (${currency})`,
      ),
      ...customers.flatMap(({ customer, rows }) =>
        rows.map((row) => [
          text(customer),
          text(row.account),
          text(row.description),
          ...rule(text(row.rule ?? '')),
          sum(row.earned),
          sum(row.applied),
          sum(row.expired),
        ]),
      ),
      [
        text('Together', 'strong'),
        null,
        null,
        ...rule(null),
        sum(all.earned, 'strong'),
        sum(all.applied, 'strong'),
        sum(all.expired, 'strong'),
      ],
    ],
  };
}
