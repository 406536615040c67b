import { Tooltip } from 'radix-ui';
import type { ReactElement } from 'react';

/** A short sentence that appears at the pointer or the keyboard's focus. */
export function Hint({ says, children }: { readonly says: string; readonly children: ReactElement }) {
  return (
    <Tooltip.Root delayDuration={250}>
      <Tooltip.Trigger asChild>{children}</Tooltip.Trigger>
      <Tooltip.Portal>
        <Tooltip.Content
          sideOffset={6}
          collisionPadding={8}
          className="z-50 max-w-72 rounded-md bg-ink px-2.5 py-1.5 text-xs text-ground shadow-lg"
        >
          {says}
        </Tooltip.Content>
      </Tooltip.Portal>
    </Tooltip.Root>
  );
}

export const HintRoot = Tooltip.Provider;
