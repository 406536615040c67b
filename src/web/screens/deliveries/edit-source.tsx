import type { FormEvent, ReactNode } from 'react';
import type { SourceView } from '../../../contract/sources.ts';
import { useAct } from '../../api/ask.ts';
import { faultElsewhere } from '../../api/problem.ts';
import { type Taken, useTyped } from '../../api/typed.ts';
import { type Asked, OpenedWindow } from '../../book/opened.tsx';
import { Button } from '../../ui/button.tsx';
import { Choice, Switch } from '../../ui/choice.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { SelectField, TextField } from '../../ui/field.tsx';
import { FormFault } from '../../ui/form-fault.tsx';

type Often = 'hours' | 'daily';

const HOURS = [1, 2, 3, 4, 6, 8, 12, 24];
const FIELDS = ['name', 'place', 'from', 'schedule', 'schedule.dailyAt', 'schedule.everyHours'];

const WORDS = {
  name: 'Name',
  place: 'Place',
  from: 'First month',
  everyHours: 'Every so many hours',
  dailyAt: 'Daily at',
  active: 'Active',
};

type EditProps = { readonly source: SourceView; readonly asked: Asked; readonly onClose: () => void };

export function EditSource({ source, asked, onClose }: EditProps) {
  return (
    <OpenedWindow thing={source} asked={asked} words={WORDS}>
      {(opened, changed) => <SourceForm source={opened} changed={changed} onClose={onClose} />}
    </OpenedWindow>
  );
}

type FormProps = {
  readonly source: SourceView | null;
  readonly changed?: ReactNode;
  readonly onClose: () => void;
};

/** A new source, or one that is there. */
export function SourceForm({ source, changed, onClose }: FormProps) {
  const add = useAct('createSource');
  const change = useAct('updateSource');
  const error = add.error ?? change.error;
  const { typed, take, set } = useTyped(startOf(source), error);
  const save = (event: FormEvent): void => {
    event.preventDefault();
    const terms = termsOf(typed);
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
        {changed}
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
        <ScheduleFields
          often={typed.often}
          onOften={(often) => set({ often })}
          hours={typed.hours}
          onHours={(hours) => set({ hours })}
          time={take('schedule')}
        />
        {source === null ? null : (
          <Switch
            label="Active"
            hint="A stopped source is looked at by hand only"
            on={typed.active}
            onChange={(active) => set({ active })}
          />
        )}
        <FormFault says={faultElsewhere(error, FIELDS)} />
      </form>
    </Dialog>
  );
}

function startOf(source: SourceView | null) {
  const often: Often = source?.dailyAt == null ? 'hours' : 'daily';
  return {
    name: source?.name ?? '',
    place: source?.place ?? 's3://',
    from: source?.from ?? '',
    often,
    schedule: source?.dailyAt ?? '05:00',
    hours: `${source?.everyHours ?? 6}`,
    active: source?.active ?? true,
  };
}

function termsOf({ name, place, from, often, schedule, hours, active }: ReturnType<typeof startOf>) {
  return {
    name,
    place: place.trim(),
    from: from.trim() === '' ? null : from.trim(),
    schedule: often === 'daily' ? { dailyAt: schedule } : { everyHours: Number(hours) },
    active,
  };
}

type ScheduleProps = {
  readonly often: Often;
  readonly onOften: (often: Often) => void;
  readonly hours: string;
  readonly onHours: (hours: string) => void;
  readonly time: Taken;
};

function ScheduleFields({ often, onOften, hours, onHours, time }: ScheduleProps) {
  return (
    <>
      <Choice
        legend="Looked at"
        value={often}
        options={[
          { value: 'hours', label: 'Every few hours' },
          { value: 'daily', label: 'Once a day' },
        ]}
        onChange={onOften}
      />
      {often === 'daily' ? (
        <TextField label="Time" type="time" hint="UTC" {...time} />
      ) : (
        <SelectField label="Every" options={hourOptions(hours)} value={hours} onText={onHours} />
      )}
    </>
  );
}

/** A source may have been given another number by the API: it stays as it is until it is changed. */
function hourOptions(chosen: string) {
  const numbers = [...new Set([...HOURS, Number(chosen)])].toSorted((a, b) => a - b);
  return numbers.map((hours) => ({ value: `${hours}`, label: hours === 1 ? 'hour' : `${hours} hours` }));
}
