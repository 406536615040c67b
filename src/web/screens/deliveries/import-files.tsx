import { useState } from 'react';
import { SendFiles } from '../../book/send-files.tsx';
import { Tick } from '../../ui/choice.tsx';

export function ImportFiles({ onClose }: { readonly onClose: () => void }) {
  const [final, setFinal] = useState(false);
  const [replace, setReplace] = useState(false);
  return (
    <SendFiles
      name="startImport"
      title="Import billing files"
      subtitle="The parts of one delivery together, with their manifest if there is one"
      fields={{ final, replace }}
      says={() => 'The import runs. You may close this tab; it goes on.'}
      onClose={onClose}
    >
      <Tick label="This is the cloud's final word on the month" on={final} onChange={setFinal} />
      <Tick label="Replace a newer delivery with these" on={replace} onChange={setReplace} />
    </SendFiles>
  );
}
