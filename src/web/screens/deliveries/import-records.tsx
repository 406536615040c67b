import type { AnswerOf } from '../../../contract/route.ts';
import type { RouteOf } from '../../api/contract-routes.ts';
import { SendFiles } from '../../book/send-files.tsx';
import { countText } from '../../ui/money-text.ts';

type Imported = AnswerOf<RouteOf<'importCreditRecords'>>;

export function ImportRecords({ onClose }: { readonly onClose: () => void }) {
  return (
    <SendFiles
      name="importCreditRecords"
      title="Import AWS’s answers"
      subtitle="Of Billing GetCredits and GetCreditAllocationHistory, as JSON; all pages and accounts together"
      says={importedText}
      onClose={onClose}
    />
  );
}

function importedText({ creditRecords, drawdowns, warnings }: Imported): string {
  const counts = ({ added, changed, same }: Imported['drawdowns']): string =>
    `${countText(added)} new, ${countText(changed)} changed, ${countText(same)} the same`;
  return [
    `Credit records: ${counts(creditRecords)}.`,
    `Uses of them: ${counts(drawdowns)}.`,
    ...warnings,
  ].join(' ');
}
