import { readdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import {
  EMPTY_MONTH_FOLDER,
  type MonthFolder,
  type MonthFolderFiles,
  type Reading,
} from '../../application/month-folder/month-folder.ts';
import type { CompileRegex } from '../../domain/credit-rule/description.ts';
import { readRecordAnswers } from './credit-records-json.ts';
import { readGrantRows } from './grants-csv.ts';
import { misspeltFiles } from './misspelt-files.ts';
import { type Notes, newNotes } from './notes.ts';
import { readAccounts, readCustomers, readResellers } from './parties-csv.ts';
import { readPriceRows } from './prices-csv.ts';
import { readRuleRows } from './rules-csv.ts';
import { readSettings } from './settings-json.ts';

const BILLING_FOLDER = 'cur';
const RECORDS_FOLDER = 'credit-records';
const PARTY_FILES = ['resellers.csv', 'customers.csv', 'accounts.csv'];

/** The readers of the month folder's own files. `compile` judges the patterns of rules with match `regex`. */
export function monthFolderFiles(compile: CompileRegex): MonthFolderFiles {
  return {
    month: (folder) => month(folder, compile),
    parties,
    rules: async (file) => {
      const notes = newNotes();
      const rules = await readRuleRows(file, compile, notes);
      if (rules === null) noteMissing(file, 'no such file', 'check the path', notes);
      return reading(notes, { rules: rules ?? [] });
    },
    creditRecords: async (paths) => {
      const notes = newNotes();
      return reading(notes, { records: await readRecordAnswers(paths, notes) });
    },
  };
}

async function month(folder: string, compile: CompileRegex): Promise<Reading> {
  const notes = newNotes();
  const names = await namesIn(folder, notes);
  if (names === null) return reading(notes, {});
  notes.faults.push(...misspeltFiles(names));
  const settings = await readSettings(folder, notes);
  const people = await partiesOf(folder, notes);
  const prices = (await readPriceRows(join(folder, 'prices.csv'), notes)) ?? [];
  const rules = (await readRuleRows(join(folder, 'rules.csv'), compile, notes)) ?? [];
  const grants = (await readGrantRows(join(folder, 'grants.csv'), notes)) ?? [];
  const answers = names.includes(RECORDS_FOLDER) ? [join(folder, RECORDS_FOLDER)] : [];
  const records = await readRecordAnswers(answers, notes);
  const billingPaths = await billingPathsOf(folder, notes);
  return reading(notes, { settings, ...people, prices, rules, grants, records, billingPaths });
}

async function parties(folder: string): Promise<Reading> {
  const notes = newNotes();
  const names = await namesIn(folder, notes);
  if (names === null) return reading(notes, {});
  if (!PARTY_FILES.some((file) => names.includes(file))) {
    noteMissing(folder, 'none of the files that name parties', `put in ${PARTY_FILES.join(', ')}`, notes);
  }
  notes.faults.push(...misspeltFiles(names));
  return reading(notes, await partiesOf(folder, notes));
}

async function partiesOf(folder: string, notes: Notes) {
  const resellers = (await readResellers(folder, notes)) ?? [];
  const customers = (await readCustomers(folder, notes)) ?? { customers: [], resellerTenures: [] };
  const accountTenures = (await readAccounts(folder, notes)) ?? [];
  return { resellers, ...customers, accountTenures };
}

/** Where a file that defines parties could not be taken apart, nobody can say which references are wrong. */
function reading(notes: Notes, parts: Partial<MonthFolder>): Reading {
  const blind = PARTY_FILES.some((file) => notes.unreadable.has(file));
  const folder: MonthFolder = {
    ...EMPTY_MONTH_FOLDER,
    ...parts,
    references: blind ? [] : notes.references,
    defines: { resellers: notes.definedResellers, customers: notes.definedCustomers },
  };
  return { folder, faults: notes.faults };
}

async function namesIn(folder: string, notes: Notes): Promise<string[] | null> {
  const found = await stat(folder).catch(() => null);
  if (found?.isDirectory() === true) return (await readdir(folder)).sort();
  const seen = found === null ? 'no such folder' : 'something that is not a folder';
  noteMissing(folder, seen, 'name a folder with billing files in its subfolder cur', notes);
  return null;
}

async function billingPathsOf(folder: string, notes: Notes): Promise<string[]> {
  const path = join(folder, BILLING_FOLDER);
  const names = await readdir(path).catch(() => []);
  if (names.some((name) => !name.startsWith('.'))) return [path];
  noteMissing(
    BILLING_FOLDER,
    'no billing files',
    'put at least one billing file of a cloud into this subfolder',
    notes,
  );
  return [];
}

function noteMissing(path: string, seen: string, todo: string, notes: Notes): void {
  notes.faults.push({ file: basename(path), row: null, column: null, seen, todo });
}
