import type {
  AuditFilter,
  AuditShelf,
  AuditVerification,
  StoredAuditEntry,
} from '../../../application/access/service-book.ts';
import type { Session } from '../session.ts';

type Row = {
  seq: string;
  at: string;
  who: string;
  role: string;
  origin: string;
  what: string;
  object: string;
  before: string;
  after: string;
  why: string;
  previous_hash: string;
  hash: string;
};

const CHOSEN = `($1::text is null or who = $1) and ($2::text is null or what = $2)
  and ($3::text is null or object = $3) and ($4::date is null or at >= $4::date)
  and ($5::date is null or at < $5::date + 1)`;
const AT = `to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at`;
const COLUMNS = `seq, ${AT}, who, role, origin, what, object, before, after, why, previous_hash, hash`;

export function auditShelf(session: Session): AuditShelf {
  return {
    add: async (entry) => {
      const { who, role, origin, what, object, before, after, why } = entry;
      await session.rows(
        `insert into audit_log (seq, at, who, role, origin, what, object, before, after, why, previous_hash, hash)
         values (0, now(), $1, $2, $3, $4, $5, $6, $7, $8, '', '')`,
        [who, role, origin, what, object, jsonText(before), jsonText(after), why],
      );
    },
    list: async (filter, beforeSeq, limit) => {
      const rows = await session.rows<Row>(
        `select ${COLUMNS} from audit_log where ${CHOSEN} and ($6::bigint is null or seq < $6)
         order by seq desc limit $7`,
        [...chosen(filter), beforeSeq, limit],
      );
      return rows.map(entryOf);
    },
    exported: async (filter, afterSeq, limit) => {
      const rows = await session.rows<Row>(
        `select ${COLUMNS} from audit_log where ${CHOSEN} and seq > $6 order by seq limit $7`,
        [...chosen(filter), afterSeq, limit],
      );
      return rows.map((row) => ({ ...row, seq: Number(row.seq) }));
    },
    verify: () => verify(session),
  };
}

/** Works every hash out again, looks that each entry follows the one before, and that none is missing at the end. */
async function verify(session: Session): Promise<AuditVerification> {
  const broken = await session.rows<{ seq: string; why: string }>(
    `select seq, why from (
       select seq, case
         when hash <> audit_hash(audit_log) then 'its content is not what was written'
         when previous_hash <> coalesce(lag(hash) over (order by seq), '') then 'the entry before it was changed or is missing'
         when seq <> coalesce(lag(seq) over (order by seq), 0) + 1 then 'entries before it are missing'
       end as why from audit_log) looked where why is not null order by seq limit 1000`,
  );
  const [head] = await session.rows<{ entries: string; hash: string; last: string; last_hash: string }>(
    `select h.entries, h.hash, coalesce(max(a.seq), 0) as last,
       coalesce((select hash from audit_log order by seq desc limit 1), '') as last_hash
     from audit_head h left join audit_log a on true group by h.entries, h.hash`,
  );
  const found = broken.map((row) => ({ seq: Number(row.seq), why: row.why }));
  const entries = Number(head?.entries ?? '0');
  if (head === undefined || Number(head.last) !== entries || head.last_hash !== head.hash) {
    found.push({ seq: entries, why: 'the end of the log is not what was written last' });
  }
  return { ok: found.length === 0, entries, lastHash: head?.hash ?? '', broken: found };
}

function chosen(filter: AuditFilter): (string | null)[] {
  return [
    filter.who ?? null,
    filter.what ?? null,
    filter.object ?? null,
    filter.from ?? null,
    filter.to ?? null,
  ];
}

function entryOf(row: Row): StoredAuditEntry {
  const { at, who, role, origin, what, object, why, hash } = row;
  return {
    seq: Number(row.seq),
    at,
    who,
    role,
    origin,
    what,
    object,
    before: JSON.parse(row.before) as unknown,
    after: JSON.parse(row.after) as unknown,
    why,
    hash,
  };
}

/** Amounts of the domain are whole numbers too large for JSON's own: they become text. */
function jsonText(value: unknown): string {
  return JSON.stringify(value ?? null, (_key, one: unknown) => (typeof one === 'bigint' ? `${one}` : one));
}
