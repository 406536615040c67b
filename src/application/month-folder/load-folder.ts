import type { PayerMonth } from '../../domain/line-item/delivered-month.ts';
import { holdersFrom } from '../../domain/party/holders.ts';
import type { Settings } from '../../domain/party/settings.ts';
import type { Shelves } from '../book.ts';
import { type FinerCharges, rereadByDay } from '../deliveries/reread-by-day.ts';
import { type Desk, type LoadCount } from '../desk.ts';
import { BadInput, type Fault } from '../errors.ts';
import { checkReferences, unknownScopeIds } from './check-references.ts';
import { type RecordChanges, recordChanges, saveRecords } from './load-credit-records.ts';
import { type GrantChanges, grantChanges, saveHandGrants } from './load-grants.ts';
import { type PartyChanges, partiesOf, partyChanges, saveParties } from './load-parties.ts';
import { type PriceChanges, priceChanges } from './load-prices.ts';
import { type RuleChanges, ruleChanges } from './load-rules.ts';
import type { MonthFolder, Reading } from './month-folder.ts';

export type LoadReport = {
  readonly resellers: LoadCount;
  readonly customers: LoadCount;
  readonly accounts: LoadCount;
  readonly prices: LoadCount;
  readonly rules: LoadCount;
  readonly grants: LoadCount;
  /** AWS's own records of its credits, and how they were used (A6). */
  readonly creditRecords: LoadCount;
  readonly drawdowns: LoadCount;
  readonly settingsChanged: boolean;
  /** Not wrong, but worth a look. */
  readonly warnings: readonly string[];
};

type Plan = {
  readonly parties: PartyChanges;
  readonly prices: PriceChanges;
  readonly rules: RuleChanges;
  readonly grants: GrantChanges;
  readonly records: RecordChanges;
  readonly settings: Settings | null;
  readonly warnings: readonly string[];
};

export type LoadOptions = {
  /** Only say what would change. */
  readonly dryRun: boolean;
  /** Places to look for delivered files that a corrected tenure needs again (P3). */
  readonly morePaths: readonly string[];
  /** Months whose newer delivery was read already and is saved next: their old files are not needed again. */
  readonly arriving: readonly PayerMonth[];
};

/**
 * Loads parties, prices, rules, grants and settings by id: all of it or nothing (P5). With `dryRun` it only says
 * what would change.
 */
export async function loadFolder(desk: Desk, reading: Reading, options: LoadOptions): Promise<LoadReport> {
  const finer = await chargesToReadAgain(desk, reading, options);
  const verb = async (shelves: Shelves): Promise<LoadReport> => {
    const plan = await planLoad(desk, shelves, reading);
    if (!options.dryRun) await savePlan(desk, shelves, plan, finer);
    return reportOf(plan);
  };
  return options.dryRun ? desk.book.read(verb) : desk.book.write(verb);
}

/** Every fault that only the book can know is found here, together with those of the reading. */
export async function planLoad(desk: Desk, shelves: Shelves, { folder, faults }: Reading): Promise<Plan> {
  const parties = partyChanges(await partiesOf(shelves), folder);
  const rules = ruleChanges(await shelves.rules.newest(), folder, desk.book.idOf);
  const known = {
    resellers: new Set(parties.before.resellers.map((reseller) => reseller.id)),
    customers: new Set(parties.before.customers.map((customer) => customer.id)),
  };
  const references = checkReferences(folder, known);
  const placed = new Set(references.map((fault) => `${fault.file} ${fault.row}`));
  const readable = folder.grants.filter((grant) => !placed.has(`${grant.file} ${grant.row}`));
  const grants = await grantChanges(shelves, readable, parties.after);
  const settings = await settingsAfter(shelves, folder);
  const records = await recordChanges(shelves, folder.records, settings.after.currency);
  const all: Fault[] = [...faults, ...references, ...rules.faults, ...grants.faults, ...records.faults];
  if (all.length > 0) throw new BadInput(all);
  return {
    parties,
    rules,
    grants,
    records,
    prices: priceChanges(await shelves.prices.versions(), folder),
    settings: settings.changed ? settings.after : null,
    warnings: [
      ...unknownScopeIds(folder, known).map(
        (fault) => `${fault.file}, row ${fault.row}: ${fault.seen}; ${fault.todo}`,
      ),
      ...records.warnings,
    ],
  };
}

async function settingsAfter(
  shelves: Shelves,
  folder: MonthFolder,
): Promise<{ readonly after: Settings; readonly changed: boolean }> {
  const before = await shelves.settings.load();
  const after = {
    ...before,
    ...folder.settings,
    systems: { ...before.systems, ...folder.settings?.systems },
  };
  const content = (settings: Settings): string => JSON.stringify(settings, inOrderOfNames);
  return { after, changed: content(before) !== content(after) };
}

/** Written down, an object is the same in whatever order its names came. */
function inOrderOfNames(_name: string, value: unknown): unknown {
  if (!(value instanceof Object) || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}

async function savePlan(
  desk: Desk,
  shelves: Shelves,
  plan: Plan,
  finer: readonly FinerCharges[],
): Promise<void> {
  const owned = await monthsWithOtherOwners(shelves, plan.parties);
  await saveParties(shelves, plan.parties);
  for (const { month, usageAccounts, charges } of finer) {
    await shelves.deliveries.replaceCharges(month, usageAccounts, charges);
  }
  if (owned.length > 0) await shelves.periods.markChanged(owned.map((one) => one.period));
  await shelves.prices.add(plan.prices.prices);
  await shelves.rules.save(plan.rules.versions);
  await saveHandGrants(shelves, plan.grants.grants);
  await saveRecords(shelves, plan.records, desk.book.idOf);
  if (plan.settings !== null) await shelves.settings.save(plan.settings);
}

type AccountPeriod = { readonly usageAccount: string; readonly period: string };

/** Accounts and periods with charges whose owners the changed tenures change. */
async function monthsWithOtherOwners(shelves: Shelves, changes: PartyChanges): Promise<AccountPeriod[]> {
  const accounts = new Set(changes.accounts.keys());
  for (const tenure of [...changes.before.accountTenures, ...changes.after.accountTenures]) {
    if (changes.resold.has(tenure.customer)) accounts.add(tenure.usageAccount);
  }
  if (accounts.size === 0) return [];
  const before = holdersFrom(changes.before.accountTenures, changes.before.resellerTenures);
  const after = holdersFrom(changes.after.accountTenures, changes.after.resellerTenures);
  const charged = await shelves.deliveries.periodsOfAccounts([...accounts]);
  return charged.filter(
    ({ usageAccount, period }) =>
      before.fingerprint(usageAccount, period) !== after.fingerprint(usageAccount, period),
  );
}

/** P3: an account that now changes hands inside an imported period needs its charges per day. */
async function chargesToReadAgain(
  desk: Desk,
  reading: Reading,
  options: LoadOptions,
): Promise<readonly FinerCharges[]> {
  if (reading.faults.length > 0) return [];
  const { wanted, deliveries, aliases } = await desk.book.read(async (shelves) => {
    const changes = partyChanges(await partiesOf(shelves), reading.folder);
    const after = holdersFrom(changes.after.accountTenures, changes.after.resellerTenures);
    const moved = await monthsWithOtherOwners(shelves, changes);
    return {
      wanted: moved.filter(({ usageAccount, period }) => after.changedInside(usageAccount, period)),
      deliveries: (await shelves.deliveries.current()).filter(
        (delivery) => !isArriving(delivery, options.arriving),
      ),
      aliases: (await shelves.settings.load()).services,
    };
  });
  return wanted.length === 0 ? [] : rereadByDay(desk, wanted, deliveries, aliases, options.morePaths);
}

function isArriving(delivery: PayerMonth, arriving: readonly PayerMonth[]): boolean {
  return arriving.some(
    ({ cloud, payerAccount, period }) =>
      cloud === delivery.cloud && payerAccount === delivery.payerAccount && period === delivery.period,
  );
}

function reportOf(plan: Plan): LoadReport {
  return {
    ...plan.parties.counts,
    prices: plan.prices.count,
    rules: plan.rules.count,
    grants: plan.grants.count,
    creditRecords: plan.records.recordCount,
    drawdowns: plan.records.drawdownCount,
    settingsChanged: plan.settings !== null,
    warnings: plan.warnings,
  };
}
