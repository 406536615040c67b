import { posix } from 'node:path';
import { cellFormats, type NumberFormat } from './number-formats.ts';
import type { PackageParts } from './package-parts.ts';
import { hearXml } from './read-xml.ts';
import { sharedTexts } from './shared-texts.ts';
import { brokenWorkbook, UnusableWorkbook } from './unusable-workbook.ts';

/** What has to be known before the rows of a sheet can be read. */
export type WorkbookPlan = {
  /** The part that holds the sheet's rows. */
  readonly sheet: string;
  readonly texts: readonly string[];
  /** By the style of a cell. */
  readonly formats: readonly NumberFormat[];
  /** Days are counted from 1904 instead of 1900. */
  readonly since1904: boolean;
};

type SheetListed = { readonly name: string; readonly relation: string };
type Relation = { readonly kind: string; readonly target: string };

/** Chooses the sheet: the only one, or the one that is named like the table. */
export async function planOf(parts: PackageParts, table: string): Promise<WorkbookPlan> {
  refuseMacros(parts.names);
  const root = await relationsOf(parts, '_rels/.rels', '');
  const book = [...root.values()].find(({ kind }) => kind === 'officeDocument')?.target;
  if (book === undefined) throw brokenWorkbook();
  const folder = posix.dirname(book);
  const relations = await relationsOf(
    parts,
    posix.join(folder, '_rels', `${posix.basename(book)}.rels`),
    folder,
  );
  const { sheets, since1904 } = await sheetsOf(parts, book);
  const sheet = relations.get(chosenSheet(sheets, table).relation);
  if (sheet === undefined || sheet.kind !== 'worksheet' || !parts.names.includes(sheet.target))
    throw brokenWorkbook();
  const partOf = (kind: string) => [...relations.values()].find((one) => one.kind === kind)?.target ?? '';
  return {
    sheet: sheet.target,
    since1904,
    texts: await sharedTexts(await parts.open(partOf('sharedStrings'))),
    formats: await cellFormats(await parts.open(partOf('styles'))),
  };
}

function refuseMacros(names: readonly string[]): void {
  if (!names.some((name) => /vbaproject|macrosheets\//i.test(name))) return;
  throw new UnusableWorkbook('a workbook with macros', 'save it as .xlsx, which has none');
}

function chosenSheet(sheets: readonly SheetListed[], table: string): SheetListed {
  const [only] = sheets;
  if (only === undefined) throw brokenWorkbook();
  if (sheets.length === 1) return only;
  const named = sheets.filter(({ name }) => name.trim().toLowerCase() === table);
  const [named1] = named;
  if (named1 !== undefined && named.length === 1) return named1;
  const names = sheets.map(({ name }) => JSON.stringify(name)).slice(0, 10);
  throw new UnusableWorkbook(
    `${sheets.length} sheets: ${names.join(', ')}`,
    `keep one, or name the one to read "${table}"`,
  );
}

async function relationsOf(
  parts: PackageParts,
  path: string,
  folder: string,
): Promise<ReadonlyMap<string, Relation>> {
  const found = new Map<string, Relation>();
  const part = await parts.open(path);
  if (part === null) throw brokenWorkbook();
  await hearXml(part, {
    opened: (name, attribute) => {
      if (name !== 'Relationship') return;
      const target = attribute('Target') ?? '';
      const whole = target.startsWith('/') ? target.slice(1) : posix.join(folder, target);
      found.set(attribute('Id') ?? '', { kind: posix.basename(attribute('Type') ?? ''), target: whole });
    },
  });
  return found;
}

async function sheetsOf(
  parts: PackageParts,
  book: string,
): Promise<{ sheets: SheetListed[]; since1904: boolean }> {
  const part = await parts.open(book);
  if (part === null) throw brokenWorkbook();
  const sheets: SheetListed[] = [];
  let since1904 = false;
  await hearXml(part, {
    opened: (name, attribute) => {
      if (name === 'workbookPr') since1904 = /^(1|true)$/.test(attribute('date1904') ?? '');
      if (name === 'sheet') sheets.push({ name: attribute('name') ?? '', relation: attribute('r:id') ?? '' });
    },
  });
  return { sheets, since1904 };
}
