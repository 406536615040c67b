import type { FormEvent, ReactNode } from 'react';
import type { WebhookView } from '../../../contract/webhooks.ts';
import { useAct } from '../../api/ask.ts';
import { faultAt, faultElsewhere } from '../../api/problem.ts';
import { useTyped } from '../../api/typed.ts';
import { type Asked, OpenedWindow } from '../../book/opened.tsx';
import { Button } from '../../ui/button.tsx';
import { Switch, Tick } from '../../ui/choice.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/field.tsx';
import { FormFault } from '../../ui/form-fault.tsx';
import { EVENT_NAMES, EVENT_WORDS, type WebhookEventName } from './webhook-words.ts';

const WORDS = { url: 'Address', description: 'Description', eventNames: 'Is told when', active: 'Active' };

type EditProps = { readonly webhook: WebhookView; readonly asked: Asked; readonly onClose: () => void };

export function EditWebhook({ webhook, asked, onClose }: EditProps) {
  const eventNames = webhook.events.map((name) => EVENT_WORDS[name]).join(', ');
  return (
    <OpenedWindow thing={{ ...webhook, eventNames }} asked={asked} words={WORDS}>
      {(opened, changed) => <WebhookForm webhook={opened} changed={changed} onClose={onClose} />}
    </OpenedWindow>
  );
}

type FormProps = {
  readonly webhook: WebhookView | null;
  readonly changed?: ReactNode;
  readonly onClose: () => void;
};

/** A new webhook, whose secret is shown once, or one that is there. */
export function WebhookForm({ webhook, changed, onClose }: FormProps) {
  const add = useAct('createWebhook');
  const change = useAct('updateWebhook');
  const renew = useAct('renewWebhookSecret');
  const secret = add.data?.secret ?? renew.data?.secret ?? null;
  const error = add.error ?? change.error ?? renew.error;
  const { typed, take, set } = useTyped(
    {
      url: webhook?.url ?? '',
      description: webhook?.description ?? '',
      events: webhook?.events ?? [],
      active: webhook?.active ?? true,
    },
    error,
  );
  const newSecret = (): void => renew.mutate({ params: { id: webhook?.id ?? '' }, body: {} });
  const save = (event: FormEvent): void => {
    event.preventDefault();
    const { active, ...terms } = typed;
    if (webhook === null) add.mutate({ body: terms });
    else
      change.mutate(
        { params: { id: webhook.id }, body: { ...terms, active }, ifMatch: webhook.etag },
        { onSuccess: onClose },
      );
  };
  if (secret !== null) return <Secret secret={secret} onClose={onClose} />;
  return (
    <Dialog
      title={webhook === null ? 'Add a webhook' : 'Edit the webhook'}
      onClose={onClose}
      foot={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button look="primary" type="submit" form="edit-webhook" busy={add.isPending || change.isPending}>
            {webhook === null ? 'Add webhook' : 'Save'}
          </Button>
        </>
      }
    >
      <form id="edit-webhook" noValidate onSubmit={save} className="grid min-h-72 content-start gap-4">
        {changed}
        <TextField
          label="Address"
          type="url"
          hint="Messages are sent there as signed POST requests"
          {...take('url')}
        />
        <TextField label="Description" {...take('description')} />
        <Events
          chosen={typed.events}
          onChange={(events) => set({ events: [...events] })}
          fault={faultAt(error, 'events') ?? null}
        />
        {webhook === null ? null : (
          <Running
            active={typed.active}
            onActive={(active) => set({ active })}
            renewing={renew.isPending}
            onRenew={newSecret}
          />
        )}
        <FormFault says={faultElsewhere(error, ['url', 'description', 'events'])} />
      </form>
    </Dialog>
  );
}

type EventsProps = {
  readonly chosen: readonly WebhookEventName[];
  readonly onChange: (events: readonly WebhookEventName[]) => void;
  readonly fault: string | null;
};

function Events({ chosen, onChange, fault }: EventsProps) {
  const pick = (name: WebhookEventName, on: boolean): void =>
    onChange(EVENT_NAMES.filter((one) => (one === name ? on : chosen.includes(one))));
  return (
    <fieldset className="grid gap-2">
      <legend className="mb-1 text-sm font-medium">Is told when</legend>
      {EVENT_NAMES.map((name) => (
        <Tick
          key={name}
          label={EVENT_WORDS[name]}
          on={chosen.includes(name)}
          onChange={(on) => pick(name, on)}
        />
      ))}
      <FormFault says={fault} />
    </fieldset>
  );
}

type RunningProps = {
  readonly active: boolean;
  readonly onActive: (active: boolean) => void;
  readonly renewing: boolean;
  readonly onRenew: () => void;
};

function Running({ active, onActive, renewing, onRenew }: RunningProps) {
  return (
    <>
      <Switch
        label="Active"
        hint="What happens while it is stopped it is never told"
        on={active}
        onChange={onActive}
      />
      <Button busy={renewing} className="justify-self-start" onClick={onRenew}>
        Make a new secret
      </Button>
    </>
  );
}

function Secret({ secret, onClose }: { readonly secret: string; readonly onClose: () => void }) {
  return (
    <Dialog
      title="The secret that signs its messages"
      onClose={onClose}
      foot={
        <Button look="primary" onClick={onClose}>
          I have kept it
        </Button>
      }
    >
      <div className="grid gap-2">
        <p>This is the only time it is shown. The receiver proves with it that a message is yours.</p>
        <code className="rounded-md bg-sunken px-3 py-2 text-sm break-all select-all">{secret}</code>
      </div>
    </Dialog>
  );
}
