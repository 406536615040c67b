import type { Span } from '../period/tenure.ts';

/** A usage account belongs to the organization of a payer account from the joining day until the leaving day. */
export type Membership = Span & { readonly payerAccount: string };

/** Whose bill the account's own credits pay. */
export type CreditUse =
  | { readonly kind: 'own-bill' }
  | { readonly kind: 'nothing' }
  | { readonly kind: 'organization'; readonly payerAccount: string };
