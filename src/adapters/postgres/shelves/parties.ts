import type { PartyShelf } from '../../../application/book.ts';
import { exactToText } from '../../../domain/money/exact-amount.ts';
import type { TaxPosition } from '../../../domain/party/party.ts';
import { exactOrNull } from '../decimal.ts';
import type { Session } from '../session.ts';

type ResellerRow = { reseller_id: string; name: string; email: string | null; use_credits: boolean | null };
type CustomerRow = {
  customer_id: string;
  name: string;
  email: string | null;
  tax_percent: string | null;
  tax_position: TaxPosition;
};
type Dates = { starts: string | null; ends: string | null };

export function partyShelf(session: Session): PartyShelf {
  return {
    resellers: async () => {
      const rows = await session.rows<ResellerRow>('select * from resellers order by reseller_id');
      return rows.map((row) => ({
        id: row.reseller_id,
        name: row.name,
        email: row.email,
        useCredits: row.use_credits,
      }));
    },
    customers: async () => {
      const rows = await session.rows<CustomerRow>('select * from customers order by customer_id');
      return rows.map((row) => ({
        id: row.customer_id,
        name: row.name,
        email: row.email,
        taxPercent: exactOrNull(row.tax_percent),
        taxPosition: row.tax_position,
      }));
    },
    accountTenures: async () => {
      const rows = await session.rows<
        Dates & { usage_account: string; customer_id: string; payer_account: string | null }
      >('select * from account_tenures order by usage_account, starts nulls first');
      return rows.map((row) => ({
        usageAccount: row.usage_account,
        customer: row.customer_id,
        payerAccount: row.payer_account,
        from: row.starts,
        to: row.ends,
      }));
    },
    resellerTenures: async () => {
      const rows = await session.rows<Dates & { customer_id: string; reseller_id: string | null }>(
        'select * from reseller_tenures order by customer_id, starts nulls first',
      );
      return rows.map((row) => ({
        customer: row.customer_id,
        reseller: row.reseller_id,
        from: row.starts,
        to: row.ends,
      }));
    },
    saveResellers: async (resellers) => {
      for (const { id, name, email, useCredits } of resellers) {
        await session.rows(
          `insert into resellers values ($1, $2, $3, $4) on conflict (reseller_id) do update
           set name = excluded.name, email = excluded.email, use_credits = excluded.use_credits`,
          [id, name, email, useCredits],
        );
      }
    },
    saveCustomers: async (customers) => {
      await session.rows('create temp table loaded_customers (like customers) on commit drop');
      await session.copy(
        'loaded_customers',
        ['customer_id', 'name', 'email', 'tax_percent', 'tax_position'],
        customers.map((c) => [
          c.id,
          c.name,
          c.email,
          c.taxPercent && exactToText(c.taxPercent),
          c.taxPosition,
        ]),
      );
      await session.rows(
        `insert into customers select * from loaded_customers on conflict (customer_id) do update
         set name = excluded.name, email = excluded.email, tax_percent = excluded.tax_percent,
           tax_position = excluded.tax_position`,
      );
      await session.rows('drop table loaded_customers');
    },
    replaceAccountTenures: async (accounts, tenures) => {
      await session.rows('delete from account_tenures where usage_account = any($1)', [accounts]);
      await session.copy(
        'account_tenures',
        ['usage_account', 'customer_id', 'payer_account', 'starts', 'ends'],
        tenures.map((t) => [t.usageAccount, t.customer, t.payerAccount, t.from, t.to]),
      );
    },
    replaceResellerTenures: async (customers, tenures) => {
      await session.rows('delete from reseller_tenures where customer_id = any($1)', [customers]);
      await session.copy(
        'reseller_tenures',
        ['customer_id', 'reseller_id', 'starts', 'ends'],
        tenures.map((t) => [t.customer, t.reseller, t.from, t.to]),
      );
    },
  };
}
