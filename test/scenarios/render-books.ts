import { checkBook } from '../../src/application/checks/check-book.ts';
import { balanceViews } from '../../src/application/views/balance-view.ts';
import { type GrantView, grantViews } from '../../src/application/views/grant-view.ts';
import { ledgerEntries } from '../../src/application/views/ledger-view.ts';
import type { Entry, Posting } from '../../src/domain/ledger/entry.ts';
import { exactToReadable } from '../../src/domain/money/minor.ts';
import type { StoryDesk } from './story-desk.ts';

/** ledger.txt: every entry with its postings, in the order in which they were written. */
export async function renderLedger({ desk }: StoryDesk): Promise<string> {
  const entries = await ledgerEntries(desk, null);
  return entries.length === 0 ? 'nothing booked' : entries.map(entryText).join('\n');
}

function entryText(entry: Entry): string {
  const about = entry.statement ?? entry.credit;
  const reverses = entry.reverses === null ? '' : ', reversing what was booked before';
  const reason = entry.reason === '' ? '' : ` (${entry.reason})`;
  return [
    `${entry.bookedAt} ${entry.kind}${about === null ? '' : ` ${about}`}${reason}${reverses}`,
    ...entry.postings.map(postingText),
  ].join('\n');
}

function postingText({ from, to, amount, currency, grant }: Posting): string {
  const lot = grant === null ? '' : `  [${grant}]`;
  return `  ${exactToReadable(amount, currency)} ${currency}  ${from} → ${to}${lot}`;
}

/** balances.txt: each balance, and under it the grants it is made of. */
export async function renderBalances({ desk }: StoryDesk): Promise<string> {
  const grants = await grantViews(desk, {});
  const balances = await balanceViews(desk, null);
  if (balances.length === 0) return 'no balances';
  const blocks = balances.map((balance) => {
    const own = grants.filter(
      (grant) =>
        grant.seller === balance.seller &&
        grant.buyer === balance.buyer &&
        grant.currency === balance.currency,
    );
    const head = `${balance.seller}→${balance.buyer} ${balance.currency}`;
    return [`${head}: ${bucketsText(balance)}`, ...own.map(grantText)].join('\n');
  });
  return blocks.join('\n');
}

type Buckets = Pick<GrantView, 'granted' | 'reserved' | 'applied' | 'expired' | 'withdrawn' | 'available'>;

/** Granted and left are always said, the rest where there is some. */
function bucketsText(of: Buckets): string {
  const rest = (['reserved', 'applied', 'expired', 'withdrawn'] as const).filter((name) =>
    /[1-9]/.test(of[name]),
  );
  return [
    `granted ${of.granted}`,
    ...rest.map((name) => `${name} ${of[name]}`),
    `available ${of.available}`,
  ].join(', ');
}

function grantText(grant: GrantView): string {
  const what = grant.description ?? grant.comment;
  const until = [
    ...(grant.starts === null ? [] : [`from ${grant.starts}`]),
    ...(grant.ends === null ? [] : [`to ${grant.ends}`]),
  ];
  const when = until.length === 0 ? 'at any time' : until.join(' ');
  return `  ${grant.id} "${what}" granted on ${grant.grantedOn}, pays ${when}: ${bucketsText(grant)}`;
}

/** checks.txt: what is not ok. */
export async function renderChecks({ desk }: StoryDesk): Promise<string> {
  const failed = (await checkBook(desk, null)).filter((check) => !check.ok);
  if (failed.length === 0) return 'all checks read 0.00';
  return failed.map(({ check, severity, detail }) => `${check} (${severity}): ${detail}`).join('\n');
}
