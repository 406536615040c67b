import type { ButtonHTMLAttributes, ReactNode, Ref } from 'react';
import { classes } from './class-names.ts';
import { Hint } from './hint.tsx';

export type Look = 'primary' | 'plain' | 'quiet' | 'danger';

const LOOKS: Readonly<Record<Look, string>> = {
  primary: 'bg-accent text-accent-ink border-transparent hover:bg-accent-strong',
  plain: 'bg-surface text-ink border-line-strong hover:bg-hover',
  quiet: 'bg-transparent text-ink-soft border-transparent hover:bg-hover hover:text-ink',
  danger: 'bg-bad-strong text-white border-transparent hover:brightness-110',
};

const SHAPE =
  'inline-flex shrink-0 items-center justify-center gap-1.5 rounded-md border text-sm font-medium whitespace-nowrap transition-colors';
const OFF = 'opacity-55 hover:brightness-100';

/** `tall` stands alone in a form, `low` in a row of a table, `square` holds only a picture. */
export type Size = 'usual' | 'tall' | 'low' | 'square';
const SIZES: Readonly<Record<Size, string>> = {
  usual: 'h-8 px-3',
  tall: 'h-9 px-4',
  low: 'h-7 px-2',
  square: 'size-8',
};

export function buttonLook(look: Look = 'plain', size: Size = 'usual'): string {
  return classes(SHAPE, SIZES[size], LOOKS[look]);
}

type Props = ButtonHTMLAttributes<HTMLButtonElement> & {
  readonly look?: Look;
  readonly size?: Size;
  /** Why the button is off; it stays reachable so that the reason can be read. */
  readonly because?: string | null | undefined;
  readonly busy?: boolean;
  readonly ref?: Ref<HTMLButtonElement>;
  readonly children: ReactNode;
};

export function Button({
  look = 'plain',
  size = 'usual',
  because,
  busy = false,
  className,
  onClick,
  ...rest
}: Props) {
  const off = busy || (because !== null && because !== undefined);
  const button = (
    <button
      type="button"
      {...rest}
      aria-disabled={off || undefined}
      aria-busy={busy || undefined}
      onClick={(event) => {
        if (off) event.preventDefault();
        else onClick?.(event);
      }}
      className={classes(buttonLook(look, size), off && OFF, className)}
    />
  );
  return because === null || because === undefined ? button : <Hint says={because}>{button}</Hint>;
}

type IconProps = Omit<Props, 'children' | 'aria-label' | 'size'> & {
  readonly label: string;
  readonly children: ReactNode;
};

/** A button that shows only a picture: its name is its hint. */
export function IconButton({ label, because, look = 'quiet', className, ...rest }: IconProps) {
  return (
    <Hint says={because ?? label}>
      <Button {...rest} look={look} size="square" aria-label={label} className={className} />
    </Hint>
  );
}
