import type { DraftReport } from '../../../application/statements/draft-statements.ts';
import { minorToText } from '../../../domain/money/minor.ts';
import { counted } from './amounts.ts';
import { ink } from './ink.ts';

/** The report with its amounts as decimal strings. */
export function draftJson(report: DraftReport) {
  const unused = report.unused.map(({ edge, balance }) => ({
    ...edge,
    balance: minorToText(balance, edge.currency),
  }));
  const blocked = report.blocked.map(({ edge, openPeriod }) => ({ ...edge, openPeriod }));
  return { ...report, unused, blocked };
}

export function draftText(report: DraftReport): string {
  const counts = [
    `${report.drafted} drafted`,
    ...(report.replaced > 0 ? [`${report.replaced} of them in place of older drafts`] : []),
    `${report.kept} kept`,
    ...(report.discarded > 0 ? [`${report.discarded} discarded`] : []),
  ];
  return [`Statements of ${report.period}: ${counts.join(', ')}`, ...draftWarnings(report)].join('\n');
}

/** What a person should know before opening the drafts. */
export function draftWarnings(report: DraftReport): string[] {
  const unused = report.unused.map(
    ({ edge, balance }) =>
      `${edge.buyer} has ${minorToText(balance, edge.currency)} ${edge.currency} at ${edge.seller}, but Use credits is off`,
  );
  const blocked = report.blocked.map(
    ({ edge, openPeriod }) =>
      `${edge.seller} → ${edge.buyer} was not drafted: its statement of ${openPeriod} is open already (statements draft --late)`,
  );
  const expired =
    report.expiredGrants === 0
      ? []
      : [
          `${counted(report.expiredGrants, 'grant')} ended before ${report.period}; what was left of them expired`,
        ];
  const unmapped =
    report.unmappedCharges === 0
      ? []
      : [`charges of accounts that nobody holds stand on no statement; the control sheet lists them`];
  return [...unused, ...blocked, ...expired, ...unmapped].map((line) => `  ${ink.yellow('look:')} ${line}`);
}
