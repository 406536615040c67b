import { Download, Upload } from 'lucide-react';
import { useState } from 'react';
import type { TableSubject } from '../../../contract/tables.ts';
import { addressOf } from '../../api/call.ts';
import { sideOf, useViewer } from '../../shell/viewer.ts';
import { Button } from '../../ui/button.tsx';
import { Menu, MenuHeading, MenuItem, MenuLink } from '../../ui/menu.tsx';
import { ImportTable } from './import-table.tsx';
import { EXPORTS, TABLE_WORDS } from './table-words.ts';

type Props = {
  /** The tables of this screen, each with the filters of the list that is shown. */
  readonly tables: readonly {
    readonly subject: TableSubject;
    readonly query?: Readonly<Record<string, string | undefined>>;
  }[];
};

/** The lists of a screen as files, and in again. */
export function TableMenus({ tables }: Props) {
  const viewer = useViewer();
  const [importing, setImporting] = useState<TableSubject | null>(null);
  const because = viewer.role === 'distributor-admin' ? null : 'Only a distributor admin imports tables.';
  return (
    <>
      <Menu
        trigger={
          <Button>
            <Download aria-hidden size={14} /> Export
          </Button>
        }
      >
        {tables.map(({ subject, query = {} }) => (
          <div key={subject}>
            <MenuHeading>{TABLE_WORDS[subject].title}</MenuHeading>
            {(['csv', 'xlsx'] as const).map((as) => (
              <MenuLink key={as} href={addressOf(EXPORTS[subject], { query: { ...query, as } })}>
                {TABLE_WORDS[subject].title} as {as.toUpperCase()}
              </MenuLink>
            ))}
          </div>
        ))}
      </Menu>
      {sideOf(viewer.role) !== 'distributor' ? null : (
        <Menu
          trigger={
            <Button>
              <Upload aria-hidden size={14} /> Import
            </Button>
          }
        >
          {tables.map(({ subject }) => (
            <MenuItem key={subject} because={because} onSelect={() => setImporting(subject)}>
              {TABLE_WORDS[subject].title}
            </MenuItem>
          ))}
        </Menu>
      )}
      {importing === null ? null : <ImportTable subject={importing} onClose={() => setImporting(null)} />}
    </>
  );
}
