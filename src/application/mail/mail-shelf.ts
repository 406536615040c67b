import type { Sight } from '../../domain/access/viewer.ts';
import type { Currency } from '../../domain/money/currency.ts';
import type { Minor } from '../../domain/money/minor.ts';
import type { BillingPeriod } from '../../domain/period/billing-period.ts';
import type { Earner } from '../../domain/statement/break-out.ts';
import type { MailKind } from './mail-kinds.ts';
import type { MailServer } from './mail-server.ts';
import type { MailTemplate } from './template.ts';

/** Something that changed what a buyer was granted by its seller: more of a grant, or less. */
export type GrantMove = {
  readonly entry: string;
  readonly grant: string;
  readonly buyer: string;
  readonly currency: Currency;
  readonly usageAccount: string | null;
  readonly description: string | null;
  readonly comment: string;
  /** Signed: what was taken back is negative. */
  readonly amount: Minor;
};

/** Who stands behind a move of a reseller's grant (T10). */
export type MoveEarner = Earner & { readonly entry: string; readonly grant: string };

export type MailState = 'waiting' | 'sending' | 'sent' | 'failed' | 'unclear' | 'cancelled';

/** A mail that is to be sent. The pair of addressee and key hears of its event at most once. */
export type NewMail = {
  readonly event: MailKind | 'test';
  readonly eventKey: string;
  readonly addressee: string;
  readonly seller: string;
  readonly recipients: readonly string[];
  readonly content: MailContent;
};

export type MailContent = {
  readonly fromName: string;
  readonly replyTo: string | null;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
};

/** A mail of the outbox with everything that became of it. */
export type MailRow = {
  readonly id: string;
  readonly event: MailKind | 'test';
  readonly eventKey: string;
  readonly seller: string;
  readonly sellerName: string;
  readonly addressee: string;
  readonly addresseeName: string;
  readonly recipients: readonly string[];
  readonly takenBy: readonly string[];
  readonly state: MailState;
  /** It is about a statement that is void: nobody is told of it any more. */
  readonly isOfVoid: boolean;
  readonly createdAt: string;
  readonly dueAt: string | null;
  readonly sentAt: string | null;
  readonly content: MailContent;
  readonly attempts: readonly { readonly at: string; readonly ok: boolean; readonly answer: string }[];
};

export type MailFilter = {
  readonly ids?: readonly string[] | undefined;
  readonly state?: MailState | undefined;
  readonly event?: MailRow['event'] | undefined;
  readonly seller?: string | undefined;
};

/** How mail is written and what it tells of. */
export type MailShelf = {
  readonly server: () => Promise<MailServer | null>;
  /** What of the server everybody may know who writes mail: null, there is none. */
  readonly sender: () => Promise<Pick<MailServer, 'fromAddress' | 'consoleUrl'> | null>;
  /** As it is kept; null: there is none. */
  readonly sealedPassword: () => Promise<string | null>;
  /** Without a password: the one that is kept stays. */
  readonly saveServer: (server: MailServer, sealedPassword: string | null | undefined) => Promise<void>;
  readonly templates: (seller: string) => Promise<Map<MailKind, MailTemplate>>;
  readonly saveTemplate: (seller: string, kind: MailKind, template: MailTemplate) => Promise<void>;
  /** The kinds of mail that these parties do not want. */
  readonly refusals: (
    parties: readonly string[],
  ) => Promise<{ readonly party: string; readonly kind: MailKind }[]>;
  readonly saveRefusals: (party: string, kinds: readonly MailKind[]) => Promise<void>;
  /**
   * What a seller granted until the end of the period and its buyers were not told yet: what was booked in the period,
   * and into the months since the first that a buyer was told of. One that was written for this period is told as it
   * was.
   */
  readonly moves: (
    seller: string,
    period: BillingPeriod,
    buyers: readonly string[] | null,
  ) => Promise<GrantMove[]>;
  /** Of grants to resellers. */
  readonly earners: (moves: readonly Pick<GrantMove, 'entry' | 'grant' | 'buyer'>[]) => Promise<MoveEarner[]>;
  readonly noteCommunications: (
    seller: string,
    period: BillingPeriod,
    mails: readonly { readonly buyer: string; readonly message: string }[],
  ) => Promise<void>;
  /** Names of parties as they are called now. */
  readonly partyNames: (ids: readonly string[]) => Promise<Map<string, string>>;
};

/** The mails of the outbox. Answers only what lies within the sight: a seller sees what is written in its name. */
export type OutboxShelf = {
  /** Those that were not there yet, by their key. */
  readonly add: (mails: readonly NewMail[]) => Promise<{ readonly id: string; readonly eventKey: string }[]>;
  /** Mails of an event by addressee and key. */
  readonly about: (
    event: MailKind,
    of: readonly { readonly addressee: string; readonly eventKey: string }[],
  ) => Promise<
    {
      readonly id: string;
      readonly addressee: string;
      readonly eventKey: string;
      readonly state: MailState;
    }[]
  >;
  readonly list: (
    sight: Sight,
    filter: MailFilter,
    before: string | null,
    limit: number,
  ) => Promise<MailRow[]>;
  readonly counts: (sight: Sight) => Promise<{ readonly state: MailState; readonly count: number }[]>;
  /** Waits again from now on, for these addresses; those who have it already get it again only if everybody has. */
  readonly resend: (id: string, recipients: readonly string[]) => Promise<void>;
  readonly cancel: (id: string) => Promise<void>;
  /** What waits is tried at once, and from the beginning. */
  readonly hurry: () => Promise<void>;
};
