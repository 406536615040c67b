import { useState } from 'react';
import type { Generated } from '../../../contract/statements.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { Tick } from '../../ui/choice.tsx';
import { BareText } from '../../ui/field.tsx';
import { Money } from '../../ui/money.tsx';
import { Section } from '../../ui/page.tsx';
import { type Column, Table } from '../../ui/table.tsx';

type Buyer = Generated['buyers'][number];
type Props = {
  readonly buyers: readonly Buyer[];
  /** Those that are left out. */
  readonly left: ReadonlySet<string>;
  readonly onLeave: (left: ReadonlySet<string>) => void;
  readonly fresh: boolean;
};

const OUTCOMES = { new: 'New', replaced: 'Replaces a draft', kept: 'Unchanged' } as const;

/** Per buyer: charges, available, will apply, left, total. */
export function PreviewTable({ buyers, left, onLeave, fresh }: Props) {
  const [word, setWord] = useState('');
  const shown = buyers.filter(({ buyer }) => buyer.name.toLowerCase().includes(word.trim().toLowerCase()));
  const flip = (id: string): void => {
    const next = new Set(left);
    if (!next.delete(id)) next.add(id);
    onLeave(next);
  };
  const choose: Column<Buyer> = {
    key: 'choose',
    heading: <span className="sr-only">Draft this one</span>,
    className: 'w-10',
    cell: ({ buyer }) => (
      <Tick label={`Draft ${buyer.name}`} hidden on={!left.has(buyer.id)} onChange={() => flip(buyer.id)} />
    ),
  };
  return (
    <Section
      title="Preview"
      flush
      beside={
        <>
          <BareText label="Search buyers" type="search" className="w-48" value={word} onText={setWord} />
          <Button onClick={() => onLeave(new Set())}>All</Button>
          <Button onClick={() => onLeave(new Set(buyers.map(({ buyer }) => buyer.id)))}>None</Button>
        </>
      }
    >
      <div aria-busy={!fresh} className={fresh ? '' : 'opacity-60'}>
        <Table
          label="Preview per buyer"
          columns={[choose, ...COLUMNS]}
          rows={shown}
          rowKey={(row) => `${row.seller.id} ${row.buyer.id} ${row.currency}`}
        />
      </div>
    </Section>
  );
}

/** What a narrow screen still shows. */
const NARROW: ReadonlySet<string> = new Set(['charges', 'willApply', 'total']);

const money = (
  key: 'charges' | 'tax' | 'available' | 'willApply' | 'left' | 'total',
  heading: string,
): Column<Buyer> => ({
  key,
  heading,
  figures: true,
  ...(NARROW.has(key) ? {} : { className: 'max-sm:hidden' }),
  cell: (row) => <Money amount={row[key]} currency={row.currency} strong={key === 'total'} />,
});

const COLUMNS: readonly Column<Buyer>[] = [
  {
    key: 'buyer',
    heading: 'Buyer',
    cell: ({ buyer, seller }) => (
      <>
        {buyer.name}
        <span className="block text-xs text-ink-faint">from {seller.name}</span>
      </>
    ),
  },
  money('charges', 'Charges'),
  money('tax', 'Tax'),
  money('available', 'Available'),
  money('willApply', 'Will apply'),
  money('left', 'Left'),
  money('total', 'Total'),
  {
    key: 'outcome',
    heading: 'Draft',
    className: 'max-sm:hidden',
    cell: ({ outcome }) => <Badge tone={outcome === 'new' ? 'accent' : 'still'}>{OUTCOMES[outcome]}</Badge>,
  },
];
