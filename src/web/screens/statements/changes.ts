import type { StatementHead } from '../../../contract/statements.ts';
import { call } from '../../api/call.ts';

type Ids = {
  readonly ids: string[];
  readonly reason: string;
  /** Of opening: write to the buyers. */
  readonly mail: boolean;
};
type Change = {
  readonly label: string;
  /** What it means, in plain words. */
  readonly says: string;
  readonly done: string;
  readonly look: 'primary' | 'plain' | 'danger';
  readonly act: (asked: Ids, key: string) => Promise<object>;
  /** Where money is not final yet: the verb that takes it back. */
  readonly undo?: (statements: readonly StatementHead[]) => Promise<unknown>;
  readonly undone?: string;
};

/** Each change of statements by the name of its action (T7). */
const CHANGES = {
  open: {
    label: 'Open',
    says: 'Each gets its number and uses the credit it reserved. An open statement never changes again.',
    done: 'opened',
    look: 'primary',
    act: ({ ids, mail }, key) => call('openStatements', { body: { ids, mail }, key }),
  },
  discard: {
    label: 'Discard',
    says: 'The drafts are thrown away, and the credit they reserved is free again.',
    done: 'discarded',
    look: 'danger',
    act: ({ ids }, key) => call('discardStatements', { body: { ids }, key }),
    undo: (statements) => call('redraftStatements', { body: { ids: idsOf(statements) } }),
    undone: 'Drafted again.',
  },
  void: {
    label: 'Void',
    says: 'They are reversed and the credit they used is restored. They stay visible as void.',
    done: 'voided',
    look: 'danger',
    act: ({ ids, reason }, key) => call('voidStatements', { body: { ids, reason }, key }),
  },
  pay: {
    label: 'Mark paid',
    says: 'They are marked as paid. A payment can be taken back.',
    done: 'marked as paid',
    look: 'plain',
    act: ({ ids }, key) => call('payStatements', { body: { ids }, key }),
    undo: (statements) => call('payStatements', { body: { ids: idsOf(statements), reversed: true } }),
    undone: 'Open again, not paid.',
  },
  'reverse-payment': {
    label: 'Take payment back',
    says: 'They are open again, and not paid.',
    done: 'not paid any more',
    look: 'plain',
    act: ({ ids }, key) => call('payStatements', { body: { ids, reversed: true }, key }),
    undo: (statements) => call('payStatements', { body: { ids: idsOf(statements) } }),
    undone: 'Marked as paid again.',
  },
  close: {
    label: 'Close',
    says: 'The end of the statements: nothing changes them any more.',
    done: 'closed',
    look: 'plain',
    act: ({ ids }, key) => call('closeStatements', { body: { ids }, key }),
  },
  mail: {
    label: 'Write to buyers',
    says: 'Each buyer gets a mail with a link to its statement, of each at most once. Those that were written are sent again in the outbox.',
    done: 'gone through',
    look: 'plain',
    act: async ({ ids }) => ({ mails: (await call('mailStatements', { body: { ids } })).items }),
  },
} as const satisfies Readonly<Record<string, Change>>;
export type ChangeName = keyof typeof CHANGES;
export const CHANGE_NAMES = Object.keys(CHANGES) as ChangeName[];

export function changeOf(name: ChangeName): Change {
  return CHANGES[name];
}

export function idsOf(statements: readonly StatementHead[]): string[] {
  return statements.map(({ id }) => id);
}
