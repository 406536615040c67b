import { chargesBilled } from '../../domain/checks/charges-billed.ts';
import type { Finding } from '../../domain/checks/checks.ts';
import { edgeKey } from '../../domain/ledger/grant.ts';
import { lineTypesOf } from '../../domain/line-item/line-type.ts';
import type { Holders } from '../../domain/party/holders.ts';
import type { BillingPeriod } from '../../domain/period/billing-period.ts';
import { billedBy } from '../../domain/statement/adjust.ts';
import { billsOf } from '../../domain/statement/billable.ts';
import { isLive, type Statement } from '../../domain/statement/statement.ts';
import type { Shelves } from '../book.ts';
import { holdersOf } from '../parties/holders-of.ts';

/**
 * Asks chargesBilled of each period in which the database finds that a statement bills something else than is charged: a
 * month has more charges and lines than are worth reading only to find nothing wrong. Without such a line the sums
 * cannot part: what is unmapped, or billed to nobody yet, is what the charges leave.
 */
export async function checkCharges(shelves: Shelves, periods: readonly BillingPeriod[]): Promise<Finding[]> {
  const holders = await holdersOf(shelves);
  const customers = new Set((await shelves.parties.customers()).map((customer) => customer.id));
  const changed = new Map((await shelves.periods.list()).map((row) => [row.period, row.chargesSeq]));
  const findings: Finding[] = [];
  for (const period of periods) {
    const statements = (await shelves.statements.list({ period })).filter((s) => isLive(s.state));
    const chargesSeq = changed.get(period) ?? 0n;
    const upToDate = statements.filter((statement) => statement.draftedSeq > chargesSeq);
    if (!(await billOtherwise(shelves, period, holders, upToDate))) continue;
    const ids = statements.map((statement) => statement.id);
    const found = chargesBilled({
      // A book of years does not fit into memory at once; a month does.
      charges: await shelves.deliveries.charges([period]),
      holders,
      statements,
      billed: billedBy(await shelves.statements.billed(ids, []), (line) => line.statement),
      billedLater: billedBy(await shelves.statements.billedAfterClosing([period], []), edgeKey),
      chargesSeq,
      isCustomer: (party) => customers.has(party),
    });
    findings.push(...found.map((finding) => ({ ...finding, object: `${period} ${finding.object}` })));
  }
  return findings;
}

async function billOtherwise(
  shelves: Shelves,
  period: BillingPeriod,
  holders: Holders,
  statements: readonly Statement[],
): Promise<boolean> {
  const idOf = new Map(statements.map((statement) => [edgeKey(statement), statement.id]));
  const charged = (await shelves.deliveries.charged(period)).flatMap((charges) =>
    billsOf(charges, period, holders).flatMap((edge) => {
      const statement = idOf.get(edgeKey(edge));
      return statement === undefined ? [] : [{ ...charges, statement }];
    }),
  );
  return shelves.statements.billOtherwise([...idOf.values()], period, lineTypesOf('charge'), charged);
}
