import { DropdownMenu } from 'radix-ui';
import type { ReactElement, ReactNode } from 'react';

type Props = {
  readonly trigger: ReactElement;
  readonly children: ReactNode;
  readonly align?: 'start' | 'end';
};

export function Menu({ trigger, children, align = 'end' }: Props) {
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger asChild>{trigger}</DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          align={align}
          sideOffset={6}
          collisionPadding={8}
          className="z-50 min-w-48 rounded-lg border border-line bg-raised p-1 text-sm text-ink shadow-lg"
        >
          {children}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}

const ITEM =
  'flex w-full cursor-pointer items-center gap-2 rounded-md px-2.5 py-1.5 text-left outline-none select-none data-[highlighted]:bg-hover data-[disabled]:cursor-not-allowed data-[disabled]:text-ink-faint';

type ItemProps = {
  readonly onSelect: () => void;
  readonly because?: string | null | undefined;
  readonly children: ReactNode;
};

export function MenuItem({ onSelect, because, children }: ItemProps) {
  return (
    <DropdownMenu.Item
      className={ITEM}
      disabled={because !== null && because !== undefined}
      onSelect={onSelect}
    >
      <span className="min-w-0">
        <span className="flex items-center gap-2">{children}</span>
        {because ? <span className="block max-w-64 text-xs">{because}</span> : null}
      </span>
    </DropdownMenu.Item>
  );
}

export function MenuHeading({ children }: { readonly children: ReactNode }) {
  return <DropdownMenu.Label className="px-2.5 py-1.5 text-xs text-ink-faint">{children}</DropdownMenu.Label>;
}

/** An item that downloads what is at an address. */
export function MenuLink({ href, children }: { readonly href: string; readonly children: ReactNode }) {
  return (
    <DropdownMenu.Item className={ITEM} asChild>
      <a href={href} download>
        {children}
      </a>
    </DropdownMenu.Item>
  );
}
