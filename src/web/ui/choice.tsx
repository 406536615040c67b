import { Switch as RadixSwitch } from 'radix-ui';
import { type ReactNode, useId } from 'react';
import { classes } from './class-names.ts';

type SwitchProps = {
  readonly label: string;
  readonly hint?: ReactNode;
  readonly on: boolean;
  readonly disabled?: boolean;
  readonly onChange: (on: boolean) => void;
};

export function Switch({ label, hint, on, disabled = false, onChange }: SwitchProps) {
  const id = useId();
  return (
    <div className="flex items-start gap-3">
      <RadixSwitch.Root
        id={id}
        checked={on}
        disabled={disabled}
        onCheckedChange={onChange}
        aria-describedby={hint ? `${id}-hint` : undefined}
        className="mt-0.5 h-5 w-9 shrink-0 rounded-full border border-control bg-sunken transition-colors data-[state=checked]:border-accent data-[state=checked]:bg-accent"
      >
        <RadixSwitch.Thumb className="block size-3.5 translate-x-0.5 rounded-full bg-ink-faint transition-transform data-[state=checked]:translate-x-[1.125rem] data-[state=checked]:bg-accent-ink" />
      </RadixSwitch.Root>
      <div>
        <label htmlFor={id} className="cursor-pointer text-sm font-medium">
          {label}
        </label>
        {hint ? (
          <div id={`${id}-hint`} className="text-sm text-ink-faint">
            {hint}
          </div>
        ) : null}
      </div>
    </div>
  );
}

type TickProps = {
  readonly label: ReactNode;
  readonly on: boolean;
  readonly mixed?: boolean;
  readonly hidden?: boolean;
  readonly onChange: (on: boolean) => void;
};

/** A tick box; `hidden` keeps the label for those who hear the page. */
export function Tick({ label, on, mixed = false, hidden = false, onChange }: TickProps) {
  return (
    <label
      className={classes('inline-flex cursor-pointer items-center gap-2 text-sm', hidden && 'h-5 align-top')}
    >
      <input
        type="checkbox"
        checked={on}
        ref={(box) => {
          if (box !== null) box.indeterminate = mixed;
        }}
        onChange={(event) => onChange(event.target.checked)}
        className="size-4 shrink-0 accent-accent"
      />
      <span className={classes(hidden && 'sr-only')}>{label}</span>
    </label>
  );
}

type ChoiceProps<Value extends string> = {
  readonly legend: string;
  readonly hideLegend?: boolean;
  readonly value: Value;
  readonly options: readonly { readonly value: Value; readonly label: string }[];
  readonly onChange: (value: Value) => void;
};

/** Some choices side by side, of which exactly one holds: arrows move between them. */
export function Choice<Value extends string>({
  legend,
  hideLegend = false,
  value,
  options,
  onChange,
}: ChoiceProps<Value>) {
  const name = useId();
  return (
    <fieldset>
      <legend className={hideLegend ? 'sr-only' : 'mb-1 text-sm font-medium'}>{legend}</legend>
      <div className="inline-flex flex-wrap rounded-md border border-line-strong bg-sunken p-0.5">
        {options.map((option) => (
          <label
            key={option.value}
            className="cursor-pointer rounded-[5px] border border-transparent px-3 py-1 text-sm font-medium text-ink-soft has-checked:border-line-strong has-checked:bg-raised has-checked:text-ink has-focus-visible:outline-2 has-focus-visible:outline-accent"
          >
            <input
              type="radio"
              name={name}
              value={option.value}
              checked={option.value === value}
              onChange={() => onChange(option.value)}
              className="sr-only"
            />
            {option.label}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
