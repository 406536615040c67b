import { rename, rm, stat } from 'node:fs/promises';
import { applyProposal, assignByHand, OWNER_ACCOUNT } from '../../src/application/credits/assign-by-hand.ts';
import { assignCredits } from '../../src/application/credits/assign-credits.ts';
import { explainCredit } from '../../src/application/credits/explain-credit.ts';
import { reapplyRules } from '../../src/application/credits/reapply-rules.ts';
import { undoByHand } from '../../src/application/credits/undo-by-hand.ts';
import { importDeliveries } from '../../src/application/deliveries/import-deliveries.ts';
import { BadInput } from '../../src/application/errors.ts';
import { addGrant } from '../../src/application/grants/add-grant.ts';
import { moveGrant, withdrawGrant } from '../../src/application/grants/change-grant.ts';
import { closePeriod } from '../../src/application/month/close-period.ts';
import { runMonth } from '../../src/application/month/run-month.ts';
import { loadFolder } from '../../src/application/month-folder/load-folder.ts';
import { backtestRules } from '../../src/application/rules/backtest-rules.ts';
import { lintBook } from '../../src/application/rules/lint-book.ts';
import {
  closeStatements,
  discardStatements,
  payStatements,
  voidStatements,
} from '../../src/application/statements/change-statements.ts';
import { draftStatements } from '../../src/application/statements/draft-statements.ts';
import { openStatements } from '../../src/application/statements/open-statements.ts';
import { redraftDiscarded } from '../../src/application/statements/redraft-discarded.ts';
import { accountCalendar } from '../../src/application/views/account-calendar.ts';
import { creditRecordViews } from '../../src/application/views/credit-record-view.ts';
import { grantViews } from '../../src/application/views/grant-view.ts';
import { recordMatchView } from '../../src/application/views/record-match-view.ts';
import { placesInOrder } from '../../src/domain/credit-rule/order.ts';
import { amountFromTyped } from '../../src/domain/money/typed-amount.ts';
import { handParts } from './hand-parts.ts';
import { pickCredit, pickDiscarded, pickGrant, pickStatements, statementFilter } from './pick.ts';
import { readingOf } from './reading.ts';
import { renderBalances, renderChecks } from './render-books.ts';
import type { StoryDesk } from './story-desk.ts';
import type { Step } from './story-text.ts';
import {
  tellAssigned,
  tellCalendar,
  tellCount,
  tellDrafted,
  tellExplained,
  tellImported,
  tellLoaded,
  tellMatched,
  tellReapplied,
  tellRecords,
  tellRule,
} from './tell.ts';
import { tamperWith } from './whole-book.ts';

type Play = (story: StoryDesk, step: Step) => Promise<readonly string[]>;

/** Plays one step and returns what it told. Refusals and faults are thrown. */
export function playStep(story: StoryDesk, step: Step): Promise<readonly string[]> {
  const play = VERBS[step.verb];
  if (play === undefined) throw new Error(`line ${step.line}: there is no step "${step.verb}"`);
  return play(story, step);
}

const SILENT = (): void => undefined;

const VERBS: Readonly<Record<string, Play>> = {
  month: async (story, { words, options }) => {
    const reading = await story.readers.month(story.at(words[0] ?? ''));
    const report = await runMonth(
      story.desk,
      reading,
      { ...importOptions(options), ...switchOf(options), program: null },
      SILENT,
    );
    return [
      ...tellLoaded(report.loaded),
      ...tellImported(report.imported),
      ...tellAssigned(report.assigned),
      ...report.drafted.flatMap(tellDrafted),
    ];
  },
  load: async (story, { words, options }) => {
    const files = options['files'] === undefined ? [] : [story.at(options['files'])];
    const reading = await readingOf(story.readers, story.at(words[0] ?? ''));
    return tellLoaded(
      await loadFolder(story.desk, reading, { dryRun: 'dry-run' in options, morePaths: files, arriving: [] }),
    );
  },
  import: async (story, { words, options }) =>
    tellImported(await importDeliveries(story.desk, words.map(story.at), importOptions(options), SILENT)),
  assign: async (story, { words }) => tellAssigned(await assignCredits(story.desk, words[0] ?? null)),
  reapply: async (story, { words, options }) =>
    tellReapplied(await reapplyRules(story.desk, { period: words[0] ?? null, dryRun: 'dry-run' in options })),
  'by-hand': async (story, { words, options, because }) => {
    const [account = '', description = '', ...parts] = words;
    const credit = await pickCredit(story, [account, description]);
    const to = parts[0]?.startsWith('to:') === true ? parts[0].slice(3) : null;
    const moveTo = to === 'owner' ? OWNER_ACCOUNT : to;
    await assignByHand(story.desk, {
      creditId: credit.id,
      parts: moveTo === null ? handParts(parts.join(','), credit.currency) : [],
      moveTo,
      reason: because,
      allowMore: 'allow-more' in options,
    });
    return [];
  },
  'back-to-proposal': async (story, { words }) => {
    await applyProposal(story.desk, (await pickCredit(story, words)).id);
    return [];
  },
  undo: async (story, { words }) => {
    await undoByHand(story.desk, { creditId: (await pickCredit(story, words)).id, version: null });
    return [];
  },
  draft: async (story, { words, options }) =>
    tellDrafted(
      await draftStatements(story.desk, {
        period: words[0] ?? '',
        ...switchOf(options),
        late: 'late' in options,
      }),
    ),
  open: async (story, { words }) =>
    tellCount('opened', await openStatements(story.desk, statementFilter(words))),
  'open-each': async (story, { words }) =>
    tellCount('opened', await openStatements(story.desk, { ids: await pickStatements(story, words) })),
  discard: async (story, { words }) =>
    tellCount('discarded', await discardStatements(story.desk, await pickStatements(story, words))),
  redraft: async (story, { words }) =>
    tellCount('drafted again', await redraftDiscarded(story.desk, await pickDiscarded(story, words))),
  void: async (story, { words, because }) =>
    tellCount('voided', await voidStatements(story.desk, await pickStatements(story, words), because)),
  pay: async (story, { words, options }) =>
    tellCount(
      'reversed' in options ? 'payment reversed' : 'paid',
      await payStatements(story.desk, await pickStatements(story, words), 'reversed' in options),
    ),
  close: async (story, { words }) =>
    tellCount('closed', await closeStatements(story.desk, await pickStatements(story, words))),
  'close-period': async (story, { words, because }) =>
    (await closePeriod(story.desk, words[0] ?? '', because)).warnings,
  grant: async (story, step) => addedGrant(story, step),
  withdraw: async (story, { words, options, because }) => {
    const grant = await pickGrant(story, words);
    const typed = options['amount'];
    const amount = typed === undefined ? null : amountOf(typed, grant.currency);
    await withdrawGrant(story.desk, grant.id, amount, because);
    return [];
  },
  move: async (story, { words, because }) => {
    const [from = '', buyer = '', to = '', ...told] = words;
    await moveGrant(story.desk, (await pickGrant(story, [from, buyer, ...told])).id, to, because);
    return [];
  },
  explain: async (story, { words }) =>
    tellExplained(await explainCredit(story.desk, (await pickCredit(story, words)).id)),
  'list-rules': async ({ desk }) =>
    placesInOrder(await desk.book.read((shelves) => shelves.rules.newest())).map(tellRule),
  lint: async ({ desk }) => {
    const { findings } = await desk.book.read(async (shelves) =>
      lintBook(desk, shelves, await shelves.rules.newest()),
    );
    return findings.map(({ kind, sentence }) => `${kind}: ${sentence}`);
  },
  backtest: async (story, { words }) => {
    const reading = await story.readers.rules(story.at(words[0] ?? ''));
    const { credits, rows } = await backtestRules(story.desk, reading, 12);
    return [`${credits} credit(s)`, ...rows.map((row) => `${row.party} ${row.difference} ${row.currency}`)];
  },
  match: async ({ desk }, { words }) => tellMatched(await recordMatchView(desk, words[0] ?? null)),
  records: async ({ desk }, { words }) => tellRecords(await creditRecordViews(desk, words[0] ?? '')),
  calendar: async (story, { words }) => tellCalendar(await accountCalendar(story.desk, words[0] ?? '')),
  stranded: async (story) =>
    (await grantViews(story.desk, { onlyStranded: true })).map(
      (grant) =>
        `${grant.buyer} has ${grant.available} ${grant.currency} at ${grant.seller} since ${grant.strandedSince}`,
    ),
  balances: async (story) => (await renderBalances(story)).split('\n'),
  check: async (story) => (await renderChecks(story)).split('\n'),
  tamper: async (story, { text }) => {
    await tamperWith(story.pool, text.replace(/^tamper /, ''));
    return [];
  },
  sql: async (story, { text }) => {
    await story.pool.query(text.replace(/^sql /, ''));
    return [];
  },
  remove: async (story, { words }) => {
    await stat(story.at(words[0] ?? ''));
    await rm(story.at(words[0] ?? ''), { recursive: true });
    return [];
  },
  rename: async (story, { words }) => {
    await rename(story.at(words[0] ?? ''), story.at(words[1] ?? ''));
    return [];
  },
};

function importOptions(options: Step['options']) {
  return { final: 'final' in options, replace: 'replace' in options };
}

function switchOf(options: Step['options']) {
  const said = options['use-credits'];
  return { useCredits: said === undefined ? null : said === 'on' };
}

async function addedGrant(story: StoryDesk, { words, options, because }: Step): Promise<string[]> {
  const [seller = '', buyer = '', amount = '', currency = '', comment = ''] = words;
  const parent = options['parent'];
  const grant = {
    id: options['id'] ?? comment,
    seller,
    buyer,
    currency,
    amount: amountOf(amount, currency),
    comment,
    cloud: null,
    usageAccount: options['account'] ?? null,
    description: options['description'] ?? null,
    starts: options['starts'] ?? null,
    ends: options['ends'] ?? null,
    grantedOn: options['on'] ?? '',
    parentCredit: parent === undefined ? null : (await pickCredit(story, parent.split(' / '))).id,
  };
  const { added } = await addGrant(story.desk, grant, { yes: 'yes' in options, reason: because });
  return [added ? 'added' : 'known already'];
}

function amountOf(typed: string, currency: string): bigint {
  const amount = amountFromTyped(typed, currency);
  if (typeof amount === 'bigint') return amount;
  throw new BadInput([{ file: 'amount', row: null, column: null, seen: `"${typed}"`, todo: amount.says }]);
}
