import type { Edge, Grant } from '../../../domain/ledger/grant.ts';
import { minorFromText, minorToText } from '../../../domain/money/minor.ts';
import type { Cell } from '../session.ts';

export type GrantRow = {
  grant_id: string;
  seller: string;
  buyer: string;
  currency: string;
  source: 'credit' | 'hand';
  credit_id: string | null;
  cloud: string | null;
  usage_account: string | null;
  description: string | null;
  owner_account: string | null;
  comment: string;
  starts: string | null;
  ends: string | null;
  granted_on: string;
  parent_credit: string | null;
  seq: string;
  granted: string;
  reserved: string;
  applied: string;
  expired: string;
  withdrawn: string;
  kept_back: string;
};

/** What is written of a grant: what it was granted; how its remainder moves follows from its postings. */
export const GRANT_COLUMNS = [
  'grant_id',
  'seller',
  'buyer',
  'currency',
  'source',
  'credit_id',
  'cloud',
  'usage_account',
  'description',
  'owner_account',
  'comment',
  'starts',
  'ends',
  'granted_on',
  'parent_credit',
  'content_hash',
  'granted',
];

export function grantOf(row: GrantRow): Grant {
  const minor = (text: string): bigint => minorFromText(text, row.currency);
  return {
    id: row.grant_id,
    seller: row.seller,
    buyer: row.buyer,
    currency: row.currency,
    source: row.source,
    credit: row.credit_id,
    cloud: row.cloud,
    usageAccount: row.usage_account,
    description: row.description,
    ownerAccount: row.owner_account,
    comment: row.comment,
    starts: row.starts,
    ends: row.ends,
    grantedOn: row.granted_on,
    parentCredit: row.parent_credit,
    seq: BigInt(row.seq),
    granted: minor(row.granted),
    reserved: minor(row.reserved),
    applied: minor(row.applied),
    expired: minor(row.expired),
    withdrawn: minor(row.withdrawn),
    keptBack: minor(row.kept_back),
  };
}

export function grantCells(g: Grant & { readonly contentHash: string }): Cell[] {
  return [
    g.id,
    g.seller,
    g.buyer,
    g.currency,
    g.source,
    g.credit,
    g.cloud,
    g.usageAccount,
    g.description,
    g.ownerAccount,
    g.comment,
    g.starts,
    g.ends,
    g.grantedOn,
    g.parentCredit,
    g.contentHash,
    minorToText(g.granted, g.currency),
  ];
}

export function edgeArrays(edges: readonly Edge[]): [string[], string[], string[]] {
  return [edges.map((e) => e.seller), edges.map((e) => e.buyer), edges.map((e) => e.currency)];
}
