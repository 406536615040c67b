import { type FormEvent, useState } from 'react';
import type { MailTemplatesView } from '../../../contract/mail.ts';
import { whyNot } from '../../api/actions.ts';
import { useAct, useAsk } from '../../api/ask.ts';
import { faultElsewhere } from '../../api/problem.ts';
import { useTyped } from '../../api/typed.ts';
import { Opened } from '../../book/opened.tsx';
import { useViewer } from '../../shell/viewer.ts';
import { Answered } from '../../ui/answered.tsx';
import { Button } from '../../ui/button.tsx';
import { Choice } from '../../ui/choice.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { AreaField, TextField } from '../../ui/field.tsx';
import { FormFault } from '../../ui/form-fault.tsx';
import { useNotice } from '../../ui/notices.tsx';
import { Section } from '../../ui/page.tsx';
import { MailContent } from '../mail/mail-content.tsx';
import { KIND_LABELS } from '../mail/mail-words.ts';

type Template = MailTemplatesView['items'][number];
const WORDS = { language: 'Language', subject: 'Subject', body: 'Text' };

/** A seller's words for each kind of mail. */
export function MailTemplates({ seller }: { readonly seller: string }) {
  const asked = useAsk('getMailTemplates', { params: { seller } });
  const [kind, setKind] = useState<Template['kind']>('credit-communication');
  return (
    <Section title="What mails say">
      <Answered asked={asked}>
        {({ items, actions }) => (
          <div className="grid gap-5">
            <Choice
              legend="Kind of mail"
              hideLegend
              value={kind}
              options={items.map((one) => ({ value: one.kind, label: KIND_LABELS[one.kind] }))}
              onChange={setKind}
            />
            {items.map((template) => (
              // What was typed for the other kind stays while this one is looked at.
              <div key={template.kind} hidden={template.kind !== kind} className="grid gap-5">
                <Opened thing={template} asked={asked} words={WORDS}>
                  {(opened, saved) => (
                    <TemplateForm
                      seller={seller}
                      template={opened}
                      because={whyNot(actions, 'edit')}
                      onSaved={saved}
                    />
                  )}
                </Opened>
              </div>
            ))}
          </div>
        )}
      </Answered>
    </Section>
  );
}

type FormProps = {
  readonly seller: string;
  readonly template: Template;
  readonly because: string | null;
  readonly onSaved: (template: Template) => void;
};

function TemplateForm({ seller, template, because, onSaved }: FormProps) {
  const { kind, language, subject, body, standard, variables, etag } = template;
  const save = useAct('updateMailTemplate');
  const preview = useAct('previewMail');
  const [shown, setShown] = useState(false);
  const notice = useNotice();
  const error = save.error ?? preview.error;
  const { typed, take } = useTyped({ language, subject, body }, error);
  const onSave = (event: FormEvent): void => {
    event.preventDefault();
    preview.reset();
    save.mutate(
      { params: { seller, kind }, body: typed, ifMatch: etag },
      {
        onSuccess: ({ items }) => {
          const now = items.find((one) => one.kind === kind);
          if (now !== undefined) onSaved(now);
          notice({ says: 'Saved for mails that are written from now on.' });
        },
      },
    );
  };
  const onPreview = (): void => {
    save.reset();
    preview.mutate({ body: { seller, kind, template: typed } }, { onSuccess: () => setShown(true) });
  };
  const back = (): void => {
    for (const field of ['language', 'subject', 'body'] as const) take(field).onText(standard[field]);
  };
  return (
    <form noValidate onSubmit={onSave} className="grid max-w-3xl gap-5">
      <div className="grid gap-5 sm:grid-cols-[1fr_10rem]">
        <TextField label="Subject" {...take('subject')} />
        <TextField label="Language" hint="Its code: en, de, ar" {...take('language')} />
      </div>
      <AreaField label="Text" rows={12} hint="A blank line begins a new paragraph" {...take('body')} />
      <Variables variables={variables} />
      <FormFault says={faultElsewhere(error, ['language', 'subject', 'body'])} />
      <div className="flex flex-wrap gap-2">
        <Button look="primary" type="submit" busy={save.isPending} because={because}>
          Save text
        </Button>
        <Button busy={preview.isPending} onClick={onPreview}>
          Preview
        </Button>
        <Button look="quiet" onClick={back}>
          Back to the standard text
        </Button>
      </div>
      {shown && preview.data !== undefined ? (
        <Preview
          seller={seller}
          kind={kind}
          template={typed}
          content={preview.data}
          because={because}
          onClose={() => setShown(false)}
        />
      ) : null}
    </form>
  );
}

function Variables({ variables }: { readonly variables: Template['variables'] }) {
  return (
    <dl className="grid gap-x-4 gap-y-1 text-sm sm:grid-cols-[auto_1fr]">
      {variables.map(({ name, says }) => (
        <div key={name} className="contents">
          <dt>
            <code>{`{{${name}}}`}</code>
          </dt>
          <dd className="text-ink-soft">{says}</dd>
        </div>
      ))}
    </dl>
  );
}

type PreviewProps = {
  readonly seller: string;
  readonly kind: Template['kind'];
  readonly template: Pick<Template, 'language' | 'subject' | 'body'>;
  readonly content: Parameters<typeof MailContent>[0]['content'];
  readonly because: string | null;
  readonly onClose: () => void;
};

function Preview({ seller, kind, template, content, because, onClose }: PreviewProps) {
  const viewer = useViewer();
  const own = viewer.user?.email ?? '';
  const test = useAct('sendTestMail');
  const notice = useNotice();
  const { typed, take } = useTyped({ to: own }, test.error);
  const send = (): void =>
    test.mutate(
      { body: { seller, kind, template, to: typed.to } },
      { onSuccess: () => notice({ says: 'On its way: the outbox shows how it went.' }) },
    );
  return (
    <Dialog
      title="Preview with made-up figures"
      as="wide"
      onClose={onClose}
      foot={
        <>
          <Button onClick={onClose}>Close</Button>
          <Button look="primary" busy={test.isPending} because={because} onClick={send}>
            Send as a test
          </Button>
        </>
      }
    >
      <div className="grid gap-4">
        <TextField label="Send a test to" type="email" {...take('to')} />
        <FormFault says={faultElsewhere(test.error, ['to'])} />
        <MailContent content={content} />
      </div>
    </Dialog>
  );
}
