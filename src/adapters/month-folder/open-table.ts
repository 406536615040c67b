import { basename } from 'node:path';
import {
  EMPTY_MONTH_FOLDER,
  type MonthFolder,
  type Reading,
} from '../../application/month-folder/month-folder.ts';
import type { RowIn, Subject } from '../../application/tables/table.ts';
import type { TableFiles } from '../../application/tables/table-files.ts';
import { TABLES } from '../../application/tables/tables.ts';
import type { CompileRegex } from '../../domain/credit-rule/description.ts';
import { grantsIn, nameGrants } from './grants-csv.ts';
import { type Notes, newNotes } from './notes.ts';
import { accountsIn, customersIn, resellersIn } from './parties-csv.ts';
import { pricesIn } from './prices-csv.ts';
import { columnsOf, readTable } from './read-table.ts';
import { rulesIn } from './rules-csv.ts';
import type { TableRow } from './table-row.ts';

type Parts = (rows: readonly TableRow[], notes: Notes, compile: CompileRegex) => Partial<MonthFolder>;

/** The same readers as those of a month folder's files. */
const PARTS: Readonly<Record<Exclude<Subject, 'credits'>, Parts>> = {
  resellers: (rows, notes) => ({ resellers: resellersIn(rows, notes) }),
  customers: (rows, notes) => customersIn(rows, notes),
  accounts: (rows, notes) => ({ accountTenures: accountsIn(rows, notes) }),
  prices: (rows) => ({ prices: pricesIn(rows) }),
  rules: (rows, _notes, compile) => ({ rules: rulesIn(rows, compile) }),
  grants: (rows) => ({ grants: grantsIn(rows) }),
};

/** Opens one table by itself, and reads those of its rows that are asked for. */
export function tableOpener(compile: CompileRegex): TableFiles['open'] {
  return async (subject, path) => {
    const notes = newNotes();
    const rows = await readTable(path, columnsOf(TABLES[subject]), notes);
    if (rows === null) {
      notes.faults.push({
        file: basename(path),
        row: null,
        column: null,
        seen: 'no such file',
        todo: 'check the path',
      });
    }
    const all = rows ?? [];
    if (subject === 'grants') nameGrants(all);
    return {
      rows: all,
      faults: [...notes.faults],
      reading: (wanted: readonly RowIn[]): Reading => {
        const chosen = new Set(wanted);
        const parts =
          subject === 'credits'
            ? {}
            : PARTS[subject](
                all.filter((row) => chosen.has(row)),
                notes,
                compile,
              );
        const { references, definedResellers, definedCustomers } = notes;
        const defines = { resellers: definedResellers, customers: definedCustomers };
        return { folder: { ...EMPTY_MONTH_FOLDER, ...parts, references, defines }, faults: notes.faults };
      },
    };
  };
}
