import { isSellersSide, sellsAs, sightOf, type Viewer } from '../../domain/access/viewer.ts';
import type { Letterhead } from '../../domain/party/letterhead.ts';
import {
  changeLetterhead,
  isSeller,
  type LetterheadChange,
  letterheadOf,
  type ProvedChange,
  provedChange,
} from '../documents/change-letterhead.ts';
import {
  type Deed,
  etagOf,
  look,
  type Office,
  type Permission,
  permission,
  type Room,
  readOnlyReason,
  refuseStale,
} from './act.ts';
import { NotThere, WrongFields } from './refusals.ts';

export type LetterheadShown = {
  readonly seller: string;
  readonly name: string;
  readonly address: string;
  readonly notes: string;
  readonly logo: Letterhead['logo'];
  readonly etag: string;
  readonly actions: Permission[];
};

/** A seller's own letterhead; another seller's is not there. */
export function letterheadShown(office: Office, viewer: Viewer, seller: string): Promise<LetterheadShown> {
  return look(office, viewer, (room) => shown(office, room, viewer, seller));
}

/** Checks a change and prints a proof of it, before the write that saves it: nobody waits for the printer. */
export async function proveLetterhead(
  { book, printer }: Office,
  viewer: Viewer,
  seller: string,
  asked: LetterheadChange,
): Promise<ProvedChange> {
  if (!sellsAs(viewer, seller)) throw new NotThere();
  const proved = await provedChange(book.idOf, printer, asked);
  if ('faults' in proved) throw new WrongFields(proved.faults);
  return proved.change;
}

export async function saveLetterhead(
  office: Office,
  room: Room,
  viewer: Viewer,
  asked: { readonly seller: string; readonly etag: string; readonly change: ProvedChange },
): Promise<Deed> {
  const { seller, change } = asked;
  await refuseForeign(room, viewer, seller);
  if (!sellsAs(viewer, seller)) throw new NotThere();
  refuseStale(asked.etag, etagOf(office, plain(await letterheadOf(room.shelves, seller))));
  const done = await changeLetterhead(room.shelves, seller, change);
  return {
    answer: await shown(office, room, viewer, seller),
    object: seller,
    before: plain(done.before),
    after: plain(done.after),
  };
}

async function shown(office: Office, room: Room, viewer: Viewer, seller: string): Promise<LetterheadShown> {
  await refuseForeign(room, viewer, seller);
  const letterhead = await letterheadOf(room.shelves, seller);
  const { name, address, notes, logo } = letterhead;
  return {
    seller,
    name,
    address,
    notes,
    logo,
    etag: etagOf(office, plain(letterhead)),
    actions: [permission('edit', readOnlyReason(viewer) ?? notAdmin(viewer))],
  };
}

async function refuseForeign({ shelves }: Room, viewer: Viewer, seller: string): Promise<void> {
  if (!isSellersSide(sightOf(viewer), seller) || !(await isSeller(shelves, seller))) throw new NotThere();
}

function notAdmin(viewer: Viewer): string | null {
  return viewer.role === 'reseller-user' ? 'only a reseller’s admin changes it' : null;
}

/** For the audit log and the etag: a logo is its hash. */
function plain({ logo, ...texts }: Letterhead) {
  return { ...texts, logo: logo?.hash ?? null };
}
