import type { AssignReport } from '../../src/application/credits/assign-credits.ts';
import type { Explanation } from '../../src/application/credits/explain-credit.ts';
import type { Reapplication } from '../../src/application/credits/reapply-rules.ts';
import type { ImportReport } from '../../src/application/deliveries/import-deliveries.ts';
import type { LoadCount } from '../../src/application/desk.ts';
import type { LoadReport } from '../../src/application/month-folder/load-folder.ts';
import type { DraftReport } from '../../src/application/statements/draft-statements.ts';
import type { AccountMonthView } from '../../src/application/views/account-calendar.ts';
import type { CreditRecordList } from '../../src/application/views/credit-record-view.ts';
import type { RecordMatchView } from '../../src/application/views/record-match-view.ts';
import type { PlacedRule } from '../../src/domain/credit-rule/order.ts';
import { minorToText } from '../../src/domain/money/minor.ts';
import { percentToText } from '../../src/domain/money/percent.ts';
import { sharesText } from './render-decisions.ts';

/** What a step tells its user, in a line or a few; nothing where nothing happened. */

export function tellLoaded(report: LoadReport): string[] {
  const kinds = ['resellers', 'customers', 'accounts', 'prices', 'rules', 'grants'] as const;
  const counts = [
    ...kinds.flatMap((kind) => countText(kind, report[kind])),
    ...countText('credit records', report.creditRecords),
    ...countText('drawdowns', report.drawdowns),
  ];
  const settings = report.settingsChanged ? ['settings'] : [];
  const told = [...counts, ...settings];
  return [...(told.length === 0 ? [] : [`loaded ${told.join(', ')}`]), ...report.warnings];
}

function countText(kind: string, { added, changed }: LoadCount): string[] {
  const parts = [...(added > 0 ? [`${added} new`] : []), ...(changed > 0 ? [`${changed} changed`] : [])];
  return parts.length === 0 ? [] : [`${kind} ${parts.join(' and ')}`];
}

export function tellImported({ months }: ImportReport): string[] {
  return months.map((month) => {
    const credits = `credits ${month.creditsNew} new, ${month.creditsChanged} changed`;
    const final = month.final ? 'final' : 'estimated';
    return `${month.cloud} ${month.payerAccount} ${month.period} ${month.format}: ${month.outcome}, ${final}, ${month.lines} lines, ${credits}`;
  });
}

export function tellAssigned({ assigned, restated, held }: AssignReport): string[] {
  return [
    `assigned ${assigned}, restated ${restated}, held ${held.length}`,
    ...held.map(({ credit, because }) => `held ${credit.id}: ${because}`),
  ];
}

export function tellMatched(view: RecordMatchView): string[] {
  const owned = (item: { readonly owner: string | null; readonly consumer: string | null }): string =>
    `used by ${item.consumer ?? 'nobody'}, owned by ${item.owner ?? 'nobody'}`;
  return [
    `${view.matched} of ${view.credits} match (${view.rate ?? '-'} %)`,
    ...view.sums.map(
      (sum) => `${sum.currency} ${sum.matched} of ${sum.credits}; ${sum.drawdownsLeft} left over`,
    ),
    ...view.items.map(
      (item) =>
        `${item.credit} ${item.amount}${item.estimated ? ' estimated' : ''}: ${owned(item)} (${item.ownerAccount} by ${[item.ownedBy, ...item.records].join(' ')})${item.sentence === null ? '' : `; ${item.sentence}`}`,
    ),
    ...view.left.map(
      (item) =>
        `record ${item.records.join(', ')} ${item.period} ${item.usageAccount} ${item.service} ${item.amount}${item.estimated ? ' estimated' : ''}: ${owned(item)}; ${item.sentence}`,
    ),
  ];
}

export function tellRecords({ items, endingSums }: CreditRecordList): string[] {
  return [
    ...items.map(
      (item) =>
        `${item.id} of ${item.account} (${item.owner ?? 'nobody'}): ${item.remaining} of ${item.initial} ${item.currency} left, ends ${item.ends ?? 'never'}, ${item.state}${item.daysLeft === null ? '' : ` (${item.daysLeft} days)`}`,
    ),
    ...endingSums.map(
      (sum) =>
        `ends for ${sum.account ?? 'all'}: ${sum.within30} in 30 days, ${sum.within60} in 60, ${sum.within90} in 90 ${sum.currency}`,
    ),
  ];
}

export function tellDrafted(report: DraftReport): string[] {
  const { period, drafted, replaced, kept, discarded } = report;
  return [
    `${period}: drafted ${drafted}, of these replaced ${replaced}; kept ${kept}; discarded ${discarded}`,
    ...report.blocked.map(
      ({ edge, openPeriod }) =>
        `not drafted: ${edge.seller}→${edge.buyer}, its ${openPeriod} is open already (--late drafts it)`,
    ),
    ...report.unused.map(
      ({ edge, balance }) =>
        `Use credits is off: ${edge.seller}→${edge.buyer} keeps its balance of ${minorToText(balance, edge.currency)} ${edge.currency}`,
    ),
    ...(report.expiredGrants > 0 ? [`expired ${report.expiredGrants} grant(s)`] : []),
    ...(report.unmappedCharges > 0 ? [`${report.unmappedCharges} unmapped charge(s)`] : []),
  ];
}

export function tellCount(verb: string, statements: readonly { readonly state: string }[]): string[] {
  return [`${verb} ${statements.length}`];
}

export function tellReapplied(reapplications: readonly Reapplication[]): string[] {
  return reapplications.map(({ credit, before, after, heldBecause }) => {
    const now = after === null ? `held: ${heldBecause}` : sharesText(after, credit.currency);
    return `${credit.id}: ${sharesText(before, credit.currency)} → ${now}`;
  });
}

export function tellExplained({ steps }: Explanation): string[] {
  return steps.flatMap(({ title, lines }) => [`${title}:`, ...lines.map((line) => `  ${line}`)]);
}

export function tellCalendar(months: readonly AccountMonthView[]): string[] {
  return months.flatMap((month) => [
    `${month.usageAccount} (${month.customer ?? 'nobody'}) ${month.period}:`,
    ...month.segments.map((segment) => `  ${segment.sentence}`),
    ...month.pool.map((share) => `  ${share.sentence}`),
    ...month.notes.map((note) => `  note: ${note}`),
  ]);
}

export function tellRule({ rule, place, behind }: PlacedRule): string {
  const shares = `${percentToText(rule.customerPercent)}/${percentToText(rule.resellerPercent)}`;
  const why = behind === null ? '' : `, behind the one before by ${behind}`;
  return `${place}. ${rule.id} v${rule.version} "${rule.name}" ${shares}${rule.active ? '' : ', off'}${why}`;
}
