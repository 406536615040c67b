import { applyProposal, assignByHand, OWNER_ACCOUNT } from '../../../application/credits/assign-by-hand.ts';
import { assignCredits } from '../../../application/credits/assign-credits.ts';
import type { HandPart } from '../../../application/credits/hand-shares.ts';
import { reapplyRules } from '../../../application/credits/reapply-rules.ts';
import type { Reassigned } from '../../../application/credits/redivide.ts';
import { undoByHand } from '../../../application/credits/undo-by-hand.ts';
import type { Desk } from '../../../application/desk.ts';
import { Refusal } from '../../../application/errors.ts';
import { minorToText } from '../../../domain/money/minor.ts';
import type { Share } from '../../../domain/split/share.ts';
import type { Run } from '../command-run.ts';
import type { AssignOptions } from '../options.ts';
import { counted } from '../print/amounts.ts';
import { reapplyText, redividedText, runText } from '../print/assign-text.ts';
import { typedAmount, typedPercent, wrongOption, wrongUsage } from '../typed-values.ts';
import type { ExitCode } from '../world.ts';

/** By the rules, anew by the rules, or one credit by a person: which one the options say. */
export async function assign(run: Run, id: string | null, options: AssignOptions): Promise<ExitCode> {
  refuseMixedOptions(id, options);
  const desk = await run.desk('write');
  if (id !== null) return assignOne(run, desk, id, options);
  return options.reapply === true ? reapply(run, desk, options) : assignAll(run, desk, options);
}

function refuseMixedOptions(id: string | null, options: AssignOptions): void {
  const chosen = options.byHand ?? options.moveTo ?? options.toOwner ?? options.proposal ?? options.undo;
  const command = 'credits assign';
  if (id === null && chosen !== undefined) {
    throw wrongUsage(
      command,
      'no credit',
      'name the credit that is to be assigned by hand: its id stands in credits list',
    );
  }
  if (id !== null && chosen === undefined) {
    throw wrongUsage(
      command,
      `only the credit ${id}`,
      'say how: --by-hand, --move-to, --to-owner, --proposal or --undo',
    );
  }
  if (options.dryRun === true && options.reapply !== true) {
    throw wrongUsage(command, '--dry-run without --reapply', 'add --reapply: only that can be tried first');
  }
}

async function assignAll(run: Run, desk: Desk, options: AssignOptions): Promise<ExitCode> {
  const report = await assignCredits(desk, options.period ?? null);
  const held = report.held.map(({ credit, because }) => ({ id: credit.id, because }));
  run.answer({ assigned: report.assigned, held }, () => runText(report, options.full === true));
  return 0;
}

async function reapply(run: Run, desk: Desk, options: AssignOptions): Promise<ExitCode> {
  const dryRun = options.dryRun === true;
  const changes = await reapplyRules(desk, { period: options.period ?? null, dryRun });
  run.answer(
    {
      dryRun,
      credits: changes.map(({ credit, before, after, heldBecause }) => ({
        credit: credit.id,
        currency: credit.currency,
        before: sharesJson(before, credit.currency),
        after: after === null ? null : sharesJson(after, credit.currency),
        heldBecause,
      })),
    },
    () =>
      [
        dryRun
          ? `${counted(changes.length, 'assigned credit')} would be divided otherwise today (dry run, nothing was changed)`
          : `${counted(changes.length, 'assigned credit')} divided anew`,
        ...(changes.length === 0 ? [] : [reapplyText(changes, options.full === true)]),
      ].join('\n'),
  );
  return 0;
}

async function assignOne(run: Run, desk: Desk, id: string, options: AssignOptions): Promise<ExitCode> {
  const { credit, before, after } = await reassigned(desk, id, options);
  const { currency } = credit;
  run.answer(
    { credit: id, currency, before: sharesJson(before, currency), after: sharesJson(after, currency) },
    () => redividedText(credit, before, after),
  );
  return 0;
}

async function reassigned(desk: Desk, id: string, options: AssignOptions): Promise<Reassigned> {
  if (options.proposal === true) return applyProposal(desk, id);
  if (options.undo === true) return undoByHand(desk, { creditId: id, version: null });
  const parts = options.byHand === undefined ? [] : await partsOf(desk, id, options.byHand);
  return assignByHand(desk, {
    creditId: id,
    parts,
    moveTo: options.toOwner === true ? OWNER_ACCOUNT : (options.moveTo ?? null),
    reason: options.reason ?? '',
    allowMore: options.allowMore === true,
  });
}

/** `blue-kiln=50.00,harbor=10%`: amounts in the credit's currency, signed like the credit. */
async function partsOf(desk: Desk, id: string, typed: string): Promise<HandPart[]> {
  const [credit] = await desk.book.read((shelves) => shelves.credits.list({ ids: [id] }));
  if (credit === undefined) throw new Refusal('unknown-credit', `there is no credit ${id}`);
  const option = '--by-hand';
  return typed.split(',').map((text): HandPart => {
    const at = text.lastIndexOf('=');
    const party = text.slice(0, at).trim();
    const value = text.slice(at + 1).trim();
    if (at < 0 || party === '') {
      throw wrongOption(option, text, 'write PARTY=50.00 or PARTY=10%, several separated by commas');
    }
    if (value.endsWith('%')) return { party, percent: typedPercent(option, value) };
    const amount = typedAmount(option, value, credit.currency);
    return { party, amount: credit.exact.digits > 0n ? -amount : amount };
  });
}

function sharesJson(shares: readonly Share[], currency: string): unknown {
  return shares.map((share) => ({ ...share, amount: minorToText(share.amount, currency) }));
}
