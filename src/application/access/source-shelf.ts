import type { PayerMonth } from '../../domain/line-item/delivered-month.ts';
import type { BillingPeriod } from '../../domain/period/billing-period.ts';

/** When a source is looked at by itself: every so many hours, or each day at a time, `HH:MM` UTC. */
export type Schedule = { readonly everyHours: number } | { readonly dailyAt: string };

/** A delivery as it was when it was imported: its stamp, and the months that were in it. */
export type SeenDelivery = { readonly stamp: string; readonly months: readonly PayerMonth[] };

/** A watched place: its new deliveries are imported by themselves. */
export type Source = {
  readonly id: string;
  readonly name: string;
  readonly place: string;
  /** Months before it are passed over. */
  readonly from: BillingPeriod | null;
  readonly schedule: Schedule;
  readonly active: boolean;
  /** ISO instant; null: by hand only. */
  readonly nextLookAt: string | null;
  readonly createdAt: string;
  /** What was imported of it, by each delivery's name. */
  readonly seen: Readonly<Record<string, SeenDelivery>>;
};
export type SourceTerms = Pick<Source, 'name' | 'place' | 'from' | 'schedule' | 'active'>;

export type SourceShelf = {
  readonly list: () => Promise<Source[]>;
  readonly find: (id: string) => Promise<Source | null>;
  readonly add: (id: string, terms: SourceTerms, nextLookAt: string | null) => Promise<void>;
  /** Another place or another first month begins anew: what was seen is forgotten. */
  readonly change: (id: string, terms: SourceTerms, nextLookAt: string | null) => Promise<void>;
  readonly remove: (id: string) => Promise<void>;
  /** Active ones whose time has come and that nobody looks at just now. */
  readonly due: (now: string) => Promise<Source[]>;
  readonly setNext: (id: string, nextLookAt: string) => Promise<void>;
  /** Kept only while the source is still of the place that was looked at. */
  readonly saw: (source: Pick<Source, 'id' | 'place'>, seen: Source['seen']) => Promise<void>;
};
