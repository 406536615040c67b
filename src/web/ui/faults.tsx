import type { FieldErrorView } from '../../contract/primitives.ts';

/** Everything that is wrong with what was sent: where, what was seen, and what to do. */
export function Faults({ faults }: { readonly faults: readonly FieldErrorView[] }) {
  if (faults.length === 0) return null;
  return (
    <div role="alert" className="max-h-80 overflow-y-auto rounded-md bg-bad-soft px-3 py-2 text-sm text-bad">
      <ul aria-label="What is wrong" className="grid gap-2">
        {faults.map(({ field, seen, todo }, at) => (
          <li key={`${at} ${field}`} className="break-words">
            {field === '' ? null : <strong className="break-all">{field}: </strong>}
            {seen === '' ? '' : `saw ${seen}; `}
            {todo}
          </li>
        ))}
      </ul>
    </div>
  );
}
