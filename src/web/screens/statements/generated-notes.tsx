import { Link } from '@tanstack/react-router';
import { Info, TriangleAlert } from 'lucide-react';
import type { Generated } from '../../../contract/statements.ts';
import { periodText } from '../../ui/dates.ts';
import { countText, moneyText } from '../../ui/money-text.ts';

/** What the run does not do, and for whom: balances not used, buyers blocked, charges of nobody. */
export function GeneratedNotes({ generated }: { readonly generated: Generated }) {
  const { unused, blocked, unmappedCharges, expiredGrants } = generated;
  return (
    <div className="grid gap-3 empty:hidden">
      {unused.length > 0 ? (
        <Note tone="warn" title="Has a balance, not used">
          <ul className="grid gap-0.5">
            {unused.map(({ buyer, seller, currency, balance }) => (
              <li key={`${seller.id} ${buyer.id} ${currency}`}>
                {buyer.name}: {moneyText(balance, currency)} at {seller.name}
              </li>
            ))}
          </ul>
        </Note>
      ) : null}
      {blocked.length > 0 ? (
        <Note tone="warn" title="Not drafted: a later statement is open already">
          <ul>
            {blocked.map(({ buyer, openPeriod }) => (
              <li key={`${buyer.id} ${openPeriod}`}>
                {buyer.name}: {periodText(openPeriod)}
              </li>
            ))}
          </ul>
        </Note>
      ) : null}
      {unmappedCharges > 0 ? (
        <Note tone="warn" title="Charges of accounts that nobody holds">
          {unmappedCharges === 1
            ? 'One charge is on no statement. '
            : `${countText(unmappedCharges)} charges are on no statement. `}
          <Link to="/deliveries" search={{ period: generated.period }} className="font-medium underline">
            Map their accounts
          </Link>
        </Note>
      ) : null}
      {expiredGrants > 0 ? (
        <Note tone="info" title="Expired credits">
          {countText(expiredGrants)} ended before this period; what is left of them is booked as expired.
        </Note>
      ) : null}
    </div>
  );
}

type NoteProps = {
  readonly tone: 'warn' | 'info';
  readonly title: string;
  readonly children: React.ReactNode;
};

function Note({ tone, title, children }: NoteProps) {
  const Icon = tone === 'warn' ? TriangleAlert : Info;
  return (
    <section
      aria-label={title}
      className={`flex gap-3 rounded-lg px-4 py-3 text-sm ${tone === 'warn' ? 'bg-warn-soft text-warn' : 'bg-info-soft text-info'}`}
    >
      <Icon aria-hidden size={16} className="mt-0.5 shrink-0" />
      <div>
        <h2 className="font-semibold">{title}</h2>
        <div className="text-ink">{children}</div>
      </div>
    </section>
  );
}
