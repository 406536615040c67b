import { type Letterhead, PLAIN_LETTERHEAD } from '../../domain/party/letterhead.ts';
import { DISTRIBUTOR } from '../../domain/party/party.ts';
import type { Book, Shelves } from '../book.ts';
import type { DocumentPrinter } from '../ports.ts';
import { checkedLogo } from './logo.ts';
import { textLines } from './plain-text.ts';
import { canPrint } from './proof.ts';

/** What is to be different; what is left out stays. */
export type LetterheadChange = {
  readonly name?: string | undefined;
  readonly address?: string | undefined;
  readonly notes?: string | undefined;
  /** null: none any more. */
  readonly logo?: Uint8Array | null | undefined;
};

export type LetterheadFault = { readonly field: string; readonly seen: string; readonly todo: string };

const MOST = { name: [1, 200], address: [8, 800], notes: [20, 3_000] } as const;

export async function letterheadOf(shelves: Shelves, seller: string): Promise<Letterhead> {
  const [newest] = await shelves.letterheads.newest([seller]);
  return newest?.letterhead ?? PLAIN_LETTERHEAD;
}

/** The distributor and every reseller issue statements; nobody else has a letterhead. */
export async function isSeller(shelves: Shelves, id: string): Promise<boolean> {
  return id === DISTRIBUTOR || (await shelves.parties.resellers()).some((reseller) => reseller.id === id);
}

/**
 * Saves a new version of a seller's letterhead for drafts and for what is opened from now on; or tells every fault
 * and saves nothing. A change that changes nothing writes nothing.
 */
export async function changeLetterhead(
  { idOf }: Pick<Book, 'idOf'>,
  printer: DocumentPrinter,
  shelves: Shelves,
  seller: string,
  change: LetterheadChange,
): Promise<{ readonly before: Letterhead; readonly after: Letterhead } | readonly LetterheadFault[]> {
  const before = await letterheadOf(shelves, seller);
  const faults: LetterheadFault[] = [];
  const text = (field: keyof typeof MOST): string => {
    const given = change[field];
    if (given === undefined) return before[field];
    const lines = textLines(given);
    const [mostLines, mostLetters] = MOST[field];
    const all = lines.join('\n');
    if (lines.length > mostLines)
      faults.push({ field, seen: `${lines.length} lines`, todo: `write at most ${mostLines}` });
    else if (all.length > mostLetters)
      faults.push({ field, seen: `${all.length} letters`, todo: `write at most ${mostLetters}` });
    return all;
  };
  const texts = { name: text('name'), address: text('address'), notes: text('notes') };
  const logo = logoAfter(before.logo, change.logo, idOf);
  if (logo !== null && 'todo' in logo) faults.push({ field: 'logo', ...logo });
  if (faults.length > 0 || (logo !== null && 'todo' in logo)) return faults;
  const after: Letterhead = { ...texts, logo };
  if (logo !== null && logo.hash !== before.logo?.hash && !(await canPrint(printer, after)))
    return [
      { field: 'logo', seen: 'a picture that cannot be printed', todo: 'save it anew, or send another' },
    ];
  if (!isSame(before, after)) await shelves.letterheads.save(seller, after);
  return { before, after };
}

function logoAfter(before: Letterhead['logo'], given: LetterheadChange['logo'], idOf: Book['idOf']) {
  if (given === undefined) return before;
  return given === null ? null : checkedLogo(given, (text) => idOf('logo', text));
}

function isSame(one: Letterhead, other: Letterhead): boolean {
  return (
    one.name === other.name &&
    one.address === other.address &&
    one.notes === other.notes &&
    (one.logo?.hash ?? null) === (other.logo?.hash ?? null)
  );
}
