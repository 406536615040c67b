import { type Letterhead, type Logo, PLAIN_LETTERHEAD } from '../../domain/party/letterhead.ts';
import { DISTRIBUTOR } from '../../domain/party/party.ts';
import type { FieldFault } from '../access/field-fault.ts';
import type { Book, Shelves } from '../book.ts';
import type { DocumentPrinter } from '../ports.ts';
import { checkedLogo } from './logo.ts';
import { textLines } from './plain-text.ts';
import { canPrint } from './proof.ts';

type Texts = Omit<Letterhead, 'logo'>;

/** What is to be different; what is left out stays. */
export type LetterheadChange = { readonly [field in keyof Texts]?: string | undefined } & {
  /** null: none any more. */
  readonly logo?: Uint8Array | null | undefined;
};

/** A change without a fault, of which a proof was printed. */
export type ProvedChange = Partial<Texts> & { readonly logo?: Logo | null };

const MOST: { readonly [field in keyof Texts]: readonly [lines: number, letters: number] } = {
  name: [1, 200],
  address: [8, 800],
  notes: [20, 3_000],
};

export async function letterheadOf(shelves: Shelves, seller: string): Promise<Letterhead> {
  const [newest] = await shelves.letterheads.newest([seller]);
  return newest?.letterhead ?? PLAIN_LETTERHEAD;
}

/** The distributor and every reseller issue statements; nobody else has a letterhead. */
export async function isSeller(shelves: Shelves, id: string): Promise<boolean> {
  return id === DISTRIBUTOR || (await shelves.parties.resellers()).some((reseller) => reseller.id === id);
}

/**
 * The change as it can be saved, or every fault of it. Printing the proof takes its time: call it before the write,
 * while others may still use the book.
 */
export async function provedChange(
  idOf: Book['idOf'],
  printer: DocumentPrinter,
  { logo: picture, ...given }: LetterheadChange,
): Promise<{ readonly change: ProvedChange } | { readonly faults: readonly FieldFault[] }> {
  const faults: FieldFault[] = [];
  const texts: { -readonly [field in keyof Texts]?: string } = {};
  for (const field of ['name', 'address', 'notes'] as const) {
    const text = given[field];
    if (text === undefined) continue;
    texts[field] = textLines(text).join('\n');
    faults.push(...textFaults(field, texts[field]));
  }
  const logo = picture == null ? picture : checkedLogo(picture, (text) => idOf('logo', text));
  if (logo != null && 'todo' in logo) return { faults: [...faults, { field: 'logo', ...logo }] };
  if (faults.length > 0) return { faults };
  const change = logo === undefined ? texts : { ...texts, logo };
  return logo == null || (await canPrint(printer, { ...PLAIN_LETTERHEAD, ...change }))
    ? { change }
    : { faults: [TORN] };
}

const TORN: FieldFault = {
  field: 'logo',
  seen: 'a picture that cannot be printed',
  todo: 'save it anew, or send another',
};

function textFaults(field: keyof Texts, text: string): FieldFault[] {
  const [mostLines, mostLetters] = MOST[field];
  const lines = text.split('\n').length;
  if (lines > mostLines) return [{ field, seen: `${lines} lines`, todo: `write at most ${mostLines}` }];
  if (text.length <= mostLetters) return [];
  return [{ field, seen: `${text.length} letters`, todo: `write at most ${mostLetters}` }];
}

/**
 * Saves a new version of a seller's letterhead for drafts and for what is opened from now on. A change that changes
 * nothing writes nothing.
 */
export async function changeLetterhead(
  shelves: Shelves,
  seller: string,
  change: ProvedChange,
): Promise<{ readonly before: Letterhead; readonly after: Letterhead }> {
  const before = await letterheadOf(shelves, seller);
  const after: Letterhead = { ...before, ...change };
  if (!isSame(before, after)) await shelves.letterheads.save(seller, after);
  return { before, after };
}

function isSame(one: Letterhead, other: Letterhead): boolean {
  return (
    one.name === other.name &&
    one.address === other.address &&
    one.notes === other.notes &&
    (one.logo?.hash ?? null) === (other.logo?.hash ?? null)
  );
}
