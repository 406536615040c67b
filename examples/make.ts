import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type BillLine, billLines } from './bill-line.ts';
import { partyFiles } from './parties.ts';
import { recordFiles } from './records.ts';
import {
  AZURE_BILLING_ACCOUNT,
  EAST_PAYER,
  type ExamplePeriod,
  GOOGLE_BILLING_ACCOUNT,
  PERIODS,
  type StoryRow,
  type Version,
  WEST_PAYER,
} from './story.ts';
import { EAST_STORY } from './story-east.ts';
import { AZURE_STORY, GOOGLE_STORY } from './story-focus.ts';
import { WEST_STORY } from './story-west.ts';
import { termFiles } from './terms.ts';
import { type DeliveryTruth, truthOf } from './truth.ts';
import { writeCur2 } from './write-cur2.ts';
import { type FocusExport, writeFocus } from './write-focus.ts';
import { writeLegacyCur } from './write-legacy-cur.ts';

/** One version of a month: `time` is when the cloud wrote it, as it stands in its folders' names. */
type Sent = {
  readonly period: ExamplePeriod;
  readonly version: Version;
  readonly time: string;
  readonly current: boolean;
};

const EAST_SENT: Readonly<Record<ExamplePeriod, readonly Sent[]>> = {
  '2026-01': [
    sent('2026-01', 'stale', '20260118T061500Z', false),
    sent('2026-01', 'first', '20260203T061500Z'),
  ],
  '2026-02': [
    sent('2026-01', 'first', '20260203T061500Z', false),
    sent('2026-01', 'newer', '20260226T061500Z'),
    sent('2026-02', 'first', '20260303T061500Z'),
  ],
  '2026-03': [sent('2026-03', 'first', '20260403T061500Z')],
};

const WEST_SENT: Readonly<Record<ExamplePeriod, readonly Sent[]>> = {
  '2026-01': [sent('2026-01', 'first', '20260203T041500Z')],
  '2026-02': [sent('2026-02', 'first', '20260303T041500Z')],
  '2026-03': [sent('2026-02', 'newer', '20260327T041500Z'), sent('2026-03', 'first', '20260403T041500Z')],
};

/**
 * Writes `months/YYYY-MM/` and `expected-totals.json` into `target`: the same bytes on every run. Nothing
 * here asks for the time or for chance; file times are not part of the bytes.
 */
export async function makeExamples(target: string): Promise<void> {
  await rm(join(target, 'months'), { recursive: true, force: true });
  const truths: DeliveryTruth[] = [];
  for (const folder of PERIODS) {
    const month = join(target, 'months', folder);
    for (const inside of ['cur', 'credit-records']) await mkdir(join(month, inside), { recursive: true });
    for (const [name, text] of Object.entries({ ...partyFiles(folder), ...termFiles(folder) })) {
      await writeFile(join(month, name), text);
    }
    for (const [name, text] of Object.entries(recordFiles(folder))) {
      await writeFile(join(month, 'credit-records', name), text);
    }
    truths.push(...(await writeBills(join(month, 'cur'), folder)));
  }
  await writeFile(join(target, 'expected-totals.json'), `${JSON.stringify(truths, null, 2)}\n`);
}

async function writeBills(cur: string, folder: ExamplePeriod): Promise<DeliveryTruth[]> {
  const truths: DeliveryTruth[] = [];
  for (const { period, version, time, current } of EAST_SENT[folder]) {
    const lines = made(EAST_STORY, 'east', period, version, time);
    const files = await writeLegacyCur(cur, { period, id: time, lines }, current);
    if (current) truths.push(truthOf({ folder, payer: EAST_PAYER, period, files: files.join(';') }, lines));
  }
  for (const { period, version, time } of WEST_SENT[folder]) {
    const lines = made(WEST_STORY, 'west', period, version, time);
    const files = await writeCur2(cur, { period, time, id: executionId(time), lines });
    truths.push(truthOf({ folder, payer: WEST_PAYER, period, files: files.join(';') }, lines));
  }
  for (const focus of focusExports(folder)) {
    const files = await writeFocus(cur, focus);
    truths.push(
      truthOf({ folder, payer: focus.billingAccount, period: folder, files: files.join(';') }, focus.lines),
    );
  }
  return truths;
}

function focusExports(period: ExamplePeriod): FocusExport[] {
  return [
    {
      file: `azure/focus-${period}.csv`,
      provider: 'Microsoft Azure',
      publisher: 'Microsoft',
      billingAccount: AZURE_BILLING_ACCOUNT,
      subAccountType: 'Subscription',
      period,
      lines: made(AZURE_STORY, 'azure', period, 'first', ''),
      byteOrderMark: true,
    },
    {
      file: `google/focus-${period}.csv`,
      provider: 'Google Cloud',
      publisher: 'Google',
      billingAccount: GOOGLE_BILLING_ACCOUNT,
      subAccountType: 'Project',
      period,
      lines: made(GOOGLE_STORY, 'google', period, 'first', ''),
      byteOrderMark: false,
    },
  ];
}

function made(
  story: readonly StoryRow[],
  bill: string,
  period: ExamplePeriod,
  version: Version,
  time: string,
): BillLine[] {
  const isAws = bill === 'east' || bill === 'west';
  const invoice = `${isAws ? '' : `${bill.toUpperCase()}-`}${period.replace('-', '')}${bill.length}7301`;
  const name = `${bill} ${period} ${version} ${time}`;
  return billLines({ story, period, version, name, invoice, decimals: isAws ? 10 : 14 });
}

function executionId(time: string): string {
  return `${time.slice(0, 8)}-77c1-4b2e-9d05-1f6ce2a8b${time.slice(5, 8)}`;
}

function sent(period: ExamplePeriod, version: Version, time: string, current = true): Sent {
  return { period, version, time, current };
}

if (import.meta.main) await makeExamples(import.meta.dirname);
