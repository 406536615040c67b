import { X } from 'lucide-react';
import { IconButton } from '../ui/button.tsx';
import { classes } from '../ui/class-names.ts';
import type { Item } from '../ui/combo.tsx';
import { dayText } from '../ui/dates.ts';
import { TextField } from '../ui/field.tsx';
import { PartyCombo } from './party-combo.tsx';

/** One tenure as it is typed: blank dates are open. */
export type TypedTenure = {
  readonly party: Item | null;
  readonly from: string;
  readonly to: string;
  readonly payerAccount: string;
};
/** Who holds: a reseller its customers, a customer its accounts. An account also has a payer account. */
export type Holder = 'reseller' | 'customer';

/** A direct customer has no reseller. */
export const NO_RESELLER: Item = { id: '', name: 'The distributor itself', detail: 'a direct customer' };
const LABELS = { reseller: 'Sold by', customer: 'Held by' } as const;

type Props = {
  readonly holder: Holder;
  readonly tenure: TypedTenure;
  readonly fault: (field: string) => string | null;
  readonly onChange: (change: Partial<TypedTenure>) => void;
  readonly onLeave: () => void;
};

export function OneTenure({ holder, tenure, fault, onChange, onLeave }: Props) {
  const ofAccount = holder === 'customer';
  return (
    <div
      className={classes(
        'grid items-start gap-3 min-[26rem]:grid-cols-2 max-md:border-b max-md:border-line max-md:pb-4',
        ofAccount
          ? 'md:grid-cols-[minmax(0,1fr)_10.5rem_10.5rem_9.5rem_2rem]'
          : 'md:grid-cols-[minmax(0,1fr)_10.5rem_10.5rem_2rem]',
      )}
    >
      <PartyCombo
        className="min-[26rem]:max-md:col-span-2"
        label={LABELS[holder]}
        of={ofAccount ? 'customers' : 'resellers'}
        {...(ofAccount ? {} : { first: NO_RESELLER })}
        chosen={tenure.party}
        onPick={(party) => onChange({ party })}
        fault={fault(holder)}
      />
      <TextField
        label="From"
        type="date"
        value={tenure.from}
        onText={(from) => onChange({ from })}
        fault={fault('from')}
      />
      <TextField
        label="Until before"
        type="date"
        value={tenure.to}
        onText={(to) => onChange({ to })}
        fault={fault('to')}
      />
      {ofAccount ? (
        <TextField
          label="Payer account"
          optional
          value={tenure.payerAccount}
          onText={(payerAccount) => onChange({ payerAccount })}
          fault={fault('payerAccount')}
        />
      ) : null}
      <IconButton
        className="max-md:self-end max-md:justify-self-end md:mt-6.5"
        label="Leave this tenure out"
        onClick={onLeave}
      >
        <X aria-hidden size={14} />
      </IconButton>
    </div>
  );
}

/** A tenure in a line, for telling what somebody else made of it. */
export function tenureText({ party, from, to, payerAccount }: TypedTenure): string {
  const begins = from === '' ? '' : ` from ${dayText(from)}`;
  const ends = to === '' ? '' : ` until before ${dayText(to)}`;
  return `${party?.name ?? 'nobody'}${begins}${ends}${payerAccount === '' ? '' : ` under ${payerAccount}`}`;
}
