import { type StatementView, statementViews } from '../../src/application/views/statement-view.ts';
import type { StoryDesk } from './story-desk.ts';

/** statements.txt: each statement with its lines and the story of its balance; of discarded ones only that they were. */
export async function renderStatements({ desk }: StoryDesk): Promise<string> {
  const views = await statementViews(desk, {});
  if (views.length === 0) return 'no statements';
  const key = (view: StatementView): string =>
    [view.period, view.seller, view.buyer, view.currency].join('\n');
  return views
    .sort((a, b) => (key(a) === key(b) ? 0 : key(a) < key(b) ? -1 : 1))
    .map(statementText)
    .join('\n\n');
}

function statementText(view: StatementView): string {
  const head = [
    view.id,
    view.number === null ? view.state : `${view.state} no. ${view.number}`,
    ...(view.useCredits ? [] : ['Use credits off']),
    ...(view.late ? ['late'] : []),
  ].join(' · ');
  if (view.state === 'discarded') return head;
  return [head, ...linesOf(view), figuresOf(view), ...balanceOf(view)].join('\n');
}

function linesOf(view: StatementView): string[] {
  const uplift = (percent: string): string =>
    percent === '0' ? '' : ` ${percent.startsWith('-') ? '−' : '+'} ${percent.replace('-', '')} %`;
  const place = (line: { cloud: string; usageAccount: string; service: string }): string =>
    `${line.cloud} ${line.usageAccount} ${line.service}`;
  return [
    ...view.lines.map(
      (line) => `  ${place(line)}: ${line.exact}${uplift(line.upliftPercent)} = ${line.price}`,
    ),
    ...(view.roundingLine === null ? [] : [`  rounding: ${view.roundingLine}`]),
    ...view.adjustmentLines.map(
      (line) => `  adjustment of ${line.originalPeriod}, ${place(line)}: ${line.exact} = ${line.price}`,
    ),
    ...view.debitLines.map((line) => `  ${line.label} of ${line.credit}: ${line.amount}`),
  ];
}

function figuresOf(view: StatementView): string {
  const some = (name: string, amount: string): string[] =>
    /[1-9]/.test(amount) ? [`${name} ${amount}`] : [];
  const tax = view.taxPercent === null ? [] : [`tax ${view.tax} (${view.taxPercent} % ${view.taxPosition})`];
  const parts = [
    `charges ${view.charges}`,
    ...tax,
    ...some('debits', view.debits),
    ...some('adjustments', view.adjustments),
    ...some('credit −', view.creditApplied),
  ].join(', ');
  return `  ${parts.replace('credit − ', 'credit −')} → total ${view.total} ${view.currency}`;
}

const ORDER = ['earned', 'restored', 'expired', 'applied'];

function balanceOf(view: StatementView): string[] {
  const { openingBalance, earned, creditApplied, expired, closingBalance } = view;
  if (
    ![openingBalance, earned, creditApplied, expired, closingBalance].some((amount) => /[1-9]/.test(amount))
  )
    return [];
  const lapsed = /[1-9]/.test(expired) ? ` − expired ${expired}` : '';
  return [
    `  balance: opening ${openingBalance} + earned ${earned} − applied ${creditApplied}${lapsed} = closing ${closingBalance}`,
    ...ORDER.flatMap((movement) => view.story.filter((item) => item.movement === movement)).map((item) => {
      const whose = item.customer === null ? '' : ` of ${item.customer}`;
      const what = item.description ?? item.comment;
      const where = item.usageAccount === null ? '' : `, account ${item.usageAccount}`;
      return `    ${item.movement} ${item.amount}: ${item.grant}${whose}, "${what}"${where}`;
    }),
  ];
}
