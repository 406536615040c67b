import type { Fault } from '../../application/errors.ts';

const KNOWN = [
  'resellers.csv',
  'customers.csv',
  'accounts.csv',
  'prices.csv',
  'rules.csv',
  'grants.csv',
  'settings.json',
  'credit-records',
];

/**
 * Files whose name is almost one of the folder's: `customer.csv`, `Rules.csv`. Every file may be missing, so a
 * misspelt one would be passed over in silence. Other files are not the folder's business.
 */
export function misspeltFiles(names: readonly string[]): Fault[] {
  return names.flatMap((name) => {
    const meant = KNOWN.find((known) => name !== known && fold(name) === fold(known));
    if (meant === undefined) return [];
    const todo = `rename it to ${meant}, or move it out of the folder`;
    return [{ file: name, row: null, column: null, seen: 'a file name that is almost a known one', todo }];
  });
}

/** The same for singular and plural, any case, and stray separators or spaces. */
function fold(name: string): string {
  const [stem = '', ...endings] = name
    .toLowerCase()
    .replace(/\.txt$/, '')
    .split('.');
  return `${stem.replace(/[^a-z]/g, '').replace(/s$/, '')}.${endings.join('.')}`;
}
