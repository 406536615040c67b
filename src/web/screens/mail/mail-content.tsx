import type { MailContentView } from '../../../contract/mail.ts';

/** A mail as its reader gets it. Its HTML is drawn in a frame of its own that runs and fetches nothing. */
export function MailContent({ content }: { readonly content: MailContentView }) {
  const { fromName, replyTo, subject, html, text } = content;
  return (
    <div className="grid gap-3">
      <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1 text-sm">
        <dt className="text-ink-faint">From</dt>
        <dd>{fromName}</dd>
        {replyTo === null ? null : (
          <>
            <dt className="text-ink-faint">Answers to</dt>
            <dd className="break-all">{replyTo}</dd>
          </>
        )}
        <dt className="text-ink-faint">Subject</dt>
        <dd className="font-medium">{subject}</dd>
      </dl>
      <iframe
        title="The mail"
        sandbox=""
        srcDoc={html}
        className="h-80 w-full rounded-md border border-line bg-white"
      />
      <details className="text-sm">
        <summary className="cursor-pointer text-ink-soft">As plain text</summary>
        <pre
          className="mt-2 overflow-x-auto rounded-md bg-sunken p-3 text-xs whitespace-pre-wrap"
          tabIndex={0}
        >
          {text}
        </pre>
      </details>
    </div>
  );
}
