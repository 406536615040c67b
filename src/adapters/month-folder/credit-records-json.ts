import { readdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type {
  CreditRecordRow,
  DrawdownRow,
  InAnswer,
  RecordAnswers,
} from '../../application/month-folder/month-folder.ts';
import { isBillingPeriod } from '../../domain/period/billing-period.ts';
import { type AnswerAmount, AnswerPart } from './answer-part.ts';
import { fileText } from './file-text.ts';
import { exactJsonFrom } from './json-text.ts';
import { type Notes, quoted } from './notes.ts';

const LIMITS = { bytes: 100_000_000, rows: 0 };
const ACCOUNT = 'write the account id as text with its 12 digits';
const CREDIT_ID = 'write the id of the credit, which is 1 to 32 digits';

/** What the answers of several files say, one after the other. Faults go into the notes. */
export async function readRecordAnswers(paths: readonly string[], notes: Notes): Promise<RecordAnswers> {
  const found = { creditRecords: [], drawdowns: [], warnings: [] } as Found;
  for (const path of await filesOf(paths, notes)) {
    const text = await fileText(path, notes, LIMITS);
    if (text === null) continue;
    const file = basename(path);
    const fault = (seen: string, todo: string): void => {
      notes.faults.push({ file, row: null, column: null, seen, todo });
    };
    const answer = exactJsonFrom(text, fault);
    if (answer !== null) readPart(new AnswerPart(file, '', answer.value, notes), found);
  }
  return found;
}

type Found = {
  readonly creditRecords: InAnswer<CreditRecordRow>[];
  readonly drawdowns: InAnswer<DrawdownRow>[];
  readonly warnings: string[];
};

/** A folder stands for the files in it. */
async function filesOf(paths: readonly string[], notes: Notes): Promise<string[]> {
  const files: string[] = [];
  for (const path of paths) {
    const found = await stat(path).catch(() => null);
    if (found?.isDirectory() === true) {
      const names = (await readdir(path)).filter((name) => !name.startsWith('.')).sort();
      files.push(...names.map((name) => join(path, name)));
    } else if (found === null) {
      const [file, seen, todo] = [basename(path), 'no such file', 'check the path'];
      notes.faults.push({ file, row: null, column: null, seen, todo });
    } else files.push(path);
  }
  return files;
}

/** An answer, a list of answers (its pages), or what stands in their lists alone. */
function readPart(part: AnswerPart, found: Found): void {
  const inList = part.entries();
  if (Array.isArray(part.value)) {
    for (const one of inList) readPart(one, found);
    return;
  }
  const [credits, history] = [part.field('credits'), part.field('creditAllocationHistoryList')];
  if (credits.isThere || history.isThere) {
    readAnswer(part, credits, history, found);
  } else if (part.field('billingMonth').isThere || part.field('creditAmount').isThere) {
    readDrawdown(part, found);
  } else if (part.field('creditType').isThere || part.field('initialAmount').isThere) {
    readRecord(part, found);
  } else {
    part.fault(
      'give an answer of GetCredits ("credits") or GetCreditAllocationHistory ("creditAllocationHistoryList")',
    );
  }
}

function readAnswer(part: AnswerPart, credits: AnswerPart, history: AnswerPart, found: Found): void {
  for (const list of [credits, history]) {
    if (list.isThere && !Array.isArray(list.value)) list.fault('write a list: [ … ]');
  }
  for (const one of credits.entries()) readRecord(one, found);
  for (const one of history.entries()) readDrawdown(one, found);
  const failed = part.field('failedMonths').entries();
  if (failed.length > 0) {
    const months = failed.map((month) => month.text()).join(', ');
    found.warnings.push(`${part.file}: AWS could not answer for ${months}; ask it again for these months`);
  } else if (part.field('partialResults').value === true) {
    found.warnings.push(`${part.file}: AWS says that this answer is not whole; ask it again`);
  }
}

function readRecord(part: AnswerPart, found: Found): void {
  if (!isObject(part)) return;
  const before = part.faults;
  const amounts = ['initialAmount', 'remainingAmount'].map((name) => part.field(name).amount());
  const estimated = part.field('estimatedAmount');
  const estimate = estimated.isThere ? estimated.amount() : null;
  const starts = part.field('startDate');
  const row: CreditRecordRow = {
    id: part.field('creditId').digits(/^\d{1,32}$/, CREDIT_ID),
    account: part.field('accountId').digits(/^\d{12}$/, ACCOUNT),
    type: part.field('creditType').neededText('write the kind of credit, as "Promotion"'),
    description: part.field('description').text(),
    currency: oneCurrency(part, [...amounts, estimate]),
    initial: amounts[0]?.exact ?? NOTHING,
    remaining: amounts[1]?.exact ?? NOTHING,
    estimated: estimate?.exact ?? null,
    starts: starts.day() ?? '',
    ends: part.field('endDate').day(),
    products: part
      .field('applicableProductNames')
      .entries()
      .map((one) => one.text()),
    applicationType: part.field('applicationType').text() || null,
    sharing: part.field('creditSharingType').text() || null,
    disabled: part.field('creditStatus').text() === 'DISABLED',
  };
  if (!starts.isThere) starts.fault('write the day on which the credit begins');
  if (part.faults === before) found.creditRecords.push({ file: part.file, at: part.at, value: row });
}

function readDrawdown(part: AnswerPart, found: Found): void {
  if (!isObject(part)) return;
  const before = part.faults;
  const amount = part.field('creditAmount').amount();
  const month = part.field('billingMonth');
  const period = month.neededText('write the billing month as "YYYY-MM"');
  if (period !== '' && !isBillingPeriod(period)) month.fault('write the billing month as "YYYY-MM"');
  const row: DrawdownRow = {
    record: part.field('creditId').digits(/^\d{1,32}$/, CREDIT_ID),
    usageAccount: part.field('accountId').digits(/^\d{12}$/, ACCOUNT),
    service: part.field('appliedServiceName').neededText('write the name of the service'),
    period,
    currency: amount?.currency ?? null,
    description: part.field('description').text(),
    exact: amount?.exact ?? NOTHING,
    estimated: part.field('isEstimatedBill').yesNo(),
  };
  if (part.faults === before) found.drawdowns.push({ file: part.file, at: part.at, value: row });
}

const NOTHING = { digits: 0n, scale: 0 };

function isObject(part: AnswerPart): boolean {
  if (!part.isObject) part.fault('write an object: { … }');
  return part.isObject;
}

/** The amounts of one record are in one currency; null: none of them says which. */
function oneCurrency(part: AnswerPart, amounts: readonly (AnswerAmount | null)[]): string | null {
  const said = [
    ...new Set(amounts.map((amount) => amount?.currency ?? null).filter((code) => code !== null)),
  ];
  if (said.length > 1) {
    part.fault('write all amounts of one credit in one currency', said.map(quoted).join(' and '));
  }
  return said[0] ?? null;
}
