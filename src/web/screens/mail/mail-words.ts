import type { MailView } from '../../../contract/mail.ts';
import type { Tone } from '../../ui/badge.tsx';

export const KIND_LABELS = {
  'credit-communication': 'Credit communication',
  statement: 'Statement',
} as const;
export const EVENT_LABELS: Readonly<Record<MailView['event'], string>> = { ...KIND_LABELS, test: 'Test' };

type Look = { readonly label: string; readonly tone: Tone };
export const STATE_LOOKS: Readonly<Record<MailView['state'], Look>> = {
  waiting: { label: 'Waiting', tone: 'warn' },
  sending: { label: 'Being sent', tone: 'info' },
  sent: { label: 'Sent', tone: 'good' },
  failed: { label: 'Failed', tone: 'bad' },
  unclear: { label: 'Unclear', tone: 'bad' },
  cancelled: { label: 'Cancelled', tone: 'still' },
};
