// Changing one's own password. The rule is said beforehand; what can be seen to be wrong here is said before the
// server is asked.
import { useRef, useState } from 'preact/hooks';
import { answer, api } from '../../api/client';
import { me } from '../../frame/session';
import { Alert } from '../../parts/alert';
import { Button } from '../../parts/button';
import { Faults, useDoing } from '../../parts/doing';
import { Checkbox, TextField } from '../../parts/field';
import { useUnsaved } from '../../parts/unsaved';
import { accountWords } from './words';

const least_characters = 12;

interface Wrong {
  current?: string;
  wanted?: string;
}

function wrongIn(current: string, wanted: string): Wrong | undefined {
  const w = accountWords();
  // Characters as people count them.
  const length = [...wanted].length;
  const found: Wrong = {};
  if (!current) found.current = w.fillCurrent;
  if (length === 0) found.wanted = w.fillWanted;
  else if (length < least_characters) found.wanted = w.tooShort(length);
  else if (wanted === current) found.wanted = w.same;
  return found.current || found.wanted ? found : undefined;
}

export function ChangePassword() {
  const w = accountWords();
  const [current, setCurrent] = useState('');
  const [wanted, setWanted] = useState('');
  const [isShown, setShown] = useState(false);
  const [wrong, setWrong] = useState<Wrong>();
  const [isChanged, setChanged] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const doing = useDoing();
  useUnsaved(wanted !== '', w.leaveUnsaved);

  function submit(event: Event) {
    event.preventDefault();
    setChanged(false);
    const found = wrongIn(current, wanted);
    setWrong(found);
    if (found) {
      doing.clear();
      requestAnimationFrame(() => form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus());
      return;
    }
    void doing.run(async () => {
      const user = me.value;
      if (!user) return;
      await answer(api.PUT('/users/{userId}/password', { params: { path: { userId: user.id } }, body: { currentPassword: current, password: wanted } }));
      setCurrent('');
      setWanted('');
      setChanged(true);
    });
  }

  const type = isShown ? 'text' : 'password';
  return (
    <section class="account__part" aria-labelledby="account-password">
      <h2 class="utrecht-heading-2" id="account-password">
        {w.password}
      </h2>
      <p>{w.passwordRule}</p>
      {isChanged && <Alert kind="ok">{w.changed}</Alert>}
      <form ref={form} class="account__form" noValidate onSubmit={submit}>
        <Faults fault={doing.fault} shown={['/currentPassword', '/password']} />
        <TextField
          label={w.current}
          type={type}
          autocomplete="current-password"
          value={current}
          maxLength={200}
          fault={wrong?.current ?? doing.fault?.at('/currentPassword')}
          onInput={setCurrent}
        />
        <TextField
          label={w.wanted}
          type={type}
          autocomplete="new-password"
          value={wanted}
          maxLength={200}
          fault={wrong?.wanted ?? doing.fault?.at('/password')}
          onInput={setWanted}
        />
        <Checkbox label={w.show} checked={isShown} onChange={setShown} />
        <Button look="primary" type="submit" busy={doing.busy}>
          {w.doChange}
        </Button>
      </form>
    </section>
  );
}
