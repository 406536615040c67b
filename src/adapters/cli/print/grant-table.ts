import type { GrantView } from '../../../application/views/grant-view.ts';
import { orDash } from './amounts.ts';
import { type Column, table } from './table.ts';

export function grantTable(grants: readonly GrantView[], full: boolean): string {
  const stranded = grants.some((grant) => grant.strandedSince !== null);
  const columns: Column<GrantView>[] = [
    { head: 'id', of: (grant) => grant.id },
    { head: 'seller', of: (grant) => grant.seller },
    { head: 'buyer', of: (grant) => grant.buyer },
    { head: 'granted on', of: (grant) => grant.grantedOn },
    { head: 'for', of: (grant) => grant.description ?? grant.comment },
    { head: 'ends', of: (grant) => grant.ends ?? '-' },
    { head: '', of: (grant) => grant.currency },
    { head: 'granted', of: (grant) => grant.granted, right: true },
    { head: 'applied', of: (grant) => orDash(grant.applied), right: true },
    { head: 'reserved', of: (grant) => orDash(grant.reserved), right: true },
    { head: 'expired', of: (grant) => orDash(grant.expired), right: true },
    { head: 'withdrawn', of: (grant) => orDash(grant.withdrawn), right: true },
    { head: 'left', of: (grant) => orDash(grant.available), right: true },
    ...(stranded ? [{ head: 'stranded since', of: (grant: GrantView) => grant.strandedSince ?? '-' }] : []),
  ];
  return table(columns, grants, { rows: 'grants', full });
}
