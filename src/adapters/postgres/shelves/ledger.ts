import type { BalanceRow, LedgerShelf } from '../../../application/book.ts';
import type { Entry, EntryKind, Posting } from '../../../domain/ledger/entry.ts';
import type { Edge } from '../../../domain/ledger/grant.ts';
import { exactToText } from '../../../domain/money/exact-amount.ts';
import { minorFromText, minorToText } from '../../../domain/money/minor.ts';
import type { Flow } from '../../../domain/statement/story.ts';
import { exactOf } from '../decimal.ts';
import type { Cell, Session } from '../session.ts';
import { edgeArrays, GRANT_COLUMNS, type GrantRow, grantCells, grantOf } from './grant-row.ts';

type EntryRow = {
  key: string;
  kind: EntryKind;
  booked_at: string;
  credit_id: string | null;
  assignment_version: number | null;
  statement_id: string | null;
  reverses: string | null;
  reason: string;
  postings: { from: string; to: string; amount: string; currency: string; grant: string | null }[];
};

export function ledgerShelf(session: Session): LedgerShelf {
  return {
    grants: async (filter) => {
      const [sellers, buyers, currencies] =
        filter.edges === undefined ? [null, null, null] : edgeArrays(filter.edges);
      const rows = await session.rows<GrantRow>(
        `select g.* from grants g
         where ($1::text[] is null or g.grant_id = any($1)) and ($2::text[] is null or g.credit_id = any($2))
           and ($3::text[] is null or (g.seller, g.buyer, g.currency::text)
             in (select * from unnest($3::text[], $4::text[], $5::text[])))
           and ($6::date is null or (g.ends < $6 and g.available > 0 and g.reserved = 0))
         order by g.seq`,
        [filter.ids ?? null, filter.credits ?? null, sellers, buyers, currencies, filter.endedBefore ?? null],
      );
      return rows.map(grantOf);
    },
    saveGrants: (grants) => session.copy('grants', GRANT_COLUMNS, grants.map(grantCells)),
    contentHashes: async (ids) => {
      const rows = await session.rows<{ grant_id: string; content_hash: string }>(
        'select grant_id, content_hash from grants where grant_id = any($1)',
        [ids],
      );
      return new Map(rows.map((row) => [row.grant_id, row.content_hash]));
    },
    saveDebits: (debits) =>
      session.copy(
        'debits',
        ['debit_id', 'seller', 'buyer', 'currency', 'amount', 'credit_id', 'booked_period'],
        debits.map((d) => [
          d.id,
          d.seller,
          d.buyer,
          d.currency,
          minorToText(d.amount, d.currency),
          d.credit,
          d.bookedPeriod,
        ]),
      ),
    saveEntries: (entries) => saveEntries(session, entries),
    entries: async (filter) => {
      const rows = await session.rows<EntryRow>(
        `select e.*, (select json_agg(json_build_object('from', p.from_account, 'to', p.to_account,
             'amount', p.amount::text, 'currency', p.currency, 'grant', p.grant_id) order by p.line)
           from postings p where p.entry_id = e.entry_id) as postings
         from entries e where ($1::text is null or e.credit_id = $1) and ($2::text is null or e.statement_id = $2)
           and ($3::date is null or e.booked_at <= $3) and ($4::date is null or e.booked_at >= $4)
         order by e.entry_id`,
        [filter.credit ?? null, filter.statement ?? null, filter.upTo ?? null, filter.from ?? null],
      );
      return rows.map(entryOf);
    },
    balances: (at) => balances(session, at),
    waitingDebits: async (edges, exceptDrafts) => {
      const [sellers, buyers, currencies] = edges === null ? [null, null, null] : edgeArrays(edges);
      const rows = await session.rows<DebitRow>(
        `select d.* from debits d
         where ($1::text[] is null or (d.seller, d.buyer, d.currency::text)
             in (select * from unnest($1::text[], $2::text[], $3::text[])))
           and not exists (select from statement_debits sd join statements s using (statement_id)
             where sd.debit_id = d.debit_id and s.state not in ('void', 'discarded') and s.statement_id <> all($4))
         order by d.seq, d.debit_id`,
        [sellers, buyers, currencies, exceptDrafts],
      );
      return rows.map(debitOf);
    },
    flows: (edges, since) => flows(session, edges, since),
  };
}

export type DebitRow = {
  debit_id: string;
  seller: string;
  buyer: string;
  currency: string;
  amount: string;
  credit_id: string;
  booked_period: string;
};

export function debitOf(row: DebitRow) {
  return {
    id: row.debit_id,
    seller: row.seller,
    buyer: row.buyer,
    currency: row.currency,
    amount: minorFromText(row.amount, row.currency),
    credit: row.credit_id,
    bookedPeriod: row.booked_period,
  };
}

async function saveEntries(session: Session, entries: readonly Entry[]): Promise<void> {
  if (entries.length === 0) return;
  // Writers take turns, so a run of numbers may be taken in one step.
  const [last] = await session.rows<{ id: string }>(
    "select setval('book_seq', nextval('book_seq') + $1::bigint - 1) as id",
    [entries.length],
  );
  const first = BigInt(last?.id ?? '0') - BigInt(entries.length) + 1n;
  const idAt = (at: number): bigint => first + BigInt(at);
  await session.copy(
    'entries',
    [
      'entry_id',
      'key',
      'kind',
      'booked_at',
      'credit_id',
      'assignment_version',
      'statement_id',
      'reverses',
      'reason',
    ],
    entries.map((e, at) => [
      idAt(at),
      e.key,
      e.kind,
      e.bookedAt,
      e.credit,
      e.assignmentVersion,
      e.statement,
      e.reverses,
      e.reason,
    ]),
  );
  await session.copy(
    'postings',
    ['entry_id', 'line', 'from_account', 'to_account', 'amount', 'currency', 'grant_id'],
    postingCells(entries, idAt),
  );
}

function* postingCells(entries: readonly Entry[], idAt: (at: number) => bigint): Generator<Cell[]> {
  for (let at = 0; at < entries.length; at += 1) {
    const postings: readonly Posting[] = entries[at]?.postings ?? [];
    for (let line = 0; line < postings.length; line += 1) {
      const p = postings[line] as Posting;
      yield [idAt(at), line + 1, p.from, p.to, exactToText(p.amount), p.currency, p.grant];
    }
  }
}

function entryOf(row: EntryRow): Entry {
  return {
    key: row.key,
    kind: row.kind,
    bookedAt: row.booked_at,
    credit: row.credit_id,
    assignmentVersion: row.assignment_version,
    statement: row.statement_id,
    reverses: row.reverses,
    reason: row.reason,
    postings: (row.postings ?? []).map((p) => ({ ...p, amount: exactOf(p.amount) })),
  };
}

/** Sums of postings (L1), at any date: never the running columns. */
async function balances(session: Session, at: string | null): Promise<BalanceRow[]> {
  const rows = await session.rows<
    Edge & Record<'granted' | 'reserved' | 'applied' | 'expired' | 'withdrawn', string>
  >(
    `select g.seller, g.buyer, g.currency,
       sum(case when m.source = 'funding' then m.amount else 0 end)::text as granted,
       sum(case when m.target = 'reserved' then m.amount when m.source = 'reserved' then -m.amount else 0 end)::text as reserved,
       sum(case when m.target = 'applied' then m.amount when m.source = 'applied' then -m.amount else 0 end)::text as applied,
       sum(case when m.target = 'expired' then m.amount when m.source = 'expired' then -m.amount else 0 end)::text as expired,
       sum(case when m.source = 'available' and m.target in ('funding', 'kept') then m.amount else 0 end)::text as withdrawn
     from (
       select p.grant_id, p.amount, grant_bucket(p.from_account) as source, grant_bucket(p.to_account) as target
       from postings p join entries e using (entry_id)
       where p.grant_id is not null and ($1::date is null or e.booked_at <= $1)
     ) m join grants g using (grant_id)
     group by g.seller, g.buyer, g.currency
     order by g.seller collate "C", g.buyer collate "C", g.currency collate "C"`,
    [at],
  );
  return rows.map((row) => ({
    seller: row.seller,
    buyer: row.buyer,
    currency: row.currency,
    granted: minorFromText(row.granted, row.currency),
    reserved: minorFromText(row.reserved, row.currency),
    applied: minorFromText(row.applied, row.currency),
    expired: minorFromText(row.expired, row.currency),
    withdrawn: minorFromText(row.withdrawn, row.currency),
  }));
}

/** Movements of the edges' grants after each edge's own place in time, for the stories of statements (T6). */
async function flows(
  session: Session,
  edges: readonly Edge[],
  since: readonly bigint[],
): Promise<(Flow & Edge)[]> {
  const rows = await session.rows<
    Edge & { grant_id: string; movement: Flow['movement']; amount: string; seq: string; taken: string | null }
  >(
    `select g.seller, g.buyer, g.currency, g.grant_id, p.entry_id as seq,
       case when e.kind = 'restoration' then 'restored' when e.kind = 'expiry' then 'expired' else 'earned' end as movement,
       case when e.kind in ('restoration', 'expiry') or p.to_account like '%:available' then p.amount
         else -p.amount end::text as amount,
       case when e.kind = 'restoration' then s.drafted_seq end as taken
     from unnest($1::text[], $2::text[], $3::text[], $4::bigint[]) as w (seller, buyer, currency, since)
     join grants g on (g.seller, g.buyer, g.currency::text) = (w.seller, w.buyer, w.currency)
     join postings p on p.grant_id = g.grant_id and p.entry_id > w.since
       and 'available' in (grant_bucket(p.from_account), grant_bucket(p.to_account))
     join entries e on e.entry_id = p.entry_id and e.kind not in ('reservation', 'release', 'application')
     left join statements s on s.statement_id = e.statement_id
     order by p.entry_id, p.line`,
    [...edgeArrays(edges), since.map(String)],
  );
  return rows.map((row) => ({
    seller: row.seller,
    buyer: row.buyer,
    currency: row.currency,
    grant: row.grant_id,
    movement: row.movement,
    amount: minorFromText(row.amount, row.currency),
    seq: BigInt(row.seq),
    takenSeq: row.taken === null ? null : BigInt(row.taken),
  }));
}
