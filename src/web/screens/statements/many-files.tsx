import { Download } from 'lucide-react';
import { addressOf } from '../../api/call.ts';
import { Button } from '../../ui/button.tsx';
import { Menu, MenuHeading, MenuLink } from '../../ui/menu.tsx';

type Props = {
  /** The choice of the list that is shown. */
  readonly chosen: Readonly<Record<string, string | undefined>>;
};

/** The documents of all statements in the list, as one archive. */
export function ManyFiles({ chosen }: Props) {
  return (
    <Menu
      trigger={
        <Button>
          <Download aria-hidden size={14} /> Documents
        </Button>
      }
    >
      <MenuHeading>Of every statement in this list</MenuHeading>
      {(['pdf', 'csv', 'xlsx'] as const).map((kind) => (
        <MenuLink key={kind} href={addressOf('exportStatements', { query: { ...chosen, as: kind } })}>
          {kind.toUpperCase()} files in a zip
        </MenuLink>
      ))}
    </Menu>
  );
}
