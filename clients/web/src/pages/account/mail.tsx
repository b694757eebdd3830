// Which mail one gets about what happens, and when not.
import { useState } from 'preact/hooks';
import { answer, api, type Schemas } from '../../api/client';
import { Alert } from '../../parts/alert';
import { Button } from '../../parts/button';
import { Faults, useDoing } from '../../parts/doing';
import { Checkbox, Choice, TextField } from '../../parts/field';
import { Load, useLoaded } from '../../parts/loading';
import { useUnsaved } from '../../parts/unsaved';
import { accountWords } from './words';

type Settings = Schemas['NotificationSettings'];

function MailForm({ settings, onSaved }: { settings: Settings; onSaved: (settings: Settings) => void }) {
  const w = accountWords();
  const [mail, setMail] = useState(settings.mail);
  const [isQuiet, setQuiet] = useState(settings.quiet !== undefined);
  const [from, setFrom] = useState(settings.quiet?.from ?? '20:00');
  const [until, setUntil] = useState(settings.quiet?.until ?? '07:00');
  const [quietWeekends, setQuietWeekends] = useState(settings.quietWeekends);
  const [isSaved, setSaved] = useState(false);
  const [isChanged, setChanged] = useState(false);
  const doing = useDoing();
  useUnsaved(isChanged, w.mailLeave);
  const change =
    <T,>(set: (value: T) => void) =>
    (value: T) => {
      set(value);
      setSaved(false);
      setChanged(true);
    };

  function submit(event: Event) {
    event.preventDefault();
    void doing.run(async () => {
      const body = { mail, quietWeekends, ...(isQuiet && { quiet: { from, until } }) };
      onSaved(await answer(api.PUT('/users/me/notification-settings', { body })));
      setSaved(true);
      setChanged(false);
    });
  }

  return (
    <form class="account__form" noValidate onSubmit={submit}>
      {!settings.mailIsSent && <Alert kind="info">{w.mailNotSent}</Alert>}
      {settings.refusesMail && <Alert kind="warning">{w.mailRefused}</Alert>}
      {isSaved && <Alert kind="ok">{w.mailSaved}</Alert>}
      <Faults fault={doing.fault} shown={['/quiet/from', '/quiet/until']} />
      <Choice
        legend={w.mailChoice}
        value={mail}
        options={(['at_once', 'daily', 'none'] as const).map((value) => ({ value, label: w.mailChoices[value] }))}
        onChange={change((value: string) => setMail(value as Settings['mail']))}
      />
      {mail !== 'none' && (
        <>
          <Checkbox label={w.quietHours} checked={isQuiet} onChange={change(setQuiet)} />
          {isQuiet && (
            <>
              <TextField label={w.quietFrom} type="time" value={from} fault={doing.fault?.at('/quiet/from')} onInput={change(setFrom)} />
              <TextField label={w.quietUntil} type="time" value={until} fault={doing.fault?.at('/quiet/until')} onInput={change(setUntil)} />
            </>
          )}
          <Checkbox label={w.quietWeekends} checked={quietWeekends} onChange={change(setQuietWeekends)} />
          <p class="quiet">
            {w.mailToday} {w.mailAppointment}
          </p>
        </>
      )}
      <Button type="submit" look="primary" busy={doing.busy}>
        {w.mailSave}
      </Button>
    </form>
  );
}

export function MailSettings() {
  const w = accountWords();
  const loaded = useLoaded(() => answer(api.GET('/users/me/notification-settings')), []);
  return (
    <section class="account__part" aria-labelledby="account-mail">
      <h2 class="utrecht-heading-2" id="account-mail">
        {w.mail}
      </h2>
      <p>{w.mailWhat}</p>
      <Load what={loaded}>{(settings) => <MailForm settings={settings} onSaved={loaded.put} />}</Load>
    </section>
  );
}
