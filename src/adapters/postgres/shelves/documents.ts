import type {
  DocumentShelf,
  DocumentSource,
  SourceStory,
} from '../../../application/documents/document-source.ts';
import type { Sight } from '../../../domain/access/viewer.ts';
import { minorFromText } from '../../../domain/money/minor.ts';
import { type Letterhead, PLAIN_LETTERHEAD } from '../../../domain/party/letterhead.ts';
import type { Earner } from '../../../domain/statement/break-out.ts';
import type { Session } from '../session.ts';
import { letterheadShelf } from './letterheads.ts';
import { sightValues, statementsSeen } from './sight-sql.ts';
import { type Name, namesAbout, namesTold } from './statement-names.ts';
import { type StatementRow, statementOf } from './statement-row.ts';
import { statementShelf } from './statements.ts';

type Head = Omit<StatementRow, 'content_hash'> & {
  void_reason: string | null;
  letterhead_version: number | null;
  buyer_is_reseller: boolean;
  tax_shown: string | null;
};
type Line = { statement_id: string; cloud: string; usage_account: string; service: string; price: string };
type Story = {
  statement_id: string;
  movement: SourceStory['movement'];
  grant_id: string;
  usage_account: string | null;
  description: string | null;
  comment: string;
  amount: string;
};
type Behind = Earner & { readonly statement: string; readonly grant: string };

/** Statements for their documents, several at once. No cost and no uplift is ever read here. */
export function documentShelf(session: Session): DocumentShelf {
  return {
    ids: async (sight, { ids, period, seller, buyer, states }) => {
      const rows = await session.rows<{ statement_id: string }>(
        `select statement_id from statements s where ${statementsSeen('s', '$1', '$2')}
           and ($3::text[] is null or statement_id = any($3)) and ($4::text is null or period = $4)
           and ($5::text is null or seller = $5) and ($6::text is null or buyer = $6)
           and ($7::text[] is null or state = any($7))
           and ($7 is not null or $3 is not null or state <> 'discarded')
         order by period, seller collate "C", buyer collate "C", currency collate "C", version`,
        [...sightValues(sight), ids ?? null, period ?? null, seller ?? null, buyer ?? null, states ?? null],
      );
      return rows.map((row) => row.statement_id);
    },
    sources: async (sight, ids) => {
      const heads = await session.rows<Head>(
        `select s.*, trim_scale(s.tax_percent)::text as tax_shown,
           exists (select from resellers r where r.reseller_id = s.buyer) as buyer_is_reseller
         from statements s join unnest($3::text[]) with ordinality as w (statement_id, at) using (statement_id)
         where ${statementsSeen('s', '$1', '$2')} order by w.at`,
        [...sightValues(sight), ids],
      );
      const parts = await partsOf(session, sight, heads);
      return heads.map((head) => sourceOf(head, parts));
    },
  };
}

type Parts = {
  readonly lines: ReadonlyMap<string, Line[]>;
  readonly adjustments: ReadonlyMap<string, (Line & { original_period: string })[]>;
  readonly debits: ReadonlyMap<string, { amount: string }[]>;
  readonly stories: ReadonlyMap<string, Story[]>;
  /** By statement and grant. */
  readonly earners: ReadonlyMap<string, Behind[]>;
  readonly names: ReadonlyMap<string, Name[]>;
  readonly letterheads: ReadonlyMap<string, Letterhead>;
};

async function partsOf(session: Session, sight: Sight, heads: readonly Head[]): Promise<Parts> {
  const seen = heads.map((head) => head.statement_id);
  const lines = await session.rows<Line>(
    `select statement_id, cloud, usage_account, service, price from statement_lines where statement_id = any($1)
     order by cloud collate "C", usage_account collate "C", service collate "C"`,
    [seen],
  );
  const adjustments = await session.rows<Line & { original_period: string }>(
    `select statement_id, original_period, cloud, usage_account, service, price from statement_adjustments
     where statement_id = any($1)
     order by original_period, cloud collate "C", usage_account collate "C", service collate "C"`,
    [seen],
  );
  const debits = await session.rows<{ statement_id: string; amount: string }>(
    `select x.statement_id, d.amount from statement_debits x join debits d using (debit_id)
     where x.statement_id = any($1) order by d.debit_id`,
    [seen],
  );
  const stories = await session.rows<Story>(
    `select y.statement_id, y.movement, y.grant_id, g.usage_account, g.description, g.comment, y.amount
     from statement_story y join grants g using (grant_id) where y.statement_id = any($1)
     order by y.movement, y.grant_id`,
    [seen],
  );
  const lumps = heads.filter((head) => head.buyer_is_reseller);
  const earners = await statementShelf(session).earners(idsOf(lumps));
  const names = await namesTold(session, sight, idsOf(lumps));
  return {
    lines: Map.groupBy(lines, (line) => line.statement_id),
    adjustments: Map.groupBy(adjustments, (line) => line.statement_id),
    debits: Map.groupBy(debits, (debit) => debit.statement_id),
    stories: Map.groupBy(stories, (item) => item.statement_id),
    earners: Map.groupBy(earners, ({ statement, grant }) => `${statement} ${grant}`),
    names: Map.groupBy(names, (one) => one.statement_id),
    letterheads: await letterheadsOf(session, heads),
  };
}

function isDraft({ state }: Head): boolean {
  return state === 'draft' || state === 'discarded';
}

function idsOf(heads: readonly Head[]): string[] {
  return heads.map((head) => head.statement_id);
}

/** A draft has its seller's newest one, an open statement the one it was opened with. */
async function letterheadsOf(session: Session, heads: readonly Head[]): Promise<Map<string, Letterhead>> {
  const shelf = letterheadShelf(session);
  const newest = await shelf.newest([...new Set(heads.filter(isDraft).map((head) => head.seller))]);
  const wanted = new Map(
    heads.flatMap((head) => {
      const { seller, letterhead_version: version } = head;
      return isDraft(head) || version === null
        ? []
        : [[letterheadKey(seller, version), { seller, version }] as const];
    }),
  );
  const exact = await shelf.exact([...wanted.values()]);
  return new Map([
    ...newest.map((one) => [letterheadKey(one.seller, null), one.letterhead] as const),
    ...exact.map((one) => [letterheadKey(one.seller, one.version), one.letterhead] as const),
  ]);
}

/** Without a version: the newest. */
function letterheadKey(seller: string, version: number | null): string {
  return JSON.stringify([seller, version]);
}

function sourceOf(head: Head, parts: Parts): DocumentSource {
  const { contentHash: _, ...figures } = statementOf({ ...head, content_hash: '' });
  const { id, currency, seller } = figures;
  const minor = (text: string): bigint => minorFromText(text, currency);
  const key = letterheadKey(seller, isDraft(head) ? null : head.letterhead_version);
  const names = parts.names.get(id) ?? [];
  const rules = namesAbout('rule', names);
  const none = !isDraft(head) && head.letterhead_version === null;
  return {
    ...figures,
    buyerIsReseller: head.buyer_is_reseller,
    voidReason: head.void_reason,
    taxPercent: head.tax_shown,
    taxPosition: head.tax_position,
    letterhead: none ? PLAIN_LETTERHEAD : (parts.letterheads.get(key) ?? PLAIN_LETTERHEAD),
    lines: (parts.lines.get(id) ?? []).map((line) => ({
      cloud: line.cloud,
      usageAccount: line.usage_account,
      service: line.service,
      price: minor(line.price),
    })),
    adjustmentLines: (parts.adjustments.get(id) ?? []).map((line) => ({
      originalPeriod: line.original_period,
      cloud: line.cloud,
      usageAccount: line.usage_account,
      service: line.service,
      price: minor(line.price),
    })),
    debitAmounts: (parts.debits.get(id) ?? []).map((debit) => minor(debit.amount)),
    story: (parts.stories.get(id) ?? []).map((item) => ({
      movement: item.movement,
      grant: item.grant_id,
      earners: parts.earners.get(`${id} ${item.grant_id}`) ?? [],
      rule: rules.get(item.grant_id) ?? null,
      usageAccount: item.usage_account,
      description: item.description,
      comment: item.comment,
      amount: minor(item.amount),
    })),
    customerNames: namesAbout('customer', names),
  };
}
