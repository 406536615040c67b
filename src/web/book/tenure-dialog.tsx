import { Plus } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { newKey } from '../api/call.ts';
import { faultAt, faultElsewhere } from '../api/problem.ts';
import { useTyped } from '../api/typed.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { FormFault } from '../ui/form-fault.tsx';
import { shownIn } from '../ui/half-typed.ts';
import { type Holder, OneTenure, type TypedTenure, tenureText } from './one-tenure.tsx';
import { type Asked, OpenedWindow } from './opened.tsx';

/** What is held, as it is now. */
type Held = { readonly etag: string; readonly tenures: readonly TypedTenure[] };
type FormProps = {
  readonly title: string;
  readonly holder: Holder;
  readonly held: Held;
  readonly busy: boolean;
  readonly error: unknown;
  /** `opened` is what the tenures were typed over. */
  readonly onSave: (tenures: readonly TypedTenure[], opened: Held) => void;
  readonly onClose: () => void;
};
type Props = FormProps & { readonly asked: Asked };

const WORDS = { said: 'Tenures' };
const OPEN: TypedTenure = { party: null, from: '', to: '', payerAccount: '' };

/** All tenures of one thing at once: corrected, ended, added or left out, and saved as a set (P1, P5). */
export function TenureDialog({ held, asked, ...rest }: Props) {
  const said = held.tenures.map(tenureText).join('; ');
  return (
    <OpenedWindow thing={{ ...held, said }} asked={asked} words={WORDS}>
      {(opened, changed) => <TenureForm {...rest} held={opened} changed={changed} />}
    </OpenedWindow>
  );
}

function TenureForm({
  title,
  holder,
  held,
  changed,
  busy,
  error,
  onSave,
  onClose,
}: FormProps & { readonly changed: ReactNode }) {
  const { rows, setRows, add, tenures, faultOf, sending } = useRows(held.tenures, error);
  const save = (): void => {
    sending();
    onSave(tenures, held);
  };
  return (
    <Dialog
      as="wide"
      title={title}
      subtitle="From when to when; charges go by the day, credits by the end of the period"
      onClose={onClose}
      foot={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            look="primary"
            busy={busy}
            because={
              tenures.some(({ party }) => party === null) ? `Choose the ${holder} of every tenure.` : null
            }
            onClick={save}
          >
            Save
          </Button>
        </>
      }
    >
      <div className="grid min-h-80 content-start gap-4">
        {changed}
        <p className="max-w-prose text-ink-soft">
          One at a time. A tenure ends before its last date, so that the next may begin on that day; without a
          date it has no beginning or no end.
        </p>
        <ol className="grid gap-4">
          {rows.map(({ row, tenure }) => (
            <li key={row}>
              <OneTenure
                holder={holder}
                tenure={tenure}
                fault={(field) => faultOf(row, field)}
                onChange={(change) =>
                  setRows(
                    rows.map((one) => (one.row === row ? { row, tenure: { ...tenure, ...change } } : one)),
                  )
                }
                onLeave={() => setRows(rows.filter((one) => one.row !== row))}
              />
            </li>
          ))}
        </ol>
        <Button look="quiet" className="justify-self-start" onClick={add}>
          <Plus aria-hidden size={14} /> Add a tenure
        </Button>
        <FormFault says={faultElsewhere(error, ['tenures'])} />
      </div>
    </Dialog>
  );
}

/** A row keeps its name wherever it comes to stand: what the service says of its place was said of the place then. */
function useRows(start: readonly TypedTenure[], error: unknown) {
  const { typed, set } = useTyped({ rows: start.map((tenure, at) => ({ row: `${at}`, tenure })) }, error);
  const [sent, setSent] = useState<readonly string[]>([]);
  const { rows } = typed;
  const setRows = (next: typeof rows): void => set({ rows: next });
  return {
    rows,
    setRows,
    add: () => {
      const from = shownIn(rows.at(-1)?.tenure.to ?? '');
      setRows([...rows, { row: newKey(), tenure: { ...OPEN, from } }]);
    },
    tenures: rows.map(({ tenure }) => tenure),
    faultOf: (row: string, field: string) => faultAt(error, `tenures.${sent.indexOf(row)}.${field}`),
    sending: () => setSent(rows.map(({ row }) => row)),
  };
}

/** A blank text is an open end. */
export function orNull(text: string): string | null {
  return text.trim() === '' ? null : text.trim();
}
