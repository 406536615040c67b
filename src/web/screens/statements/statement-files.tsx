import { Download, Printer } from 'lucide-react';
import { addressOf } from '../../api/call.ts';
import { Button, buttonLook } from '../../ui/button.tsx';

/** The statement to take along: on paper or as PDF by the browser's own print, and as CSV. */
export function StatementFiles({ id }: { readonly id: string }) {
  return (
    <>
      <Button onClick={() => window.print()}>
        <Printer aria-hidden size={14} /> Print or PDF
      </Button>
      <a className={buttonLook()} href={addressOf('getStatementCsv', { params: { id } })} download>
        <Download aria-hidden size={14} /> CSV
      </a>
    </>
  );
}
