import { useParams } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import type { CustomerView } from '../../../contract/parties.ts';
import { whyNot } from '../../api/actions.ts';
import { useAct, useAsk } from '../../api/ask.ts';
import { faultElsewhere } from '../../api/problem.ts';
import { useTyped } from '../../api/typed.ts';
import { ChangeSeller } from '../../book/change-seller.tsx';
import { MailWishes } from '../../book/mail-wishes.tsx';
import { Opened } from '../../book/opened.tsx';
import { Answered } from '../../ui/answered.tsx';
import { Button } from '../../ui/button.tsx';
import { dayText } from '../../ui/dates.ts';
import { SelectField, TextField } from '../../ui/field.tsx';
import { FormFault } from '../../ui/form-fault.tsx';
import { useNotice } from '../../ui/notices.tsx';
import { Section } from '../../ui/page.tsx';
import { Table } from '../../ui/table.tsx';

export function CustomerDetails() {
  const { customerId } = useParams({ from: '/inside/customers/$customerId/details' });
  const asked = useAsk('getCustomer', { params: { id: customerId } });
  const [changing, setChanging] = useState(false);
  return (
    <Answered asked={asked}>
      {({ customer, tenures }) => (
        <>
          <Opened key={customer.id} thing={customer} asked={asked} words={WORDS}>
            {(opened, saved) => <DetailsForm customer={opened} onSaved={saved} />}
          </Opened>
          <Section
            title="Who sells to it"
            flush
            beside={
              <Button because={whyNot(customer.actions, 'tenures')} onClick={() => setChanging(true)}>
                Change
              </Button>
            }
          >
            <Table
              label="Sellers of this customer"
              rows={tenures}
              rowKey={(row) => `${row.reseller?.id} ${row.from}`}
              columns={[
                {
                  key: 'seller',
                  heading: 'Seller',
                  cell: (row) => row.reseller?.name ?? 'The distributor itself',
                },
                {
                  key: 'from',
                  heading: 'From',
                  cell: (row) => (row.from === null ? 'the beginning' : dayText(row.from)),
                },
                {
                  key: 'to',
                  heading: 'Until before',
                  cell: (row) => (row.to === null ? 'no end' : dayText(row.to)),
                },
              ]}
            />
          </Section>
          {customer.past ? null : <MailWishes party={customer.id} />}
          {changing ? <ChangeSeller customerId={customerId} onClose={() => setChanging(false)} /> : null}
        </>
      )}
    </Answered>
  );
}

const WORDS = { name: 'Name', email: 'E-mail', taxPercent: 'Tax %', taxPosition: 'The credit pays' };
type FormProps = { readonly customer: CustomerView; readonly onSaved: (customer: CustomerView) => void };

function DetailsForm({ customer, onSaved }: FormProps) {
  const act = useAct('updateCustomer');
  const { typed, take } = useTyped(
    {
      name: customer.name,
      email: customer.email ?? '',
      taxPercent: customer.taxPercent ?? '',
      taxPosition: customer.taxPosition as string,
    },
    act.error,
  );
  const notice = useNotice();
  const blank = (text: string): string | null => (text.trim() === '' ? null : text.trim());
  const save = (event: FormEvent): void => {
    event.preventDefault();
    const body = {
      name: typed.name,
      email: blank(typed.email),
      taxPercent: blank(typed.taxPercent),
      taxPosition: typed.taxPosition as CustomerView['taxPosition'],
    };
    act.mutate(
      { params: { id: customer.id }, body, ifMatch: customer.etag },
      {
        onSuccess: (answer) => {
          onSaved(answer);
          notice({ says: 'Saved.' });
        },
      },
    );
  };
  return (
    <Section title="Details">
      <form noValidate onSubmit={save} className="grid max-w-xl gap-4">
        <TextField label="Name" {...take('name')} />
        <TextField label="E-mail" optional type="email" {...take('email')} />
        <div className="grid gap-4 sm:grid-cols-2">
          <TextField label="Tax %" optional inputMode="decimal" {...take('taxPercent')} />
          <SelectField
            label="The credit pays"
            options={[
              { value: 'after_tax', label: 'the total with tax' },
              { value: 'before_tax', label: 'before tax is worked out' },
            ]}
            {...take('taxPosition')}
          />
        </div>
        <FormFault says={faultElsewhere(act.error, Object.keys(typed))} />
        <div>
          <Button
            look="primary"
            type="submit"
            busy={act.isPending}
            because={whyNot(customer.actions, 'edit')}
          >
            Save
          </Button>
        </div>
      </form>
    </Section>
  );
}
