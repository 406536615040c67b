import { chargesBilled } from '../domain/checks/charges-billed.ts';
import type { Finding } from '../domain/checks/checks.ts';
import { edgeKey } from '../domain/ledger/grant.ts';
import type { BillingPeriod } from '../domain/period/billing-period.ts';
import { billedBy } from '../domain/statement/adjust.ts';
import { isLive } from '../domain/statement/statement.ts';
import type { Shelves } from './book.ts';
import { holdersOf } from './holders-of.ts';

/** Asks chargesBilled of each period of the book. */
export async function checkCharges(shelves: Shelves, periods: readonly BillingPeriod[]): Promise<Finding[]> {
  const holders = await holdersOf(shelves);
  const customers = new Set((await shelves.parties.customers()).map((customer) => customer.id));
  const changed = new Map((await shelves.periods.list()).map((row) => [row.period, row.chargesSeq]));
  const findings: Finding[] = [];
  for (const period of periods) {
    const statements = (await shelves.statements.list({ period })).filter((s) => isLive(s.state));
    const ids = statements.map((statement) => statement.id);
    const found = chargesBilled({
      // A book of years does not fit into memory at once; a month does.
      charges: await shelves.deliveries.charges([period]),
      holders,
      statements,
      billed: billedBy(await shelves.statements.billed(ids, []), (line) => line.statement),
      billedLater: billedBy(await shelves.statements.billedAfterClosing([period], []), edgeKey),
      chargesSeq: changed.get(period) ?? 0n,
      isCustomer: (party) => customers.has(party),
    });
    findings.push(...found.map((finding) => ({ ...finding, object: `${period} ${finding.object}` })));
  }
  return findings;
}
