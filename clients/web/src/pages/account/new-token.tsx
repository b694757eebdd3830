// A token for a program of one's own: what it may be used for and how long it holds are chosen, and it is shown once.
import { useRef, useState } from 'preact/hooks';
import { answer, api, type Schemas } from '../../api/client';
import { me } from '../../frame/session';
import { Button } from '../../parts/button';
import { CopyField } from '../../parts/copy-field';
import { Faults, useDoing } from '../../parts/doing';
import { Checkbox, Select, TextField } from '../../parts/field';
import { accountWords } from './words';
import '../../parts/forms.css';

export type Scope = Schemas['TokenScope'];

export const scopes: Scope[] = ['read', 'ask', 'advise', 'keep', 'coordinate', 'administer', 'sign_on'];

function TokenForm({ onMade, onClose }: { onMade: (token: string) => void; onClose: () => void }) {
  const w = accountWords();
  const [label, setLabel] = useState('');
  const [days, setDays] = useState('90');
  const [chosen, setChosen] = useState<Scope[]>(['read']);
  const [isTried, setTried] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const doing = useDoing();

  function submit(event: Event) {
    event.preventDefault();
    setTried(true);
    const user = me.value;
    if (!user) return;
    if (!label.trim() || chosen.length === 0) {
      requestAnimationFrame(() => form.current?.querySelector<HTMLElement>('[aria-invalid="true"], fieldset input')?.focus());
      return;
    }
    void doing.run(async () => {
      const body = { label: label.trim(), days: Number(days), scopes: chosen };
      onMade((await answer(api.POST('/users/{userId}/tokens', { params: { path: { userId: user.id } }, body }))).token);
    });
  }

  const choose = (scope: Scope, isOn: boolean) => setChosen(scopes.filter((each) => (each === scope ? isOn : chosen.includes(each))));
  return (
    <form ref={form} class="account__form" noValidate onSubmit={submit}>
      <Faults fault={doing.fault} shown={['/label']} />
      <TextField
        label={w.tokenLabel}
        help={w.tokenLabelHelp}
        value={label}
        maxLength={80}
        fault={isTried && !label.trim() ? w.tokenFillLabel : doing.fault?.at('/label')}
        onInput={setLabel}
      />
      <fieldset class="account__scopes">
        <legend class="utrecht-form-label">{w.tokenScopes}</legend>
        {isTried && chosen.length === 0 && <p class="field__fault">{w.tokenFillScopes}</p>}
        {scopes.map((scope) => (
          <Checkbox key={scope} label={w.scopes[scope]} checked={chosen.includes(scope)} onChange={(isOn) => choose(scope, isOn)} />
        ))}
      </fieldset>
      <Select label={w.tokenDays} value={days} options={['7', '30', '90', '365'].map((value) => ({ value, label: w.tokenDaysOf(value) }))} onChange={setDays} />
      <div class="buttons">
        <Button look="primary" type="submit" busy={doing.busy}>
          {w.tokenMake}
        </Button>
        <Button onClick={onClose}>{w.factorCancel}</Button>
      </div>
    </form>
  );
}

export function NewToken({ onMade }: { onMade: () => Promise<void> }) {
  const w = accountWords();
  const [isOpen, setOpen] = useState(false);
  const [token, setToken] = useState('');
  return (
    <>
      <h3 class="utrecht-heading-3">{w.tokenTitle}</h3>
      <p>{w.tokenWhat}</p>
      {token && (
        <>
          <CopyField label={w.tokenIs} text={token} rows={2} copy={w.tokenCopy} copied={w.tokenCopied} notCopied={w.tokenNotCopied} />
          <p role="status">{w.tokenOnce}</p>
        </>
      )}
      {isOpen ? (
        <TokenForm
          onClose={() => setOpen(false)}
          onMade={(made) => {
            setToken(made);
            setOpen(false);
            void onMade();
          }}
        />
      ) : (
        <Button
          onClick={() => {
            setToken('');
            setOpen(true);
          }}
        >
          {w.tokenNew}
        </Button>
      )}
    </>
  );
}
