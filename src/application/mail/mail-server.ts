/** `tls` from the first byte, `starttls` before anything is said, `none` only inside a network one trusts. */
export const MAIL_SECURITIES = ['tls', 'starttls', 'none'] as const;
export type MailSecurity = (typeof MAIL_SECURITIES)[number];

/** The SMTP server that takes the book's mail, and what every mail of the book says of itself. */
export type MailServer = {
  readonly host: string;
  readonly port: number;
  readonly security: MailSecurity;
  /** Take whatever certificate it shows: one that it signed itself, for instance. */
  readonly anyCertificate: boolean;
  /** Blank: it asks for none. */
  readonly user: string;
  /** From whom all mail of the book comes; the seller's name stands before it. */
  readonly fromAddress: string;
  /** How buyers reach the console: where links lead. */
  readonly consoleUrl: string;
};

/** What stands in the settings before there is a server. */
export const NO_SERVER: MailServer = {
  host: '',
  port: 587,
  security: 'starttls',
  anyCertificate: false,
  user: '',
  fromAddress: '',
  consoleUrl: '',
};

/** With its password, as only a carrier gets it. */
export type OpenedMailServer = MailServer & { readonly password: string };

/** A mail as it was written, with whom it goes to now. */
export type WrittenMail = {
  readonly id: string;
  readonly fromName: string;
  readonly replyTo: string | null;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** All it is written to, and those of them who have it already. */
  readonly recipients: readonly string[];
  readonly takenBy: readonly string[];
};

/** How an attempt to send ended. */
export type MailOutcome = {
  readonly ok: boolean;
  readonly answer: string;
  /** It is not tried again: it was refused for good, or nobody can say whether it arrived. */
  readonly over?: 'failed' | 'unclear';
  /** Who has it now. */
  readonly takenBy: readonly string[];
};

/** Whether the server can be talked to as the settings say; in words. Nothing is sent. */
export type TryMailServer = (
  server: OpenedMailServer,
) => Promise<{ readonly ok: boolean; readonly says: string }>;
