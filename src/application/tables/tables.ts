import { DISTRIBUTOR } from '../../domain/party/party.ts';
import { ANY } from '../../domain/price/price.ts';
import type { Column, ColumnKind, Subject, Table } from './table.ts';

type More = Partial<Pick<Column, 'use' | 'blank'>>;

function needed(name: string, kind: ColumnKind, says: string, more: More = {}): Column {
  return { name, kind, says, needed: true, use: 'read', blank: '', ...more };
}
function column(name: string, kind: ColumnKind, says: string, more: More = {}): Column {
  return { ...needed(name, kind, says, more), needed: false };
}
function kept(name: string, kind: ColumnKind, says: string): Column {
  return column(name, kind, says, { use: 'kept' });
}
function shown(name: string, kind: ColumnKind, says: string): Column {
  return column(name, kind, says, { use: 'shown' });
}

const SCOPE = `blank or \`${ANY}\` for all, \`only: a;b\`, or \`except: a;b\``;
const FROM = column('from', 'date', 'the first day; blank: from the beginning');
const TO = column('to', 'date', 'the first day that no longer counts; blank: no end');
const EMAIL = column('email', 'text', 'one address, or several separated by `;`');

const resellers: Table = {
  subject: 'resellers',
  says: 'Resellers.',
  key: ['reseller_id'],
  columns: [
    needed('reseller_id', 'id', 'an id of its own'),
    needed('name', 'text', 'its name'),
    EMAIL,
    column('use_credits', 'word', '`on` or `off` for the statements it issues; blank: the distributor’s'),
  ],
};

const customers: Table = {
  subject: 'customers',
  says: 'Customers. Several rows of one customer are its tenures; all its rows say the same of the rest.',
  key: ['customer_id'],
  own: ['reseller_id', 'from', 'to'],
  columns: [
    needed('customer_id', 'id', 'an id of its own'),
    needed('name', 'text', 'its name'),
    EMAIL,
    column('reseller_id', 'id', 'who sells to it; blank: the distributor does'),
    FROM,
    TO,
    column('tax_percent', 'percent', 'such as 7.7; blank: no tax'),
    column('tax_position', 'word', '`after_tax` or `before_tax`', { blank: 'after_tax' }),
  ],
};

const accounts: Table = {
  subject: 'accounts',
  says: 'Who holds which usage account. Several rows of one account are its tenures.',
  key: ['usage_account_id'],
  own: ['customer_id', 'from', 'to', 'payer_account_id'],
  columns: [
    needed('usage_account_id', 'account', 'as the cloud writes it, always text'),
    needed('customer_id', 'id', 'who holds it'),
    FROM,
    TO,
    column('payer_account_id', 'account', 'the account that receives its bill'),
  ],
};

const prices: Table = {
  subject: 'prices',
  says: 'What sellers put on top of the cloud’s cost. A period that was drafted keeps the prices of its first draft.',
  key: ['seller', 'buyer', 'service', 'from_period'],
  columns: [
    needed('seller', 'id', `\`${DISTRIBUTOR}\` or a reseller’s id`),
    needed('buyer', 'id', `\`${ANY}\` for every buyer, or an id`),
    needed('service', 'text', `\`${ANY}\` for every service, or a code`),
    needed('uplift_percent', 'percent', '0 sells at cost; a negative one is a discount'),
    column('from_period', 'period', 'the first period; blank: from the beginning'),
  ],
};

const rules: Table = {
  subject: 'rules',
  says: 'Credit rules, in the order in which they were entered. Other terms make a new version; credits that are assigned keep theirs until `credits assign --reapply`.',
  key: ['rule_id'],
  orElse: 'name',
  columns: [
    column('rule_id', 'id', 'blank: the rule is known by its name'),
    needed('name', 'text', 'what people call it'),
    column('description', 'text', 'what the cloud calls the credit; blank: every credit'),
    column('match', 'word', '`exact`, `contains`, `wildcard` or `regex`', { blank: 'exact' }),
    needed('customer_percent', 'percent', 'of the whole, at most four decimals'),
    needed('reseller_percent', 'percent', 'of the whole; the distributor keeps the rest'),
    column('for_whom', 'word', '`consumer` or `owner`', { blank: 'consumer' }),
    column('first_period', 'period', 'blank: from the beginning'),
    column('last_period', 'period', 'blank: no end'),
    column('customers', 'scope', SCOPE, { blank: ANY }),
    column('resellers', 'scope', SCOPE, { blank: ANY }),
    column('services', 'scope', SCOPE, { blank: ANY }),
    needed('created_at', 'text', 'a day or an ISO instant; it never changes'),
    column('active', 'switch', 'yes or no', { blank: 'yes' }),
    column('note', 'text', 'for people'),
  ],
};

const grants: Table = {
  subject: 'grants',
  says: 'Grants: only new ones that are added by hand are brought in; one that is there is never changed by a table.',
  key: ['grant_id'],
  columns: [
    column('grant_id', 'id', 'blank: the hash of what the row says and its n-th occurrence in the file'),
    needed('seller', 'id', `\`${DISTRIBUTOR}\` or a reseller’s id`),
    needed('buyer', 'id', 'the customer or reseller who gets it'),
    needed('amount', 'amount', 'plain digits with a point'),
    needed('currency', 'word', 'such as USD'),
    needed('comment', 'text', 'what it is for'),
    column('cloud', 'text', 'which cloud it is about'),
    column('usage_account_id', 'account', 'which account it is about'),
    column('description', 'text', 'what the cloud calls it'),
    column('starts', 'date', 'it pays nothing before the period of this day'),
    column('ends', 'date', 'it expires after this day'),
    needed('granted_on', 'date', 'the booking date'),
    kept('parent_credit_id', 'id', 'the credit it passes on'),
    shown('source', 'word', '`hand`, or `credit` for a share of a cloud’s credit'),
    shown('credit_id', 'id', 'the credit it is a share of'),
    shown('reserved', 'amount', 'what drafts hold of it'),
    shown('used', 'amount', 'what open statements used of it'),
    shown('expired', 'amount', 'what expired of it'),
    shown('withdrawn', 'amount', 'what was taken back'),
    shown('left', 'amount', 'what is left'),
  ],
};

const credits: Table = {
  subject: 'credits',
  says: 'The credit list. A row that is edited needs a `reason` and is divided by hand: what its edited cells say moves, and nothing else. A reason alone decides nothing; the same file again changes nothing.',
  key: ['credit_id'],
  columns: [
    needed('credit_id', 'id', 'the book’s own id'),
    kept('period', 'period', 'its billing period'),
    kept('usage_account_id', 'account', 'the account that used it'),
    shown('customer_id', 'id', 'for whom it is divided'),
    shown('reseller_id', 'id', 'who sells to that customer'),
    kept('service', 'text', 'the service it was used for'),
    kept('description', 'text', 'what the cloud calls it'),
    kept('owner_account_id', 'account', 'whose credit it was, as the description names it'),
    kept('amount', 'amount', 'what the cloud gave'),
    kept('currency', 'word', 'its currency'),
    column('customer_amount', 'amount', 'the customer’s share; blank: nothing'),
    column('reseller_amount', 'amount', 'the reseller’s share; blank: nothing'),
    column('distributor_amount', 'amount', 'what the others leave; blank says the same'),
    column(
      'by_hand',
      'text',
      'instead of the three amounts, and there where they cannot say it: `party=40.00;party=20%`, any customers and resellers',
    ),
    column('move_to_account_id', 'account', 'instead: divide it by the rules as if this account had used it'),
    column('allow_more', 'switch', 'yes: more than the cloud gave, the distributor funds the rest', {
      blank: 'no',
    }),
    column('reason', 'text', 'why it is divided by hand'),
    shown('rule_id', 'id', 'the rule that divides it'),
    shown('rule_name', 'text', 'what that rule is called'),
    shown('status', 'word', 'estimated, pending, assigned, processing or processed'),
  ],
};

export const TABLES: Readonly<Record<Subject, Table>> = {
  resellers,
  customers,
  accounts,
  prices,
  rules,
  grants,
  credits,
};
