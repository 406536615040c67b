import { Link, type LinkProps, Outlet, useParams } from '@tanstack/react-router';
import { Suspense } from 'react';
import { useAsk } from '../../api/ask.ts';
import { Answered } from '../../ui/answered.tsx';
import { Badge } from '../../ui/badge.tsx';
import { Page } from '../../ui/page.tsx';
import { Waiting } from '../../ui/waiting.tsx';

const CLOUD_BILLING: readonly { readonly label: string; readonly to: NonNullable<LinkProps['to']> }[] = [
  { label: 'Credits', to: '/customers/$customerId/credits' },
  { label: 'Statements', to: '/customers/$customerId/statements' },
  { label: 'Accounts', to: '/customers/$customerId/accounts' },
  { label: 'Prices', to: '/customers/$customerId/prices' },
];

/** One customer, with seed A's menu: Cloud Billing → Credits. */
export function Customer() {
  const { customerId } = useParams({ from: '/inside/customers/$customerId' });
  const asked = useAsk('getCustomer', { params: { id: customerId } });
  const customer = asked.data?.customer;
  return (
    <Page
      title={customer?.name ?? 'Customer'}
      crumbs={[{ label: 'Customers', to: { to: '/customers' } }]}
      lead={
        customer === undefined
          ? '\u00a0'
          : `${customer.id} · ${customer.reseller === null ? 'direct customer' : `customer of ${customer.reseller.name}`}`
      }
      beside={customer?.past === true ? <Badge>No longer a customer of yours</Badge> : null}
    >
      <Answered asked={asked}>
        {() => (
          <div className="grid items-start gap-5 lg:grid-cols-[11rem_minmax(0,1fr)]">
            <CustomerMenu customerId={customerId} />
            <div className="grid min-w-0 gap-5">
              <Suspense fallback={<Waiting />}>
                <Outlet />
              </Suspense>
            </div>
          </div>
        )}
      </Answered>
    </Page>
  );
}

function CustomerMenu({ customerId }: { readonly customerId: string }) {
  const item = (label: string, to: NonNullable<LinkProps['to']>) => (
    <li key={label}>
      <Link
        to={to}
        params={{ customerId }}
        className="block rounded-md px-2.5 py-1.5 text-sm font-medium text-ink-soft hover:bg-hover hover:text-ink data-[status=active]:bg-accent-soft data-[status=active]:text-accent"
      >
        {label}
      </Link>
    </li>
  );
  return (
    <nav aria-label="Customer">
      <details open>
        <summary className="rounded-md px-2.5 py-1.5 text-sm font-semibold hover:bg-hover">
          Cloud Billing
        </summary>
        <ul className="mt-1 grid gap-0.5 lg:ml-3 lg:border-l lg:border-line lg:pl-2 max-lg:grid-cols-4">
          {CLOUD_BILLING.map(({ label, to }) => item(label, to))}
        </ul>
      </details>
      <ul className="mt-2">{item('Details', '/customers/$customerId/details')}</ul>
    </nav>
  );
}
