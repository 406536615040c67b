import { useState } from 'react';
import { useAsk } from '../api/ask.ts';
import { Combo, type Item } from '../ui/combo.tsx';
import { useStill } from '../ui/typed-search.ts';

const SHOWN = 8;

type Props = {
  readonly label: string;
  readonly hint?: string;
  readonly fault?: string | null;
  readonly className?: string;
  readonly chosen: Item | null;
  readonly onPick: (item: Item) => void;
  /** Customers alone, resellers alone, or both and the distributor. */
  readonly of?: 'customers' | 'resellers' | 'all';
  /** Offered before all others: nobody in particular. */
  readonly first?: Item;
};

/** Finds a party by a part of its name. */
export function PartyCombo({ of = 'all', first, ...rest }: Props) {
  const [word, setWord] = useState('');
  const q = useStill(word);
  const asked = { query: { q, limit: SHOWN } };
  const customers = useAsk('listCustomers', asked, { enabled: of !== 'resellers', keep: true });
  const resellers = useAsk('listResellers', asked, { enabled: of !== 'customers', keep: true });
  const items = [
    ...(first?.name.toLowerCase().includes(q.toLowerCase()) === true ? [first] : []),
    ...(of === 'all' && 'distributor'.includes(q.toLowerCase())
      ? [{ id: 'distributor', name: 'Distributor' }]
      : []),
    ...(resellers.data?.items ?? []).map(({ id, name }) => ({ id, name, detail: 'reseller' })),
    ...(customers.data?.items ?? []).map(({ id, name, reseller }) => ({
      id,
      name,
      detail: reseller?.name ?? 'direct',
    })),
  ];
  return <Combo {...rest} items={items} onWord={setWord} />;
}
