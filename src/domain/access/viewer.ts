import { DISTRIBUTOR } from '../party/party.ts';

/** What a person or key is allowed to be. Source: the roles of the console. */
export type Role =
  | 'distributor-admin'
  | 'distributor-analyst'
  | 'auditor'
  | 'reseller-admin'
  | 'reseller-user'
  | 'customer-user';

/** Who asks: a signed-in user or an API key, with its role and, for portals, the party it stands for. */
export type Viewer = {
  readonly id: string;
  /** The person's own name, or what the key is called. */
  readonly name: string;
  /** A person signs what it does with this too: two may have one name, or take another's. */
  readonly email?: string;
  readonly kind: 'user' | 'key';
  readonly role: Role;
  /** The reseller or customer; null for the distributor's own people. */
  readonly party: string | null;
};

/** As the audit log names it: `Ada Winter <ada@example.com>`. */
export function signatureOf({ name, email }: Pick<Viewer, 'name' | 'email'>): string {
  return email === undefined ? name : `${name} <${email}>`;
}

/** How far a viewer sees. What it does not see answers exactly as what is not there. */
export type Sight =
  | { readonly kind: 'everything' }
  | { readonly kind: 'reseller'; readonly party: string }
  | { readonly kind: 'customer'; readonly party: string };

export function sightOf(viewer: Viewer): Sight {
  switch (viewer.role) {
    case 'distributor-admin':
    case 'distributor-analyst':
    case 'auditor':
      return { kind: 'everything' };
    case 'reseller-admin':
    case 'reseller-user':
      return { kind: 'reseller', party: partyOf(viewer) };
    case 'customer-user':
      return { kind: 'customer', party: partyOf(viewer) };
  }
}

/** The seller a viewer may issue statements, grants and prices as; null: it sells nothing or only looks. */
export function sellsAs(viewer: Viewer, seller: string): boolean {
  if (viewer.role === 'distributor-admin') return true;
  const sight = sightOf(viewer);
  return sight.kind === 'reseller' && sight.party === seller;
}

/** Whether the viewer looks at an edge from the seller's side: a buyer never learns of drafts, costs or uplifts. */
export function isSellersSide(sight: Sight, seller: string): boolean {
  return sight.kind === 'everything' || (sight.kind === 'reseller' && sight.party === seller);
}

/** The role and party that a viewer may give to somebody, or take from them. */
export function mayAppoint(viewer: Viewer, role: Role, party: string | null): boolean {
  const portal = role === 'reseller-admin' || role === 'reseller-user' || role === 'customer-user';
  if (portal !== (party !== null)) return false;
  if (viewer.role === 'distributor-admin') return true;
  return viewer.role === 'reseller-admin' && role.startsWith('reseller-') && party === viewer.party;
}

/** The party a viewer stands for as one of its edges' ends. */
export function standsFor(viewer: Viewer): string {
  return viewer.party ?? DISTRIBUTOR;
}

function partyOf(viewer: Viewer): string {
  if (viewer.party === null) throw new Error(`${viewer.role} ${viewer.id} stands for no party`);
  return viewer.party;
}
