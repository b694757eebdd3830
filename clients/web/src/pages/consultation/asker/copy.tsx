// The whole consultation as text for the asker's own file: onto the clipboard at once, and to be seen and copied by
// hand where the browser does not allow that.
import { useEffect, useRef, useState } from 'preact/hooks';
import { answer, api } from '../../../api/client';
import { Alert } from '../../../parts/alert';
import { Button } from '../../../parts/button';
import { Faults, useDoing } from '../../../parts/doing';
import { Choice } from '../../../parts/field';
import { language as shownLanguage, type Language } from '../../../words/language';
import { useCase } from '../case';
import { askerWords } from './words';

async function toClipboard(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}

export function CopyForFile() {
  const w = askerWords();
  const { id, show } = useCase();
  const doing = useDoing();
  const [language, setLanguage] = useState<Language>(shownLanguage.value);
  const [copied, setCopied] = useState<{ text: string; done: boolean }>();
  const area = useRef<HTMLTextAreaElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);

  const copy = (wanted: Language) =>
    doing.run(async () => {
      setCopied(undefined);
      const { text } = await answer(api.POST('/consultations/{consultationId}/copy', { params: { path: { consultationId: id } }, body: { language: wanted } }));
      setCopied({ text, done: await toClipboard(text) });
    });

  useEffect(() => {
    heading.current?.focus();
    void copy(language);
  }, []);
  useEffect(() => {
    if (!copied || copied.done) return;
    area.current?.focus();
    area.current?.select();
  }, [copied]);

  return (
    <section class="case-step" aria-labelledby="copy-title">
      <h2 id="copy-title" ref={heading} class="utrecht-heading-2" tabIndex={-1}>
        {w.copy}
      </h2>
      <p class="case-step__intro">{w.copyIntro}</p>
      <Faults fault={doing.fault} />
      {copied && <Alert kind={copied.done ? 'ok' : 'warning'}>{copied.done ? w.copied : w.notCopied}</Alert>}
      <Choice
        legend={w.copyLanguage}
        value={language}
        options={(['nl', 'en'] as const).map((value) => ({ value, label: w.languages[value] }))}
        onChange={(value) => {
          setLanguage(value as Language);
          void copy(value as Language);
        }}
      />
      {copied && (
        <div class="field">
          <label class="utrecht-form-label" for="copy-text">
            {w.copyText}
          </label>
          <textarea id="copy-text" ref={area} class="utrecht-textarea case-copy__text" readOnly rows={12} value={copied.text} />
        </div>
      )}
      <div class="case-step__buttons">
        <Button look="primary" onClick={() => show(undefined)}>
          {w.ready}
        </Button>
        <Button look="quiet" busy={doing.busy} onClick={() => void copy(language)}>
          {w.copyAgain}
        </Button>
      </div>
    </section>
  );
}
