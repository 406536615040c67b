import { Download } from 'lucide-react';
import { call } from '../../api/call.ts';
import { Button } from '../../ui/button.tsx';
import { Menu, MenuHeading, MenuItem } from '../../ui/menu.tsx';
import { useNotice } from '../../ui/notices.tsx';

const FILES = [
  { name: 'getUsageFile', file: 'usage', label: 'Usage file, as CloudBlue takes it' },
  { name: 'getFocusRows', file: 'focus', label: 'Credits as FOCUS rows' },
  { name: 'getJournal', file: 'journal', label: 'Journal with account codes' },
] as const;

/** The files that other systems take of the period. A refusal, such as an account without a code, is told here. */
export function SystemFiles({ period }: { readonly period: string }) {
  const notice = useNotice();
  const fetchFile = async ({ name, file }: (typeof FILES)[number]): Promise<void> => {
    try {
      save(await call(name, { params: { period } }), `${file}-${period}.csv`);
    } catch (error) {
      notice({ says: error instanceof Error ? error.message : String(error), tone: 'bad' });
    }
  };
  return (
    <Menu
      trigger={
        <Button>
          <Download aria-hidden size={14} /> Files for other systems
        </Button>
      }
    >
      <MenuHeading>What was booked in this period, as CSV</MenuHeading>
      {FILES.map((one) => (
        <MenuItem key={one.name} onSelect={() => void fetchFile(one)}>
          {one.label}
        </MenuItem>
      ))}
    </Menu>
  );
}

function save(text: string, name: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: 'text/csv' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
}
