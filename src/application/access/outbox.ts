import type { MailOutcome, MailServer, WrittenMail } from '../mail/mail-server.ts';

/** A message to a webhook as its carrier gets it. */
export type OutboxMessage = {
  readonly id: string;
  readonly event: string;
  /** The id of the webhook. */
  readonly addressee: string;
  readonly payload: string;
  /** Of a webhook: where it goes and, sealed, what signs it. */
  readonly webhook: { readonly url: string; readonly secret: string } | null;
};

/** How an attempt ended, in words that an admin reads. */
export type Attempt = { readonly ok: boolean; readonly answer: string };

/** Never throws for what the other side does: that is the attempt's answer. */
export type Carry = (message: OutboxMessage) => Promise<Attempt>;

/** Carries a mail to the server of the settings, whose password is sealed; null: there is none. Never throws either. */
export type CarryMail = (
  mail: WrittenMail,
  via: { readonly server: MailServer; readonly sealedPassword: string | null } | null,
) => Promise<MailOutcome>;

/** One outbox, one runner, a carrier for each way out of the house. */
export type Carriers = { readonly webhook: Carry; readonly mail: CarryMail };

/** Nine tries in about three days, further and further apart. */
const PAUSES_SECONDS = [5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 86_400];

/** Seconds until the try after this many; null: it is given up. */
export function pauseAfter(attempts: number): number | null {
  return PAUSES_SECONDS[attempts - 1] ?? null;
}

export type WebhookRow = {
  readonly id: string;
  readonly url: string;
  readonly description: string;
  readonly events: readonly string[];
  readonly active: boolean;
  readonly createdAt: string;
  readonly waiting: number;
  readonly failed: number;
  readonly lastSentAt: string | null;
};
export type MessageRow = {
  readonly id: string;
  readonly event: string;
  readonly state: 'waiting' | 'sent' | 'failed';
  readonly createdAt: string;
  readonly dueAt: string | null;
  readonly sentAt: string | null;
  readonly payload: string;
  readonly attempts: readonly { readonly at: string; readonly ok: boolean; readonly answer: string }[];
};

/** Webhooks and what they were told. A secret goes in sealed. */
export type WebhookShelf = {
  readonly list: (ids?: readonly string[]) => Promise<WebhookRow[]>;
  readonly add: (
    webhook: Pick<WebhookRow, 'id' | 'url' | 'description' | 'events'>,
    secret: string,
  ) => Promise<void>;
  readonly change: (
    webhook: Pick<WebhookRow, 'id' | 'url' | 'description' | 'events' | 'active'>,
  ) => Promise<void>;
  readonly setSecret: (id: string, secret: string) => Promise<void>;
  readonly sealedSecrets: () => Promise<{ readonly id: string; readonly secret: string }[]>;
  readonly remove: (id: string) => Promise<void>;
  readonly messages: (webhook: string, before: string | null, limit: number) => Promise<MessageRow[]>;
  readonly message: (webhook: string, id: string) => Promise<MessageRow | null>;
  readonly resend: (id: string) => Promise<void>;
};
