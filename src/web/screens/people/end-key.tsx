import type { ApiKeyView } from '../../../contract/session.ts';
import { useAct } from '../../api/ask.ts';
import { faultElsewhere } from '../../api/problem.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { FormFault } from '../../ui/form-fault.tsx';

/** An ended key never comes back: its secret is kept nowhere. */
export function EndKey({ apiKey, onClose }: { readonly apiKey: ApiKeyView; readonly onClose: () => void }) {
  const revoke = useAct('revokeKey');
  return (
    <Dialog
      title={`End the key ${apiKey.name}?`}
      onClose={onClose}
      foot={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            look="danger"
            busy={revoke.isPending}
            onClick={() => revoke.mutate({ params: { id: apiKey.id } }, { onSuccess: onClose })}
          >
            End the key
          </Button>
        </>
      }
    >
      <p>Programs that use it are refused from now on. It cannot be brought back; make a new key instead.</p>
      <FormFault says={faultElsewhere(revoke.error)} />
    </Dialog>
  );
}
