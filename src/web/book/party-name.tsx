import { useAsk } from '../api/ask.ts';
import { sideOf, useViewer } from '../shell/viewer.ts';

/** The name of a reseller or customer by its id, as far as it is known here; the id itself until then. */
export function PartyName({ id }: { readonly id: string | null }) {
  const viewer = useViewer();
  const enabled = id !== null && sideOf(viewer.role) === 'distributor';
  const resellers = useAsk('listResellers', { query: { limit: 500 } }, { enabled });
  const customers = useAsk('listCustomers', { query: { limit: 500 } }, { enabled });
  if (id === null) return <span className="text-ink-faint">—</span>;
  if (viewer.party?.id === id) return <>{viewer.party.name}</>;
  const known = [...(resellers.data?.items ?? []), ...(customers.data?.items ?? [])];
  return <>{known.find((party) => party.id === id)?.name ?? id}</>;
}
