import { Plus, X } from 'lucide-react';
import { useState } from 'react';
import { faultAt, faultElsewhere } from '../api/problem.ts';
import { Button, IconButton } from '../ui/button.tsx';
import { classes } from '../ui/class-names.ts';
import type { Item } from '../ui/combo.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { TextField } from '../ui/field.tsx';
import { FormFault } from '../ui/form-fault.tsx';
import { shownIn } from '../ui/half-typed.ts';
import { PartyCombo } from './party-combo.tsx';

/** One tenure as it is typed: blank dates are open. */
export type TypedTenure = {
  readonly party: Item | null;
  readonly from: string;
  readonly to: string;
  readonly payerAccount: string;
};

type Props = {
  readonly title: string;
  readonly subtitle: string;
  /** Who holds: a reseller its customers, a customer its accounts. An account also has a payer account. */
  readonly holder: 'reseller' | 'customer';
  readonly start: readonly TypedTenure[];
  readonly busy: boolean;
  readonly error: unknown;
  readonly onSave: (tenures: readonly TypedTenure[]) => void;
  readonly onClose: () => void;
};

/** A direct customer has no reseller. */
export const NO_RESELLER: Item = { id: '', name: 'The distributor itself', detail: 'a direct customer' };
const LABELS = { reseller: 'Sold by', customer: 'Held by' } as const;
const OPEN: TypedTenure = { party: null, from: '', to: '', payerAccount: '' };

/** All tenures of one thing at once: corrected, ended, added or left out, and saved as a set (P1, P5). */
export function TenureDialog({ title, subtitle, holder, start, busy, error, onSave, onClose }: Props) {
  const [tenures, setTenures] = useState(start);
  const set = (at: number, change: Partial<TypedTenure>): void =>
    setTenures(tenures.map((one, index) => (index === at ? { ...one, ...change } : one)));
  const unnamed = tenures.some(({ party }) => party === null);
  return (
    <Dialog
      as="wide"
      title={title}
      subtitle={subtitle}
      onClose={onClose}
      foot={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            look="primary"
            busy={busy}
            because={unnamed ? `Choose the ${holder} of every tenure.` : null}
            onClick={() => onSave(tenures)}
          >
            Save
          </Button>
        </>
      }
    >
      <div className="grid min-h-80 content-start gap-4">
        <p className="max-w-prose text-ink-soft">
          One at a time. A tenure ends before its last date, so that the next may begin on that day; without a
          date it has no beginning or no end.
        </p>
        <ol className="grid gap-4">
          {tenures.map((tenure, at) => (
            <li key={`${at} of ${tenures.length}`}>
              <OneTenure
                holder={holder}
                tenure={tenure}
                fault={(field) => faultAt(error, `tenures.${at}.${field}`)}
                onChange={(change) => set(at, change)}
                onLeave={() => setTenures(tenures.filter((_, index) => index !== at))}
              />
            </li>
          ))}
        </ol>
        <Button
          look="quiet"
          className="justify-self-start"
          onClick={() => setTenures([...tenures, { ...OPEN, from: shownIn(tenures.at(-1)?.to ?? '') }])}
        >
          <Plus aria-hidden size={14} /> Add a tenure
        </Button>
        <FormFault says={faultElsewhere(error, ['tenures'])} />
      </div>
    </Dialog>
  );
}

type OneProps = {
  readonly holder: Props['holder'];
  readonly tenure: TypedTenure;
  readonly fault: (field: string) => string | null;
  readonly onChange: (change: Partial<TypedTenure>) => void;
  readonly onLeave: () => void;
};

function OneTenure({ holder, tenure, fault, onChange, onLeave }: OneProps) {
  const ofAccount = holder === 'customer';
  return (
    <div
      className={classes(
        'grid grid-cols-2 items-start gap-3 max-md:border-b max-md:border-line max-md:pb-4',
        ofAccount
          ? 'md:grid-cols-[minmax(0,1fr)_10.5rem_10.5rem_9.5rem_2rem]'
          : 'md:grid-cols-[minmax(0,1fr)_10.5rem_10.5rem_2rem]',
      )}
    >
      <PartyCombo
        className="max-md:col-span-2"
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

/** A blank text is an open end. */
export function orNull(text: string): string | null {
  return text.trim() === '' ? null : text.trim();
}
