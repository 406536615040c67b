import { type MailKind, TABLE, TABLE_HEADINGS } from './mail-kinds.ts';
import type { MailTemplate } from './template.ts';

/** What a seller writes until it says it in its own words. */
export const STANDARD_TEMPLATES: Readonly<Record<MailKind, MailTemplate>> = {
  'credit-communication': {
    language: 'en',
    subject: 'Cloud credits earned in {{month}}',
    body: `Dear {{buyer}},

these cloud credits were earned in {{month}} and added to your balance:

{{${TABLE}: ${TABLE_HEADINGS.join(' | ')}}}

They pay your statements from the next one on. {{link: See your credits}}

{{seller}}`,
  },
  statement: {
    language: 'en',
    subject: 'Your statement for {{month}}',
    body: `Dear {{buyer}},

your statement No. {{number}} for {{month}} is ready. Its total is {{total}}; credits paid {{credit}} of it, and {{carried}} are carried forward.

{{link: Open the statement}}

{{seller}}`,
  },
};
