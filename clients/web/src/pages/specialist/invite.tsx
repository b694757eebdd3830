// Inviting somebody to join the pool: a link that is shown once, with a mail to paste, and the list of invitations that
// were not used yet. It sends no mail.
import { useEffect, useRef, useState } from 'preact/hooks';
import { answer, api, type Refused, type Schemas } from '../../api/client';
import { every } from '../../api/every';
import { hasRole, me } from '../../frame/session';
import { Button } from '../../parts/button';
import { CopyField } from '../../parts/copy-field';
import { Faults, useDoing } from '../../parts/doing';
import { Empty } from '../../parts/empty';
import { useFaultyFocus } from '../../parts/faulty';
import { Choice, Select, TextField } from '../../parts/field';
import { Load, useLoaded, type Loaded } from '../../parts/loading';
import { language, sayMoment } from '../../words/language';
import { useSignal } from '../../words/signal';
import { Sure } from '../../parts/sure';
import { inviteWords, mails, sayIn } from './invite-words';

type Invitation = Schemas['JoiningInvitation'];
type Made = Schemas['NewJoiningInvitation'];

export default function Invite() {
  const w = inviteWords();
  useSignal(language);
  const [made, setMade] = useState<Made>();
  const open = useLoaded(() => every((offset, limit) => answer(api.GET('/joining-invitations', { params: { query: { offset, limit } } }))), []);
  if (!hasRole('coordinator') && !hasRole('administrator')) {
    return (
      <>
        <h1 class="utrecht-heading-1">{w.notAllowed}</h1>
        <p>{w.notAllowedWhat}</p>
      </>
    );
  }
  return (
    <div class="invite">
      <p class="back">
        <a href="/pool">{w.back}</a>
      </p>
      <h1 class="utrecht-heading-1">{w.title}</h1>
      <p class="lead">{w.lead}</p>
      {made ? (
        <Ready made={made} onAnother={() => setMade(undefined)} />
      ) : (
        <InviteForm
          onMade={(fresh) => {
            setMade(fresh);
            void open.again();
          }}
        />
      )}
      <OpenInvitations open={open} />
    </div>
  );
}

function InviteForm({ onMade }: { onMade: (made: Made) => void }) {
  const w = inviteWords();
  const places = me.value?.municipalities ?? [];
  const [name, setName] = useState('');
  const [email, setEmail] = useState('');
  const [municipality, setMunicipality] = useState(me.value?.municipality.id ?? '');
  const [language, setLanguage] = useState<'nl' | 'en'>('nl');
  const doing = useDoing();
  const form = useFaultyFocus<HTMLFormElement>(doing.fault);
  const at = (place: string): string | undefined => (doing.fault as Refused | undefined)?.at(place);
  return (
    <form
      class="card invite__form"
      ref={form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void doing.run(async () => onMade(await answer(api.POST('/joining-invitations', { body: { name: name.trim(), email: email.trim(), municipality, language } }))));
      }}
    >
      <Faults fault={doing.fault} shown={['/name', '/email']} />
      <TextField label={w.name} required maxLength={120} value={name} onInput={setName} fault={at('/name')} />
      <TextField label={w.email} required type="email" maxLength={254} value={email} onInput={setEmail} fault={at('/email')} />
      {places.length > 1 && <Select label={w.municipality} value={municipality} options={places.map((place) => ({ value: place.id, label: place.name }))} onChange={setMunicipality} />}
      <Choice
        legend={w.language}
        value={language}
        options={[
          { value: 'nl', label: w.languages.nl },
          { value: 'en', label: w.languages.en },
        ]}
        onChange={(value) => setLanguage(value as 'nl' | 'en')}
      />
      <Button type="submit" look="primary" busy={doing.busy}>
        {w.invite}
      </Button>
    </form>
  );
}

function Ready({ made, onAnother }: { made: Made; onAnother: () => void }) {
  const w = inviteWords();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const link = `${location.origin}/meedoen#${made.token}`;
  const until = sayMoment(made.expiresAt);
  const mail = mails[made.language](made.name, made.municipality.name, link, sayIn(made.language, made.expiresAt), me.value?.name ?? '');
  const copy = { copied: w.copied, notCopied: w.notCopied };
  return (
    <section class="card invite__ready" aria-labelledby="ready">
      <h2 id="ready" class="utrecht-heading-2" tabIndex={-1} ref={heading}>
        {w.readyTitle(made.name)}
      </h2>
      <p>{w.ready(until)}</p>
      <CopyField label={w.link} text={link} copy={w.copyLink} rows={2} {...copy} />
      <CopyField label={w.mail} text={mail.body} rows={18} copy={w.copyMail} {...copy} />
      <div class="buttons">
        <a class="utrecht-button utrecht-button--secondary-action button-link" href={`mailto:${encodeURIComponent(made.email)}?subject=${encodeURIComponent(mail.subject)}&body=${encodeURIComponent(mail.body)}`}>
          {w.openMail}
        </a>
        <Button look="quiet" onClick={onAnother}>
          {w.another}
        </Button>
      </div>
    </section>
  );
}

function OpenInvitations({ open }: { open: Loaded<Invitation[]> }) {
  const w = inviteWords();
  const doing = useDoing();
  const [told, setTold] = useState('');
  const section = useRef<HTMLHeadingElement>(null);
  async function withdraw(invitation: Invitation) {
    const done = await doing.run(async () => {
      await answer(api.DELETE('/joining-invitations/{joiningInvitationId}', { params: { path: { joiningInvitationId: invitation.id } } }));
      await open.again();
    });
    if (!done) return;
    setTold(w.withdrawn(invitation.name));
    section.current?.focus();
  }
  return (
    <section aria-labelledby="open-invitations">
      <h2 id="open-invitations" class="utrecht-heading-2" tabIndex={-1} ref={section}>
        {w.open}
      </h2>
      <p role="status" class="done">
        {told}
      </p>
      <Faults fault={doing.fault} />
      <Load what={open}>
        {(items) => (
          <>
            {items.length === 0 && <Empty title={w.noOpen} />}
            <ul class="plain">
              {items.map((invitation) => (
                <OpenLine key={invitation.id} invitation={invitation} busy={doing.busy} onWithdraw={() => void withdraw(invitation)} />
              ))}
            </ul>
          </>
        )}
      </Load>
    </section>
  );
}

function OpenLine({ invitation, busy, onWithdraw }: { invitation: Invitation; busy: boolean; onWithdraw: () => void }) {
  const w = inviteWords();
  const severalPlaces = (me.value?.municipalities.length ?? 0) > 1;
  const facts = [invitation.email, severalPlaces ? invitation.municipality.name : undefined, invitation.invitedBy ? w.by(invitation.invitedBy.name) : undefined, w.line(sayMoment(invitation.expiresAt))];
  return (
    <li class="card invite__open">
      <div>
        <strong>{invitation.name}</strong>
        <p class="quiet">{facts.filter(Boolean).join(' · ')}</p>
      </div>
      <Sure ask={w.withdrawShort} label={w.withdraw(invitation.name)} what={w.sure(invitation.name)} yes={w.yes} no={w.no} busy={busy} onYes={onWithdraw} />
    </li>
  );
}
