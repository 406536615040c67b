import { join } from 'node:path';
import { z } from 'zod';
import { isCurrency } from '../../domain/money/currency.ts';
import type { Settings } from '../../domain/party/settings.ts';
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
  },
  'write an object: { … }',
);

/** settings.json; null when there is none or it cannot be used. Keys that are left out stay as the book has them. */
export async function readSettings(folder: string, notes: Notes): Promise<Partial<Settings> | null> {
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
  const shape = path[0] === 'distributor' ? ['name'] : Object.keys(SHAPE.shape);
  for (const key of issue.keys) {
    note(
      path.join('.') || null,
      `the unknown key ${quoted(key)}`,
      `the known ones are: ${shape.join(', ')}`,
      notes,
    );
  }
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
