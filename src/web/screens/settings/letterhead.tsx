import type { FormEvent } from 'react';
import type { LetterheadView } from '../../../contract/documents.ts';
import { whyNot } from '../../api/actions.ts';
import { useAct, useAsk } from '../../api/ask.ts';
import { faultAt, faultElsewhere } from '../../api/problem.ts';
import { useTyped } from '../../api/typed.ts';
import { Opened } from '../../book/opened.tsx';
import { Answered } from '../../ui/answered.tsx';
import { Button } from '../../ui/button.tsx';
import { AreaField, FileField, TextField } from '../../ui/field.tsx';
import { FormFault } from '../../ui/form-fault.tsx';
import { useNotice } from '../../ui/notices.tsx';
import { Section } from '../../ui/page.tsx';

/** What a seller prints at the head and foot of the statements it issues. */
export function Letterhead({ seller }: { readonly seller: string }) {
  const asked = useAsk('getLetterhead', { params: { seller } });
  return (
    <Answered asked={asked}>
      {(letterhead) => (
        <Opened thing={letterhead} asked={asked} words={WORDS}>
          {(opened, saved) => <LetterheadForm letterhead={opened} onSaved={saved} />}
        </Opened>
      )}
    </Answered>
  );
}

const WORDS = { name: 'Name on the statement', address: 'Address', notes: 'Notes', logo: 'Logo' };
type FormProps = {
  readonly letterhead: LetterheadView;
  readonly onSaved: (letterhead: LetterheadView) => void;
};

function LetterheadForm({ letterhead, onSaved }: FormProps) {
  const { seller, etag, actions, name, address, notes, logo } = letterhead;
  const act = useAct('updateLetterhead');
  const { typed, take, set } = useTyped({ name, address, notes, logo }, act.error);
  const notice = useNotice();
  const save = (event: FormEvent): void => {
    event.preventDefault();
    const { logo: picture, ...texts } = typed;
    const changed = picture === logo ? {} : { logo: picture === null ? null : contentOf(picture) };
    act.mutate(
      { params: { seller }, body: { ...texts, ...changed }, ifMatch: etag },
      {
        onSuccess: (answer) => {
          onSaved(answer);
          notice({ says: 'Saved for drafts and for what is opened from now on.' });
        },
      },
    );
  };
  return (
    <Section title="Letterhead">
      <form noValidate onSubmit={save} className="grid max-w-xl gap-5">
        <p className="text-sm text-ink-soft">
          Printed on the statements you issue. Open statements keep the one they were opened with.
        </p>
        <TextField
          optional
          label="Name on the statement"
          hint="Blank: the name the book has"
          {...take('name')}
        />
        <AreaField optional label="Address" hint="Street, place, tax number" rows={4} {...take('address')} />
        <AreaField
          optional
          label="Notes"
          hint="At the end of every statement: bank, terms, whom to ask"
          rows={4}
          {...take('notes')}
        />
        <LogoField
          picture={typed.logo}
          fault={faultAt(act.error, 'logo')}
          onPick={(picked) => set({ logo: picked })}
        />
        <FormFault says={faultElsewhere(act.error, ['name', 'address', 'notes', 'logo'])} />
        <div>
          <Button look="primary" type="submit" busy={act.isPending} because={whyNot(actions, 'edit')}>
            Save
          </Button>
        </div>
      </form>
    </Section>
  );
}

type LogoProps = {
  readonly picture: string | null;
  readonly fault: string | null;
  readonly onPick: (picture: string | null) => void;
};

function LogoField({ picture, fault, onPick }: LogoProps) {
  const read = (file: File | undefined): void => {
    if (file === undefined) return;
    const reader = new FileReader();
    reader.addEventListener('load', () => onPick(String(reader.result)));
    reader.readAsDataURL(file);
  };
  return (
    <div className="grid justify-items-start gap-2">
      <FileField
        optional
        className="w-full"
        label="Logo"
        hint="PNG, JPEG or SVG, at most 512 KiB"
        accept="image/png,image/jpeg,image/svg+xml"
        fault={fault}
        onFiles={([file]) => read(file)}
      />
      {picture === null ? null : (
        <>
          <img
            src={picture}
            alt="Logo as it is now"
            className="max-h-16 max-w-64 rounded border border-line bg-white p-2"
          />
          <Button onClick={() => onPick(null)}>Remove logo</Button>
        </>
      )}
    </div>
  );
}

/** The base64 part of a data address. */
function contentOf(picture: string): string {
  return picture.slice(picture.indexOf(',') + 1);
}
