import type { AnswerOf } from '../../../contract/route.ts';
import type { RouteOf } from '../../api/contract-routes.ts';
import { importedText } from '../../book/imported-text.ts';
import { SendFiles } from '../../book/send-files.tsx';

type Imported = AnswerOf<RouteOf<'importCreditRecords'>>;

export function ImportRecords({ onClose }: { readonly onClose: () => void }) {
  return (
    <SendFiles
      name="importCreditRecords"
      title="Import AWS’s answers"
      subtitle="Of Billing GetCredits and GetCreditAllocationHistory, as JSON; all pages and accounts together"
      says={recordsText}
      onClose={onClose}
    />
  );
}

function recordsText({ creditRecords, drawdowns, warnings }: Imported): string {
  return [
    `Credit records: ${importedText(creditRecords)}.`,
    `Uses of them: ${importedText(drawdowns)}.`,
    ...warnings,
  ].join(' ');
}
