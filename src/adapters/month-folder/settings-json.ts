import { join } from 'node:path';
import { z } from 'zod';
import { isAccountPattern } from '../../domain/ledger/account-pattern.ts';
import { isCurrency } from '../../domain/money/currency.ts';
import type { SaidSettings } from '../../domain/party/settings.ts';
import { LONGEST } from './cells.ts';
import { fileText } from './file-text.ts';
import { jsonFrom } from './json-text.ts';
import { type Notes, quoted } from './notes.ts';

const FILE = 'settings.json';
const LIMITS = { bytes: 1_000_000, rows: 0 };

const text = (longest: number, what: string) =>
  z
    .string(`write ${what}`)
    .refine(
      (value) => value.trim() !== '' && value.length <= longest && !/\p{Cc}/u.test(value),
      `write ${what}`,
    );

const ACCOUNT_CODE = z.strictObject(
  {
    code: text(LONGEST.id, 'the code of an account in quotes'),
    name: text(LONGEST.name, 'the name of an account in quotes').default(''),
    taxCode: text(LONGEST.id, 'a tax code in quotes').default(''),
  },
  'write { "code": "…", "name": "…", "taxCode": "…" }',
);

const SYSTEMS = z.strictObject(
  {
    usageItem: text(LONGEST.id, 'the part number of an item in quotes').optional(),
    usageAsset: text(LONGEST.id, '"asset.id" or "parameter." and the name of one').optional(),
    accountCodes: z
      .record(
        z.string().refine(isAccountPattern, 'name a ledger account such as "distributor:*:available"'),
        ACCOUNT_CODE,
        'write a ledger account and its code: { "distributor:*:available": { "code": "…" } }',
      )
      .optional(),
  },
  'write an object: { … }',
);

const SHAPE = z.strictObject(
  {
    distributor: z
      .strictObject(
        { name: text(LONGEST.name, 'a name in quotes, at most 500 characters') },
        'write { "name": "…" }',
      )
      .optional(),
    currency: z
      .string('write a currency such as "USD"')
      .refine(isCurrency, 'write a three-letter ISO 4217 currency such as "USD", in capitals')
      .optional(),
    noRule: z.enum(['hold', 'pass-through', 'retain'], 'write "hold", "pass-through" or "retain"').optional(),
    useCredits: z.boolean('write true or false, without quotes').optional(),
    roundingLine: z.boolean('write true or false, without quotes').optional(),
    nameRules: z.boolean('write true or false, without quotes').optional(),
    services: z
      .record(
        z.string(),
        text(LONGEST.id, 'a service code in quotes'),
        'write { "display name": "service code" }',
      )
      .optional(),
    systems: SYSTEMS.optional(),
  },
  'write an object: { … }',
);

/** settings.json; null when there is none or it cannot be used. Keys that are left out stay as the book has them. */
export async function readSettings(folder: string, notes: Notes): Promise<SaidSettings | null> {
  const written = await fileText(join(folder, FILE), notes, LIMITS);
  if (written === null) return null;
  const parsed = jsonFrom(written, (seen, todo) => note(null, seen, todo, notes));
  if (parsed === null) return null;
  const checked = SHAPE.safeParse(parsed.value);
  if (!checked.success) {
    for (const issue of checked.error.issues) noteIssue(issue, parsed.value, notes);
    return null;
  }
  const { distributor, ...rest } = checked.data;
  const said = { ...rest, distributorName: distributor?.name.trim() };
  return Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined));
}

function noteIssue(issue: z.core.$ZodIssue, root: unknown, notes: Notes): void {
  const path = issue.path.map(String);
  if (issue.code !== 'unrecognized_keys') {
    note(path.join('.') || null, seenAt(root, path), issue.message, notes);
    return;
  }
  const shape = knownAt(path);
  for (const key of issue.keys) {
    note(
      path.join('.') || null,
      `the unknown key ${quoted(key)}`,
      `the known ones are: ${shape.join(', ')}`,
      notes,
    );
  }
}

function knownAt(path: readonly string[]): string[] {
  if (path[0] === 'distributor') return ['name'];
  if (path.length > 1) return Object.keys(ACCOUNT_CODE.shape);
  return Object.keys(path[0] === 'systems' ? SYSTEMS.shape : SHAPE.shape);
}

function seenAt(root: unknown, path: readonly string[]): string {
  let value = root;
  for (const key of path) value = value instanceof Object ? Reflect.get(value, key) : undefined;
  if (value === undefined) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  return value instanceof Object ? 'an object' : quotedValue(value);
}

function quotedValue(value: unknown): string {
  return typeof value === 'string' ? quoted(value) : String(value);
}

function note(column: string | null, seen: string, todo: string, notes: Notes): void {
  notes.faults.push({ file: FILE, row: null, column, seen, todo });
}
