import { parse } from 'csv-parse/sync';
import {
  divideAsProposed,
  divideByHand,
  divideMany,
  importDecisions,
  reapply,
  runRules,
  undoMany,
} from '../../../application/access/credit-acts.ts';
import {
  creditPage,
  creditStory,
  creditSums,
  type ListedCredit,
} from '../../../application/access/credit-desk.ts';
import { searchAll } from '../../../application/access/search-desk.ts';
import type { CreditListOrder } from '../../../application/access/service-book.ts';
import type { CREDIT_ROUTES, CreditSort } from '../../../contract/credits.ts';
import type { Call, Handlers } from '../call.ts';
import { csvOf } from '../csv.ts';
import { HttpProblem } from '../problem.ts';

export const creditHandlers: Handlers<keyof typeof CREDIT_ROUTES> = {
  listCredits: ({ office, viewer, query }) => {
    const { sort, cursor, limit, ...filter } = query;
    return creditPage(office, viewer, filter, orderOf(sort), { cursor, limit });
  },
  sumCredits: ({ office, viewer, query }) => creditSums(office, viewer, query),
  exportCredits: (call) => exported(call),
  getCredit: ({ office, viewer, params }) => creditStory(office, viewer, params.id),
  assignCredit: ({ params, body, dryRun, write }) =>
    write((room) => divideByHand(room, params.id, body, dryRun)),
  proposeCredit: ({ params, dryRun, write }) => write((room) => divideAsProposed(room, params.id, dryRun)),
  assignCredits: ({ body, dryRun, write }) => write((room) => runRules(room, body.period, dryRun)),
  undoDivisions: ({ body, dryRun, write }) => write((room) => undoMany(room, body.items, dryRun)),
  assignManyCredits: ({ body, dryRun, write }) => write((room) => divideMany(room, body, dryRun)),
  reapplyRules: ({ body, dryRun, write }) => write((room) => reapply(room, body.period, dryRun)),
  importDecisions: ({ body, dryRun, write }) => {
    const rows = decisionRows(body.csv);
    return write((room) => importDecisions(room, rows, dryRun));
  },
  searchAll: ({ office, viewer, query }) => searchAll(office, viewer, query.q),
};

function orderOf(sort: CreditSort): CreditListOrder {
  const down = sort.startsWith('-');
  return { by: (down ? sort.slice(1) : sort) as CreditListOrder['by'], down };
}

const EXPORTED = [
  'credit_id',
  'period',
  'account',
  'customer',
  'reseller',
  'service',
  'description',
  'owner_account',
  'amount',
  'currency',
  'customer_amount',
  'reseller_amount',
  'distributor_amount',
  'rule',
  'rule_name',
  'status',
] as const;
const AT_ONCE = 500;

/** In pieces: a hundred thousand credits never stand in memory together. */
async function exported({ office, viewer, query, context }: Call<'exportCredits'>): Promise<Response> {
  const encoder = new TextEncoder();
  let cursor: string | undefined;
  let begun = false;
  const stream = new ReadableStream<Uint8Array>({
    pull: async (controller) => {
      if (!begun) controller.enqueue(encoder.encode(csvOf([EXPORTED])));
      begun = true;
      const order = { by: 'period', down: true } as const;
      const page = await creditPage(office, viewer, query, order, { cursor, limit: AT_ONCE });
      if (page.items.length > 0) controller.enqueue(encoder.encode(csvOf(page.items.map(cells))));
      cursor = page.next ?? undefined;
      if (page.next === null) controller.close();
    },
  });
  return context.body(stream, 200, {
    'content-type': 'text/csv; charset=utf-8',
    'content-disposition': 'attachment; filename="credits.csv"',
  });
}

function cells(credit: ListedCredit): string[] {
  return [
    credit.id,
    credit.period,
    credit.usageAccount,
    credit.customer?.id ?? '',
    credit.reseller?.id ?? '',
    credit.service,
    credit.description,
    credit.ownerAccount ?? '',
    credit.amount,
    credit.currency,
    credit.shares?.customer ?? '',
    credit.shares?.reseller ?? '',
    credit.shares?.distributor ?? '',
    credit.rule?.id ?? '',
    credit.rule?.name ?? '',
    credit.status,
  ];
}

const NEEDED = ['credit_id', 'customer_amount', 'reseller_amount', 'reason'];

function decisionRows(csv: string): { row: number; cells: Record<string, string> }[] {
  let table: string[][];
  try {
    table = parse(csv, { bom: true, relax_column_count: true, skip_empty_lines: true }) as string[][];
  } catch {
    throw wrongTable('text that is no table', 'send a CSV with commas and closed quotes');
  }
  const [header = [], ...rows] = table;
  const missing = NEEDED.filter((name) => !header.includes(name));
  if (missing.length > 0)
    throw wrongTable(`columns ${header.join(', ').slice(0, 100)}`, `add ${missing.join(', ')}`);
  if (rows.length > 10_000) throw wrongTable(`${rows.length} rows`, 'send at most 10000 rows at once');
  return rows.map((row, at) => ({
    row: at + 2,
    cells: Object.fromEntries(NEEDED.map((name) => [name, row[header.indexOf(name)] ?? ''])),
  }));
}

function wrongTable(seen: string, todo: string): HttpProblem {
  return new HttpProblem(422, 'wrong-fields', 'correct the table', [{ field: 'csv', seen, todo }]);
}
