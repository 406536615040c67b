import { type FormEvent, useState } from 'react';
import type { SourceView } from '../../../contract/sources.ts';
import { useAct } from '../../api/ask.ts';
import { faultElsewhere } from '../../api/problem.ts';
import { useTyped } from '../../api/typed.ts';
import { Button } from '../../ui/button.tsx';
import { Choice, Switch } from '../../ui/choice.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { SelectField, TextField } from '../../ui/field.tsx';
import { FormFault } from '../../ui/form-fault.tsx';

type Props = { readonly source: SourceView | null; readonly onClose: () => void };

const HOURS = [1, 2, 3, 4, 6, 8, 12, 24];
const FIELDS = ['name', 'place', 'from', 'schedule', 'schedule.dailyAt', 'schedule.everyHours'];

/** A new source, or one that is there. */
export function EditSource({ source, onClose }: Props) {
  const [often, setOften] = useState(source?.dailyAt == null ? 'hours' : 'daily');
  const [hours, setHours] = useState(`${source?.everyHours ?? 6}`);
  const [active, setActive] = useState(source?.active ?? true);
  const add = useAct('createSource');
  const change = useAct('updateSource');
  const error = add.error ?? change.error;
  const { typed, take } = useTyped(
    {
      name: source?.name ?? '',
      place: source?.place ?? 's3://',
      from: source?.from ?? '',
      schedule: source?.dailyAt ?? '05:00',
    },
    error,
  );
  const save = (event: FormEvent): void => {
    event.preventDefault();
    const terms = {
      name: typed.name,
      place: typed.place.trim(),
      from: typed.from.trim() === '' ? null : typed.from.trim(),
      schedule: often === 'daily' ? { dailyAt: typed.schedule } : { everyHours: Number(hours) },
      active,
    };
    if (source === null) add.mutate({ body: terms }, { onSuccess: onClose });
    else
      change.mutate({ params: { id: source.id }, body: terms, ifMatch: source.etag }, { onSuccess: onClose });
  };
  return (
    <Dialog
      title={source === null ? 'Add a source' : 'Edit the source'}
      onClose={onClose}
      foot={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button look="primary" type="submit" form="edit-source" busy={add.isPending || change.isPending}>
            {source === null ? 'Add source' : 'Save'}
          </Button>
        </>
      }
    >
      <form id="edit-source" noValidate onSubmit={save} className="grid content-start gap-4">
        <TextField label="Name" {...take('name')} />
        <TextField
          label="Place"
          hint="s3://bucket/prefix of one export; the service reads it with its own credentials"
          {...take('place')}
        />
        <TextField
          label="First month"
          optional
          hint="As 2026-01; what is older is passed over"
          {...take('from')}
        />
        <Choice
          legend="Looked at"
          value={often}
          options={[
            { value: 'hours', label: 'Every few hours' },
            { value: 'daily', label: 'Once a day' },
          ]}
          onChange={setOften}
        />
        {often === 'daily' ? (
          <TextField label="Time" type="time" hint="UTC" {...take('schedule')} />
        ) : (
          <SelectField label="Every" options={hourOptions(hours)} value={hours} onText={setHours} />
        )}
        {source === null ? null : (
          <Switch
            label="Active"
            hint="A stopped source is looked at by hand only"
            on={active}
            onChange={setActive}
          />
        )}
        <FormFault says={faultElsewhere(error, FIELDS)} />
      </form>
    </Dialog>
  );
}

/** A source may have been given another number by the API: it stays as it is until it is changed. */
function hourOptions(chosen: string) {
  const numbers = [...new Set([...HOURS, Number(chosen)])].toSorted((a, b) => a - b);
  return numbers.map((hours) => ({ value: `${hours}`, label: hours === 1 ? 'hour' : `${hours} hours` }));
}
