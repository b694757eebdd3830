// One's own passkeys: which there are, another one, another name, and taking one away.
import { useRef, useState } from 'preact/hooks';
import { answer, api, type Schemas } from '../../api/client';
import { Alert } from '../../parts/alert';
import { Button } from '../../parts/button';
import { Faults, useDoing } from '../../parts/doing';
import { useFaultyFocus } from '../../parts/faulty';
import { TextField } from '../../parts/field';
import { Load, useLoaded } from '../../parts/loading';
import { hasPasskeys, makePasskey } from '../../parts/passkey';
import { sayMoment } from '../../words/language';
import { Prove } from './prove';
import { accountWords } from './words';

type Passkey = Schemas['Passkey'];
type Doing = { what: 'add' } | { what: 'rename' | 'remove'; which: Passkey };

const most = 10;
const longestName = 80;

async function fetchPasskeys() {
  const [own, factor] = await Promise.all([answer(api.GET('/users/me/passkeys')), answer(api.GET('/users/me/second-factor'))]);
  return { passkeys: own.items, available: own.available, withCode: factor.since !== undefined };
}

function NameField({ value, fault, onInput }: { value: string; fault?: string; onInput: (name: string) => void }) {
  const w = accountWords();
  return <TextField label={w.passkeyName} help={w.passkeyNameHelp} required maxLength={longestName} value={value} fault={fault} onInput={onInput} />;
}

function Rename({ passkey, onDone, onCancel }: { passkey: Passkey; onDone: (name: string) => Promise<void>; onCancel: () => void }) {
  const w = accountWords();
  const [name, setName] = useState(passkey.name);
  const doing = useDoing();
  const form = useFaultyFocus<HTMLFormElement>(doing.fault);
  return (
    <form
      ref={form}
      class="account__form"
      aria-label={w.passkeyRenameOf(passkey.name)}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void doing.run(async () => {
          const done = await answer(api.PUT('/users/me/passkeys/{passkeyId}', { params: { path: { passkeyId: passkey.id } }, body: { name: name.trim() } }));
          await onDone(done.name);
        });
      }}
    >
      <h3 class="utrecht-heading-3">{w.passkeyRenameOf(passkey.name)}</h3>
      <Faults fault={doing.fault} shown={['/name']} />
      <NameField value={name} fault={doing.fault?.at('/name')} onInput={setName} />
      <div class="buttons">
        <Button type="submit" look="primary" busy={doing.busy} disabled={!name.trim()}>
          {w.passkeySave}
        </Button>
        <Button look="quiet" onClick={onCancel}>
          {w.factorCancel}
        </Button>
      </div>
    </form>
  );
}

function List({ passkeys, onChoose }: { passkeys: Passkey[]; onChoose: (doing: Doing) => void }) {
  const w = accountWords();
  return (
    <ul class="account__passkeys">
      {passkeys.map((each) => (
        <li key={each.id}>
          <strong>{each.name}</strong>
          <span class="quiet"> {w.passkeyFacts(sayMoment(each.madeAt), each.lastUsedAt && sayMoment(each.lastUsedAt), each.backedUp)}</span>
          <div class="buttons">
            <Button label={w.passkeyRenameOf(each.name)} onClick={() => onChoose({ what: 'rename', which: each })}>
              {w.passkeyRename}
            </Button>
            <Button look="quiet" label={w.passkeyRemoveOf(each.name)} onClick={() => onChoose({ what: 'remove', which: each })}>
              {w.passkeyRemove}
            </Button>
          </div>
        </li>
      ))}
    </ul>
  );
}

export function OwnPasskeys() {
  const w = accountWords();
  const loaded = useLoaded(fetchPasskeys, []);
  const [doing, setDoing] = useState<Doing>();
  const [name, setName] = useState('');
  const [told, setTold] = useState('');
  const [isLeft, setLeft] = useState(false);
  const heading = useRef<HTMLHeadingElement>(null);

  function choose(wanted: Doing | undefined): void {
    setTold('');
    setLeft(false);
    setName('');
    setDoing(wanted);
    if (!wanted) heading.current?.focus();
  }
  async function end(sentence: string): Promise<void> {
    choose(undefined);
    setTold(sentence);
    await loaded.again();
  }
  async function add(password: string, code: string): Promise<void> {
    setLeft(false);
    const wanted = await answer(api.POST('/users/me/passkeys/_propose', { body: { password, ...(code && { code }) } }));
    const credential = await makePasskey(wanted);
    if (!credential) {
      setLeft(true);
      return;
    }
    const made = await answer(api.POST('/users/me/passkeys', { body: { name: name.trim(), credential } }));
    await end(w.passkeyAdded(made.name));
  }
  async function remove(passkey: Passkey, password: string, code: string): Promise<void> {
    await answer(api.POST('/users/me/passkeys/{passkeyId}/_remove', { params: { path: { passkeyId: passkey.id } }, body: { password, ...(code && { code }) } }));
    await end(w.passkeyRemoved(passkey.name));
  }

  return (
    <section class="account__part" aria-labelledby="account-passkeys">
      <h2 class="utrecht-heading-2" id="account-passkeys" tabIndex={-1} ref={heading}>
        {w.passkeys}
      </h2>
      <p>{w.passkeysWhat}</p>
      <Load what={loaded}>
        {({ passkeys, available, withCode }) => (
          <>
            <p class="account__told" role="status">
              {told}
            </p>
            {doing?.what === 'add' && (
              <Prove label={w.passkeyAdd} withCode={withCode} prove={add} ready={name.trim() !== ''} onCancel={() => choose(undefined)}>
                {isLeft && <Alert kind="warning">{w.passkeyLeft}</Alert>}
                <NameField value={name} onInput={setName} />
              </Prove>
            )}
            {doing?.what === 'rename' && <Rename passkey={doing.which} onDone={(now) => end(w.passkeyRenamed(now))} onCancel={() => choose(undefined)} />}
            {doing?.what === 'remove' && (
              <Prove label={w.passkeyRemoveOf(doing.which.name)} withCode={withCode} prove={(password, code) => remove(doing.which, password, code)} onCancel={() => choose(undefined)} />
            )}
            {!doing && (
              <>
                <List passkeys={passkeys} onChoose={choose} />
                {!available || !hasPasskeys() ? (
                  <p class="quiet">{available ? w.passkeysNotInBrowser : w.passkeysNotHere}</p>
                ) : (
                  passkeys.length < most && <Button onClick={() => choose({ what: 'add' })}>{w.passkeyAdd}</Button>
                )}
              </>
            )}
          </>
        )}
      </Load>
    </section>
  );
}
