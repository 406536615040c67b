import { whyNot } from '../../api/actions.ts';
import { useAct, useAsk } from '../../api/ask.ts';
import { faultElsewhere } from '../../api/problem.ts';
import { Answered } from '../../ui/answered.tsx';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { momentText } from '../../ui/dates.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { FormFault } from '../../ui/form-fault.tsx';
import { MailContent } from './mail-content.tsx';
import { STATE_LOOKS } from './mail-words.ts';

const LOOK_AGAIN_MS = 2_000;
const UNCLEAR =
  'Nobody can say whether it arrived; the last attempt below says why. Sent again, it may come twice.';

/** One mail as it was written, every attempt, and what can be done about it. */
export function MailDrawer({ id, onClose }: { readonly id: string; readonly onClose: () => void }) {
  const asked = useAsk('getMail', { params: { id } }, { every: LOOK_AGAIN_MS });
  const resend = useAct('resendMail');
  const cancel = useAct('cancelMail');
  const actions = asked.data?.actions ?? [];
  return (
    <Dialog
      title="Mail"
      subtitle={asked.data?.recipients.join('; ')}
      as="drawer"
      onClose={onClose}
      foot={
        <>
          <Button onClick={onClose}>Close</Button>
          <Button
            because={whyNot(actions, 'cancel')}
            busy={cancel.isPending}
            onClick={() => cancel.mutate({ params: { id }, body: {} })}
          >
            Do not send
          </Button>
          <Button
            look="primary"
            because={whyNot(actions, 'resend')}
            busy={resend.isPending}
            onClick={() => resend.mutate({ params: { id }, body: {} })}
          >
            Send again
          </Button>
        </>
      }
    >
      <FormFault says={faultElsewhere(resend.error ?? cancel.error)} />
      <Answered asked={asked}>
        {({ state, createdAt, dueAt, attempts, content }) => (
          <div className="grid gap-4">
            <p className="flex flex-wrap items-center gap-2 text-sm text-ink-soft">
              <Badge tone={STATE_LOOKS[state].tone}>{STATE_LOOKS[state].label}</Badge>
              Written {momentText(createdAt)}
              {dueAt === null ? '' : `, next try ${momentText(dueAt)}`}
            </p>
            {state === 'unclear' ? <p className="text-sm">{UNCLEAR}</p> : null}
            {attempts.length === 0 ? null : (
              <ol aria-label="Attempts" className="grid gap-1 text-sm">
                {attempts.map(({ at, ok, answer }) => (
                  <li key={at} className={ok ? '' : 'text-bad'}>
                    {momentText(at)}: {answer}
                  </li>
                ))}
              </ol>
            )}
            <MailContent content={content} />
          </div>
        )}
      </Answered>
    </Dialog>
  );
}
