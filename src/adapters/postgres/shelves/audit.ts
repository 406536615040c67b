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

/** Of who did it a part is enough: the name or the address of a person. */
const CHOSEN = `($1::text is null or strpos(lower(who), lower($1)) > 0) and ($2::text is null or what = $2)
  and ($3::text is null or object = $3) and ($4::date is null or at >= $4::date)
  and ($5::date is null or at < $5::date + 1)`;
const AT = `to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at`;
const COLUMNS = `seq, ${AT}, who, role, origin, what, object, before, after, why, previous_hash, hash`;

export function auditShelf(session: Session): AuditShelf {
  return {
    add: async (entry) => {
      const { who, role, origin, what, object, before, after, why } = entry;
      await session.rows(
        `insert into audit_log (seq, at, who, role, origin, what, object, before, after, why, parts, previous_hash, hash)
         values (0, now(), $1, $2, $3, $4, $5, $6, $7, $8, '{}', '', '')`,
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

type Broken = {
  seq: string;
  at: string;
  fault: 'content' | 'link' | 'gap';
  before: string;
  differs: string[];
};

/** Works every hash out again, looks that each entry follows the one before, and that none is missing at the end. */
async function verify(session: Session): Promise<AuditVerification> {
  const broken = await session.rows<Broken>(
    `select seq, ${AT}, fault, before, array(
         select name from unnest(audit_part_names(), was, became) with ordinality as p(name, a, b, place)
         where a is distinct from b order by place) as differs
     from (
       select seq, at, parts as was, audit_parts(audit_log) as became, coalesce(lag(seq) over (order by seq), 0) as before,
         case
           when hash <> audit_hash(audit_log) then 'content'
           when seq <> coalesce(lag(seq) over (order by seq), 0) + 1 then 'gap'
           when previous_hash <> coalesce(lag(hash) over (order by seq), '') then 'link'
         end as fault
       from audit_log) looked where fault is not null order by seq limit 1000`,
  );
  const [head] = await session.rows<{ entries: string; hash: string; last: string; last_hash: string }>(
    `select h.entries, h.hash, coalesce(max(a.seq), 0) as last,
       coalesce((select hash from audit_log order by seq desc limit 1), '') as last_hash
     from audit_head h left join audit_log a on true group by h.entries, h.hash`,
  );
  const found = broken.map(brokenOf);
  const entries = Number(head?.entries ?? '0');
  if (head === undefined || Number(head.last) !== entries || head.last_hash !== head.hash) {
    const last = Number(head?.last ?? '0');
    const why =
      last < entries
        ? `the end of the log is not what was written last: ${spanText(last + 1, entries)} missing`
        : 'the end of the log is not what was written last';
    found.push({ seq: entries, at: null, differs: [], why });
  }
  return { ok: found.length === 0, entries, lastHash: head?.hash ?? '', broken: found };
}

function brokenOf({ seq, at, fault, before, differs }: Broken): AuditVerification['broken'][number] {
  const entry = { seq: Number(seq), at, differs: fault === 'content' ? differs : [] };
  switch (fault) {
    case 'content':
      return {
        ...entry,
        why:
          differs.length === 0
            ? 'its hash is not what was written'
            : `not what was written: ${differs.join(', ')}`,
      };
    case 'gap':
      return { ...entry, why: `before it ${spanText(Number(before) + 1, entry.seq - 1)} missing` };
    case 'link':
      return { ...entry, why: 'it does not follow the entry before: that one was written anew' };
  }
}

function spanText(first: number, last: number): string {
  return first === last ? `entry ${first} is` : `entries ${first} to ${last} are`;
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
