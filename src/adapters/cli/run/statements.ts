import type { StatementFilter } from '../../../application/book.ts';
import type { Desk } from '../../../application/desk.ts';
import { Refusal } from '../../../application/errors.ts';
import { mailStatements, type StatementMail } from '../../../application/mail/statement-mail.ts';
import {
  closeStatements,
  discardStatements,
  payStatements,
  voidStatements,
} from '../../../application/statements/change-statements.ts';
import { draftStatements } from '../../../application/statements/draft-statements.ts';
import { openStatements } from '../../../application/statements/open-statements.ts';
import { statementViews } from '../../../application/views/statement-view.ts';
import type { StatementState } from '../../../domain/statement/statement.ts';
import type { Run } from '../command-run.ts';
import type { ChoiceOptions, DraftCommandOptions, StatementListOptions, StatementVerb } from '../options.ts';
import { counted } from '../print/amounts.ts';
import { draftJson, draftText } from '../print/draft-text.ts';
import { statementMailText } from '../print/mail-table.ts';
import { statementTable } from '../print/statement-tables.ts';
import { statementText } from '../print/statement-text.ts';
import { wrongUsage } from '../typed-values.ts';
import type { ExitCode } from '../world.ts';

export async function draft(run: Run, options: DraftCommandOptions): Promise<ExitCode> {
  const desk = await run.desk('write');
  const { period } = options;
  const report = await draftStatements(desk, {
    period,
    useCredits: options.useCredits ?? null,
    late: options.late === true,
  });
  const statements = await statementViews(desk, { period });
  run.answer({ ...draftJson(report), statements }, () =>
    [draftText(report), statementTable(statements, false, true)].join('\n'),
  );
  return 0;
}

/** What each verb acts on when statements are chosen by a filter, and how it is told. */
const VERBS: Readonly<
  Record<StatementVerb, { readonly from: readonly StatementState[]; readonly done: string }>
> = {
  open: { from: ['draft'], done: 'opened' },
  discard: { from: ['draft'], done: 'discarded' },
  void: { from: ['open'], done: 'voided' },
  pay: { from: ['open'], done: 'marked as paid' },
  close: { from: ['open', 'paid'], done: 'closed' },
};

export async function change(
  run: Run,
  verb: StatementVerb,
  ids: readonly string[],
  options: ChoiceOptions,
): Promise<ExitCode> {
  const filter = filterOf(options);
  refuseUnclear(`statements ${verb}`, ids, filter, options);
  const desk = await run.desk('write');
  const reversed = verb === 'pay' && options.reverse === true;
  const from = reversed ? (['paid'] as const) : VERBS[verb].from;
  const chosen = ids.length > 0 ? ids : await idsOf(desk, { ...filter, states: from });
  const mails = chosen.length > 0 ? await carryOut(desk, verb, chosen, options) : [];
  const statements = chosen.length === 0 ? [] : await statementViews(desk, { ids: chosen });
  const done = reversed ? 'taken back to open' : VERBS[verb].done;
  const mailOf = new Map(mails.map((mail) => [mail.statement, mail]));
  const told = mails.length === 0 ? statements : statements.map((s) => ({ ...s, mail: mailOf.get(s.id) }));
  run.answer(told, () =>
    [
      `${counted(statements.length, 'statement')} ${done}`,
      ...(statements.length === 0 ? [] : [statementTable(statements, options.full === true, true)]),
      ...(mails.length === 0 ? [] : [statementMailText(mails)]),
    ].join('\n'),
  );
  return 0;
}

/** The mails are written in the transaction that opens, or not at all. */
async function opened(desk: Desk, ids: readonly string[], mail: boolean): Promise<StatementMail[]> {
  return desk.book.write(async (shelves) => {
    const within = <T>(verb: (own: typeof shelves) => Promise<T>): Promise<T> => verb(shelves);
    await openStatements({ ...desk, book: { ...desk.book, read: within, write: within } }, { ids });
    return mail ? mailStatements(shelves, ids) : [];
  });
}

async function carryOut(
  desk: Desk,
  verb: StatementVerb,
  ids: readonly string[],
  options: ChoiceOptions,
): Promise<StatementMail[]> {
  switch (verb) {
    case 'open':
      return opened(desk, ids, options.mail === true);
    case 'discard':
      await discardStatements(desk, ids);
      return [];
    case 'void':
      await voidStatements(desk, ids, options.reason ?? '');
      return [];
    case 'pay':
      await payStatements(desk, ids, options.reverse === true);
      return [];
    case 'close':
      await closeStatements(desk, ids);
      return [];
  }
}

export function refuseUnclear(
  command: string,
  ids: readonly string[],
  filter: StatementFilter,
  options: ChoiceOptions,
): void {
  const filtered = Object.keys(filter).length > 0 || options.all === true;
  if (ids.length > 0 && filtered) {
    throw wrongUsage(
      command,
      'ids together with --period, --seller, --buyer or --all',
      'use one or the other',
    );
  }
  if (ids.length === 0 && !filtered) {
    throw wrongUsage(
      command,
      'no statement',
      'name them by id, or choose them with --period, --seller, --buyer or --all',
    );
  }
}

async function idsOf(desk: Desk, filter: StatementFilter): Promise<string[]> {
  const found = await desk.book.read((shelves) => shelves.statements.list(filter));
  return found.map((statement) => statement.id);
}

export function filterOf({ period, seller, buyer }: ChoiceOptions): StatementFilter {
  return {
    ...(period === undefined ? {} : { period }),
    ...(seller === undefined ? {} : { seller }),
    ...(buyer === undefined ? {} : { buyer }),
  };
}

export async function listStatements(run: Run, options: StatementListOptions): Promise<ExitCode> {
  const states = options.state === undefined ? {} : { states: [options.state as StatementState] };
  const statements = await statementViews(await run.desk('read'), { ...filterOf(options), ...states });
  run.answer(statements, () =>
    [counted(statements.length, 'statement'), statementTable(statements, options.full === true, true)].join(
      '\n',
    ),
  );
  return 0;
}

export async function show(run: Run, id: string, options: ChoiceOptions): Promise<ExitCode> {
  const [statement] = await statementViews(await run.desk('read'), { ids: [id] });
  if (statement === undefined) throw new Refusal('unknown-statement', `there is no statement ${id}`);
  run.answer(statement, () => statementText(statement, options.full === true));
  return 0;
}
