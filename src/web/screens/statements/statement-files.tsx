import { Download } from 'lucide-react';
import { addressOf } from '../../api/call.ts';
import { buttonLook } from '../../ui/button.tsx';

const KINDS = [
  { name: 'getStatementPdf', label: 'PDF' },
  { name: 'getStatementCsv', label: 'CSV' },
  { name: 'getStatementXlsx', label: 'XLSX' },
] as const;

/** The statement to take along: its document on paper, or as a table. */
export function StatementFiles({ id }: { readonly id: string }) {
  return KINDS.map(({ name, label }) => (
    <a
      key={name}
      className={buttonLook()}
      href={addressOf(name, { params: { id } })}
      download
      aria-label={`Download as ${label}`}
    >
      <Download aria-hidden size={14} /> {label}
    </a>
  ));
}
