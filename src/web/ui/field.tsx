import {
  type InputHTMLAttributes,
  type ReactNode,
  type SelectHTMLAttributes,
  type TextareaHTMLAttributes,
  useId,
  useState,
} from 'react';
import { classes } from './class-names.ts';
import { HALF_TYPED, shownIn, textIn } from './half-typed.ts';

const BOX =
  'rounded-md border border-control bg-surface px-2.5 text-base text-ink transition-colors hover:border-ink-faint aria-invalid:border-bad';

type Frame = {
  readonly label: string;
  readonly hint?: ReactNode;
  /** What was seen and what to do; stands at the field and is read out. */
  readonly fault?: string | null | undefined;
  readonly optional?: boolean;
  readonly className?: string;
};

type Wiring = {
  readonly id: string;
  readonly 'aria-describedby': string | undefined;
  readonly 'aria-invalid': true | undefined;
};

/** A label, its control, and below it a hint or a fault. */
export function Field({
  label,
  hint,
  fault,
  optional,
  className,
  children,
}: Frame & { readonly children: (wiring: Wiring) => ReactNode }) {
  const id = useId();
  const saysBelow = fault ? `${id}-fault` : hint ? `${id}-hint` : undefined;
  return (
    <div className={classes('grid content-start gap-1', className)}>
      <label htmlFor={id} className="text-sm font-medium">
        {label}
        {optional ? <span className="font-normal text-ink-faint"> (optional)</span> : null}
      </label>
      {children({ id, 'aria-describedby': saysBelow, 'aria-invalid': fault ? true : undefined })}
      {fault ? (
        <p id={`${id}-fault`} role="alert" className="text-sm text-bad">
          {fault}
        </p>
      ) : hint ? (
        <div id={`${id}-hint`} className="text-sm text-ink-faint">
          {hint}
        </div>
      ) : null}
    </div>
  );
}

type TextProps = Frame &
  Omit<InputHTMLAttributes<HTMLInputElement>, 'id' | 'className' | 'value'> & {
    readonly value: string;
    readonly onText: (text: string) => void;
  };

/** A line of text; also a date, a month or a time, which may stand there half typed. */
export function TextField({ label, hint, fault, optional, className, value, onText, ...rest }: TextProps) {
  const [left, setLeft] = useState(false);
  const half = value === HALF_TYPED;
  const says = half && (left || fault) ? 'Not complete: type the rest, or clear it.' : fault;
  // No change is told as long as the box has no text.
  const look = (box: HTMLInputElement): void => {
    const text = textIn(box);
    if ((text === HALF_TYPED) !== half) onText(text);
  };
  return (
    <Field {...frame({ label, hint, fault: says, optional, className })}>
      {(wiring) => (
        <input
          type="text"
          autoComplete="off"
          {...rest}
          {...wiring}
          value={shownIn(value)}
          onChange={(event) => onText(textIn(event.target))}
          onKeyUp={(event) => look(event.currentTarget)}
          onFocus={() => setLeft(false)}
          onBlur={(event) => {
            setLeft(true);
            look(event.currentTarget);
          }}
          className={classes(BOX, 'h-9 w-full', rest.inputMode === 'decimal' && 'tabular-nums')}
        />
      )}
    </Field>
  );
}

type AreaProps = Frame &
  Omit<TextareaHTMLAttributes<HTMLTextAreaElement>, 'id' | 'className'> & {
    readonly onText: (text: string) => void;
  };

export function AreaField({ label, hint, fault, optional, className, onText, ...rest }: AreaProps) {
  return (
    <Field {...frame({ label, hint, fault, optional, className })}>
      {(wiring) => (
        <textarea
          rows={3}
          {...rest}
          {...wiring}
          onChange={(event) => onText(event.target.value)}
          className={classes(BOX, 'min-h-16 w-full py-1.5')}
        />
      )}
    </Field>
  );
}

/** The browser's own chooser of files, its button like ours. */
const FILES =
  'w-full min-w-0 text-sm text-ink-soft file:mr-3 file:h-8 file:cursor-pointer file:rounded-md file:border file:border-solid file:border-line-strong file:bg-surface file:px-3 file:text-sm file:font-medium file:text-ink hover:file:bg-hover';

type FileProps = Frame & {
  readonly multiple?: boolean;
  readonly accept?: string;
  readonly onFiles: (files: readonly File[]) => void;
};

export function FileField({ label, hint, fault, optional, className, onFiles, ...rest }: FileProps) {
  return (
    <Field {...frame({ label, hint, fault, optional, className })}>
      {(wiring) => (
        <input
          type="file"
          {...rest}
          {...wiring}
          // The same file, mended, may be chosen again.
          onClick={(event) => {
            if (event.currentTarget.value === '') return;
            event.currentTarget.value = '';
            // Left without choosing another, nothing is chosen any more: as the box says.
            onFiles([]);
          }}
          onChange={(event) => onFiles([...(event.target.files ?? [])])}
          className={FILES}
        />
      )}
    </Field>
  );
}

export type Option = { readonly value: string; readonly label: string };

type SelectProps = Frame &
  Omit<SelectHTMLAttributes<HTMLSelectElement>, 'id' | 'className'> & {
    readonly options: readonly Option[];
    readonly onText: (value: string) => void;
  };

export function SelectField({
  label,
  hint,
  fault,
  optional,
  className,
  options,
  onText,
  ...rest
}: SelectProps) {
  return (
    <Field {...frame({ label, hint, fault, optional, className })}>
      {(wiring) => (
        <select
          {...rest}
          {...wiring}
          onChange={(event) => onText(event.target.value)}
          className={classes(BOX, 'h-9 w-full')}
        >
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

/** A select whose label is only read out, for bars of filters. */
export function BareSelect({
  label,
  options,
  onText,
  className,
  ...rest
}: Omit<SelectProps, 'hint' | 'fault' | 'optional'>) {
  return (
    <select
      {...rest}
      aria-label={label}
      onChange={(event) => onText(event.target.value)}
      className={classes(BOX, 'h-8 text-sm', className ?? 'w-full')}
    >
      {options.map((option) => (
        <option key={option.value} value={option.value}>
          {option.label}
        </option>
      ))}
    </select>
  );
}

/** A text box whose label is only read out, for bars of filters. */
export function BareText({
  label,
  onText,
  className,
  ...rest
}: Omit<TextProps, 'hint' | 'fault' | 'optional'>) {
  return (
    <input
      type="text"
      autoComplete="off"
      placeholder={label}
      {...rest}
      aria-label={label}
      onChange={(event) => onText(event.target.value)}
      className={classes(BOX, 'h-8 text-sm', className ?? 'w-full')}
    />
  );
}

/** exactOptionalPropertyTypes: what was not given must stay not given. */
function frame({
  label,
  hint,
  fault,
  optional,
  className,
}: { [Key in keyof Frame]: Frame[Key] | undefined } & { label: string }): Frame {
  return {
    label,
    ...(hint === undefined ? {} : { hint }),
    ...(fault === undefined ? {} : { fault }),
    ...(optional === undefined ? {} : { optional }),
    ...(className === undefined ? {} : { className }),
  };
}
