import { faultAt } from '../../api/problem.ts';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/field.tsx';

/** One ledger account, or one with `*` for a part of it, and what the accounting system calls it. */
export type CodedAccount = {
  /** Of the row: its account may be typed over. */
  readonly id: number;
  readonly account: string;
  readonly code: string;
  readonly name: string;
  readonly taxCode: string;
};

const NONE = { account: '', code: '', name: '', taxCode: '' };

type Props = {
  readonly rows: readonly CodedAccount[];
  readonly error: unknown;
  readonly onRows: (rows: CodedAccount[]) => void;
};

/** The codes of the journal, a ledger account a row. */
export function AccountCodes({ rows, error, onRows }: Props) {
  const say = (at: number, change: Partial<CodedAccount>): void =>
    onRows(rows.map((row, place) => (place === at ? { ...row, ...change } : row)));
  return (
    <fieldset className="grid gap-4">
      <legend className="mb-2 text-sm font-medium">Codes of the journal</legend>
      {rows.map((row, at) => (
        <fieldset
          key={row.id}
          aria-label={`Code ${at + 1}`}
          className="grid items-end gap-3 sm:grid-cols-[3fr_1fr_2fr_1fr_auto]"
        >
          <TextField
            label="Ledger account"
            value={row.account}
            onText={(account) => say(at, { account })}
            fault={twice(rows, at) ?? faultAt(error, `systems.accountCodes.${row.account}`)}
          />
          <TextField label="Code" value={row.code} onText={(code) => say(at, { code })} />
          <TextField label="Name" optional value={row.name} onText={(name) => say(at, { name })} />
          <TextField
            label="Tax code"
            optional
            value={row.taxCode}
            onText={(taxCode) => say(at, { taxCode })}
          />
          <Button
            aria-label={`Remove code ${at + 1}`}
            size="tall"
            onClick={() => onRows(rows.filter((_, place) => place !== at))}
          >
            Remove
          </Button>
        </fieldset>
      ))}
      <div>
        <Button onClick={() => onRows([...rows, { id: nextOf(rows), ...NONE }])}>Add a code</Button>
      </div>
    </fieldset>
  );
}

function nextOf(rows: readonly CodedAccount[]): number {
  return Math.max(-1, ...rows.map(({ id }) => id)) + 1;
}

export function isTwice(rows: readonly CodedAccount[]): boolean {
  return rows.some((_, at) => twice(rows, at) !== null);
}

function twice(rows: readonly CodedAccount[], at: number): string | null {
  const { account = '' } = rows[at] ?? {};
  const isThere = rows.slice(0, at).some((row) => row.account.trim() === account.trim());
  return isThere ? 'It stands above already: say its code once.' : null;
}
