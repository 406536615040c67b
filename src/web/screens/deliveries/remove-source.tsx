import type { SourceView } from '../../../contract/sources.ts';
import { useAct } from '../../api/ask.ts';
import { faultElsewhere } from '../../api/problem.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { FormFault } from '../../ui/form-fault.tsx';

type Props = { readonly source: SourceView; readonly onClose: () => void };

export function RemoveSource({ source, onClose }: Props) {
  const act = useAct('removeSource');
  const remove = (): void => act.mutate({ params: { id: source.id } }, { onSuccess: onClose });
  return (
    <Dialog
      title={`Remove ${source.name}?`}
      onClose={onClose}
      foot={
        <>
          <Button onClick={onClose}>Keep it</Button>
          <Button look="primary" busy={act.isPending} onClick={remove}>
            Remove
          </Button>
        </>
      }
    >
      <div className="grid gap-3">
        <p>
          <span className="break-all">{source.place}</span> is not watched any more. What was imported from it
          stays. To pause it, edit it instead.
        </p>
        <FormFault says={faultElsewhere(act.error)} />
      </div>
    </Dialog>
  );
}
