import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useAsk } from '../../api/ask.ts';
import { ChangeSeller } from '../../book/change-seller.tsx';
import { useViewer } from '../../shell/viewer.ts';
import { Answered } from '../../ui/answered.tsx';
import { Blank } from '../../ui/blank.tsx';
import { Button } from '../../ui/button.tsx';
import { dayText } from '../../ui/dates.ts';
import { Section } from '../../ui/page.tsx';
import { Table } from '../../ui/table.tsx';

/** The customers it has or had, from when to when. */
export function ResellerCustomers({ resellerId }: { readonly resellerId: string }) {
  const asked = useAsk('listResellerTenures', { params: { id: resellerId } });
  const viewer = useViewer();
  const [changing, setChanging] = useState<string | null>(null);
  const because = viewer.role === 'distributor-admin' ? null : 'Only a distributor admin changes tenures.';
  return (
    <Section title="Its customers" flush>
      <Answered asked={asked}>
        {({ items }) => (
          <Table
            label="Customers of this reseller"
            rows={items}
            rowKey={({ customer, from }) => `${customer.id} ${from}`}
            empty={
              <Blank title="No customers yet">
                Open a customer, then Details, to say that this reseller sells to it.
              </Blank>
            }
            columns={[
              {
                key: 'customer',
                heading: 'Customer',
                cell: ({ customer }) => (
                  <Link
                    to="/customers/$customerId/details"
                    params={{ customerId: customer.id }}
                    className="font-medium text-accent hover:underline"
                  >
                    {customer.name}
                  </Link>
                ),
              },
              {
                key: 'from',
                heading: 'From',
                cell: ({ from }) => (from === null ? 'the beginning' : dayText(from)),
              },
              {
                key: 'to',
                heading: 'Until before',
                cell: ({ to }) => (to === null ? 'no end' : dayText(to)),
              },
              {
                key: 'do',
                heading: <span className="sr-only">What can be done</span>,
                figures: true,
                cell: ({ customer }) => (
                  <Button
                    look="quiet"
                    size="low"
                    className="-my-1"
                    aria-label={`Change who sells to ${customer.name}`}
                    because={because}
                    onClick={() => setChanging(customer.id)}
                  >
                    Change
                  </Button>
                ),
              },
            ]}
          />
        )}
      </Answered>
      {changing === null ? null : <ChangeSeller customerId={changing} onClose={() => setChanging(null)} />}
    </Section>
  );
}
