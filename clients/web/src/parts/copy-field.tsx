// A text to take along to elsewhere: shown whole, copied with one press, and selected where copying is not possible.
import { useId, useRef, useState } from 'preact/hooks';
import { Button } from './button';

interface Props {
  label: string;
  text: string;
  rows?: number;
  copy: string;
  copied: string;
  notCopied: string;
}

export function CopyField({ label, text, rows = 1, copy, copied, notCopied }: Props) {
  const id = useId();
  const field = useRef<HTMLTextAreaElement>(null);
  const [told, setTold] = useState('');
  async function take() {
    setTold('');
    try {
      await navigator.clipboard.writeText(text);
      setTold(copied);
    } catch {
      field.current?.focus();
      field.current?.select();
      setTold(notCopied);
    }
  }
  return (
    <div class="field copy-field">
      <label class="utrecht-form-label" for={id}>
        {label}
      </label>
      <textarea ref={field} class="utrecht-textarea" id={id} rows={rows} readOnly value={text} onFocus={(event) => event.currentTarget.select()} />
      <div class="copy-field__do">
        <Button onClick={() => void take()}>{copy}</Button>
        <span role="status">{told}</span>
      </div>
    </div>
  );
}
