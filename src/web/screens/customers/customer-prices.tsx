import { useParams } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import type { PriceView } from '../../../contract/parties.ts';
import { useAct, useAsk } from '../../api/ask.ts';
import { faultElsewhere } from '../../api/problem.ts';
import { useTyped } from '../../api/typed.ts';
import { TableMenus } from '../../book/tables/table-menus.tsx';
import { sideOf, useViewer } from '../../shell/viewer.ts';
import { Answered } from '../../ui/answered.tsx';
import { Blank } from '../../ui/blank.tsx';
import { Button } from '../../ui/button.tsx';
import { periodText } from '../../ui/dates.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/field.tsx';
import { FormFault } from '../../ui/form-fault.tsx';
import { percentText } from '../../ui/money-text.ts';
import { Section } from '../../ui/page.tsx';
import { Table } from '../../ui/table.tsx';

export function CustomerPrices() {
  const { customerId } = useParams({ from: '/inside/customers/$customerId/prices' });
  const asked = useAsk('listPrices', { query: { buyer: customerId, limit: 500 } });
  const customer = useAsk('getCustomer', { params: { id: customerId } });
  const viewer = useViewer();
  const [adding, setAdding] = useState(false);
  const own = sideOf(viewer.role) === 'reseller' ? viewer.party?.id : undefined;
  const reseller = customer.data?.customer.reseller ?? null;
  const names = new Map([
    ['distributor', viewer.distributorName],
    ['*', 'Every buyer'],
    ...(reseller === null ? [] : [[reseller.id, reseller.name] as const]),
    ...(customer.data === undefined ? [] : [[customerId, customer.data.customer.name] as const]),
  ]);
  const named = (id: string): string => names.get(id) ?? id;
  const seller = own ?? customer.data?.customer.reseller?.id ?? 'distributor';
  const because =
    viewer.role === 'distributor-analyst' || viewer.role === 'auditor'
      ? 'Your role reads; it sets no price.'
      : null;
  return (
    <Section
      title="Prices"
      flush
      beside={
        <>
          <TableMenus tables={[{ subject: 'prices', query: { buyer: customerId } }]} />
          <Button because={because} onClick={() => setAdding(true)}>
            Set price
          </Button>
        </>
      }
    >
      <Answered asked={asked}>{({ items }) => <PriceTable prices={items} named={named} />}</Answered>
      {adding ? <SetPrice seller={seller} buyer={customerId} onClose={() => setAdding(false)} /> : null}
    </Section>
  );
}

type TableProps = {
  readonly prices: readonly PriceView[];
  readonly named: (party: string) => string;
};

function PriceTable({ prices, named }: TableProps) {
  return (
    <Table
      label="Prices of this customer"
      rows={prices}
      rowKey={(row) => JSON.stringify(row)}
      empty={
        <Blank title="No price of its own">
          The seller's default applies: the cloud's cost with the default uplift, else without any.
        </Blank>
      }
      columns={[
        { key: 'seller', heading: 'Seller', cell: (row) => named(row.seller) },
        { key: 'buyer', heading: 'Buyer', cell: (row) => named(row.buyer) },
        {
          key: 'service',
          heading: 'Service',
          cell: (row) => (row.service === '*' ? 'Every service' : row.service),
        },
        { key: 'uplift', heading: 'Uplift', figures: true, cell: (row) => percentText(row.upliftPercent) },
        {
          key: 'from',
          heading: 'From',
          cell: (row) => (row.fromPeriod === null ? 'the beginning' : periodText(row.fromPeriod)),
        },
      ]}
    />
  );
}

type SetProps = { readonly seller: string; readonly buyer: string; readonly onClose: () => void };

function SetPrice({ seller, buyer, onClose }: SetProps) {
  const act = useAct('setPrice');
  const { typed, take } = useTyped({ service: '*', upliftPercent: '', fromPeriod: '' }, act.error);
  const save = (event: FormEvent): void => {
    event.preventDefault();
    act.mutate(
      { body: { seller, buyer, ...typed, fromPeriod: typed.fromPeriod === '' ? null : typed.fromPeriod } },
      { onSuccess: onClose },
    );
  };
  return (
    <Dialog
      title="Set price"
      subtitle="Periods that were drafted before keep theirs."
      onClose={onClose}
      foot={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button look="primary" type="submit" form="set-price" busy={act.isPending}>
            Set price
          </Button>
        </>
      }
    >
      <form id="set-price" noValidate onSubmit={save} className="grid gap-4">
        <TextField label="Service" hint="* for every service" {...take('service')} />
        <TextField
          label="Uplift %"
          hint="On the cloud's cost; below zero it is a discount"
          {...take('upliftPercent')}
        />
        <TextField label="From period" optional type="month" {...take('fromPeriod')} />
        <FormFault says={faultElsewhere(act.error, Object.keys(typed))} />
      </form>
    </Dialog>
  );
}
