import { Refusal } from '../../../application/errors.ts';
import { addGrant } from '../../../application/grants/add-grant.ts';
import { type ChangedGrant, moveGrant, withdrawGrant } from '../../../application/grants/change-grant.ts';
import { grantViews } from '../../../application/views/grant-view.ts';
import type { HandGrant } from '../../../domain/ledger/hand-grant.ts';
import { minorToText } from '../../../domain/money/minor.ts';
import type { Run } from '../command-run.ts';
import type {
  GrantAddOptions,
  GrantListOptions,
  GrantMoveOptions,
  GrantWithdrawOptions,
} from '../options.ts';
import { counted } from '../print/amounts.ts';
import { grantTable } from '../print/grant-table.ts';
import { typedAmount, wrongOption } from '../typed-values.ts';
import type { ExitCode } from '../world.ts';

export async function add(run: Run, options: GrantAddOptions): Promise<ExitCode> {
  const typed = grantTyped(run, options);
  const desk = await run.desk('write');
  const grant = { ...typed, id: options.id ?? desk.book.idOf('grant', contentKey(typed)) };
  const { id, added } = await addGrant(desk, grant, {
    yes: options.yes === true,
    reason: options.reason ?? '',
  });
  const amount = minorToText(grant.amount, grant.currency);
  run.answer({ id, added, seller: grant.seller, buyer: grant.buyer, amount, currency: grant.currency }, () =>
    added
      ? `Added ${id}: ${grant.seller} grants ${grant.buyer} ${amount} ${grant.currency}`
      : `${id} is there already with the same content; nothing was added. Give another --id to add it once more.`,
  );
  return 0;
}

/** The grant as typed, whatever the book says of its parties (L6). */
function grantTyped(run: Run, options: GrantAddOptions): Omit<HandGrant, 'id'> {
  const { seller, buyer, currency, starts, ends } = options;
  if (options.comment.trim() === '') {
    throw wrongOption(
      '--comment',
      options.comment,
      'say what the credit is for: it stands in the credit table',
    );
  }
  if (starts !== undefined && ends !== undefined && ends < starts) {
    throw wrongOption('--ends', ends, `write an end that is not before the start, ${starts}`);
  }
  return {
    seller,
    buyer,
    currency,
    amount: typedAmount('--amount', options.amount, currency),
    comment: options.comment,
    cloud: options.cloud ?? null,
    usageAccount: options.account ?? null,
    description: options.description ?? null,
    starts: starts ?? null,
    ends: ends ?? null,
    grantedOn: options.grantedOn ?? run.world.today(),
    parentCredit: options.parentCredit ?? null,
  };
}

function contentKey(grant: Omit<HandGrant, 'id'>): string {
  return JSON.stringify(Object.entries({ ...grant, amount: grant.amount.toString() }).sort());
}

export async function listGrants(run: Run, options: GrantListOptions): Promise<ExitCode> {
  const { seller, buyer } = options;
  const grants = await grantViews(await run.desk('read'), {
    ...(seller === undefined ? {} : { seller }),
    ...(buyer === undefined ? {} : { buyer }),
    onlyStranded: options.stranded === true,
  });
  run.answer(grants, () =>
    [counted(grants.length, 'grant'), grantTable(grants, options.full === true)].join('\n'),
  );
  return 0;
}

export async function withdraw(run: Run, id: string, options: GrantWithdrawOptions): Promise<ExitCode> {
  const desk = await run.desk('write');
  const [grant] = await desk.book.read((shelves) => shelves.ledger.grants({ ids: [id] }));
  if (grant === undefined) throw new Refusal('unknown-grant', `there is no grant ${id}`);
  const amount =
    options.amount === undefined ? null : typedAmount('--amount', options.amount, grant.currency);
  tell(run, 'Withdrew', await withdrawGrant(desk, id, amount, options.reason));
  return 0;
}

export async function move(run: Run, id: string, options: GrantMoveOptions): Promise<ExitCode> {
  const desk = await run.desk('write');
  tell(run, `Moved to ${options.to}:`, await moveGrant(desk, id, options.to, options.reason));
  return 0;
}

function tell(run: Run, did: string, { id, amount, currency, left }: ChangedGrant): void {
  const text = { amount: minorToText(amount, currency), left: minorToText(left, currency) };
  run.answer(
    { id, currency, ...text },
    () => `${did} ${text.amount} ${currency} of ${id}; ${text.left} ${currency} is left of it`,
  );
}
