// A profile being written: the form left, "zo zien anderen je" right with the very card that others see. One's own,
// that of another for whoever keeps the pool, and a new one are the same form.
import { useLocation } from 'preact-iso';
import { useRef, useState } from 'preact/hooks';
import { answer, answered, api, newKey, type Schemas } from '../../api/client';
import { me } from '../../frame/session';
import { ButtonLink } from '../../parts/button';
import { Empty } from '../../parts/empty';
import { Select } from '../../parts/field';
import { Load, useLoaded } from '../../parts/loading';
import { useDoing } from '../../parts/doing';
import { useUnsaved } from '../../parts/unsaved';
import { language } from '../../words/language';
import { useSignal } from '../../words/signal';
import { agreementNames, sayStanding, standingOf, today } from '../specialist/agreements';
import { personWords } from '../specialist/words';
import { bodyOf, draftOf, emptyDraft, sameDraft, type Draft } from './draft';
import { Conflict, ProfileForm, SaveBar } from './editor';
import { Findable } from './findable';
import { useSaving } from './saving';
import '../../parts/forms.css';
import './profile.css';
import { profileWords } from './words';

type Specialist = Schemas['Specialist'];

/** One's own profile. */
export default function Profile() {
  useSignal(language);
  const w = profileWords();
  const id = me.value?.specialist?.id;
  if (!id) {
    return (
      <>
        <h1 class="utrecht-heading-1">{w.title}</h1>
        <Empty title={w.noProfile}>
          <p>{w.noProfileWhat}</p>
        </Empty>
      </>
    );
  }
  return <Stored id={id} own />;
}

/** Somebody else's, for whoever keeps the pool. */
export function EditProfile({ id }: { id: string }) {
  return <Stored id={id} own={id === me.value?.specialist?.id} />;
}

function Stored({ id, own }: { id: string; own: boolean }) {
  const code = useSignal(language);
  const loaded = useLoaded(
    () => answered(api.GET('/specialists/{specialistId}', { params: { path: { specialistId: id } } })),
    [id, code],
  );
  return <Load what={loaded}>{({ data, etag }) => <Editor first={data} etag={etag} own={own} />}</Load>;
}

function Editor({ first, etag, own }: { first: Specialist; etag: string; own: boolean }) {
  const w = profileWords();
  const [draft, setDraft] = useState<Draft>(draftOf(first));
  const [done, setDone] = useState('');
  const saving = useSaving(first, etag);
  const known = saving.known;
  const dirty = !sameDraft(draft, draftOf(known));
  useUnsaved(dirty, w.leave);

  function change(part: Partial<Draft>) {
    setDone('');
    setDraft((now) => ({ ...now, ...part }));
  }
  async function save(mine: boolean) {
    const saved = await saving.save(bodyOf(draft), mine);
    if (!saved) return;
    setDraft(draftOf(saved));
    setDone(own ? w.saved : w.savedThem);
  }

  return (
    <>
      {!own && (
        <p class="back">
          <a href={`/pool/${known.id}`}>{w.back(known.name)}</a>
        </p>
      )}
      <h1 class="utrecht-heading-1">{own ? w.title : w.titleOf(known.name)}</h1>
      {own && <p class="lead">{w.lead}</p>}
      {own && !known.active && <p class="standing standing--ended">{w.outOfPool}</p>}
      <ProfileForm
        draft={draft}
        known={known}
        own={own}
        fault={saving.doing.fault}
        onChange={change}
        onSubmit={() => void save(false)}
        aside={own && <OwnAgreements specialist={known} />}
      >
        <Conflict newer={saving.conflict} busy={saving.doing.busy} onKeep={() => void save(true)} onTake={() => setDraft(draftOf(saving.takeNewer()))} />
        <SaveBar dirty={dirty} done={done} busy={saving.doing.busy} label={w.save} onUndo={() => setDraft(draftOf(known))} />
      </ProfileForm>
      {own && known.active && <Findable id={known.id} revision={known.revision} />}
    </>
  );
}

function OwnAgreements({ specialist }: { specialist: Specialist }) {
  const w = profileWords();
  const names = personWords().agreementNames;
  const day = today();
  return (
    <section class="own-agreements" aria-labelledby="agreements">
      <h2 id="agreements" class="utrecht-heading-3">
        {w.agreements}
      </h2>
      <dl class="facts facts--narrow">
        {agreementNames.map((name) => (
          <div key={name}>
            <dt>{names[name]}</dt>
            <dd class={`standing standing--${standingOf(specialist.agreements[name], day)}`}>{sayStanding(specialist.agreements[name], day)}</dd>
          </div>
        ))}
      </dl>
      <p class="quiet">{specialist.presence.lackingAgreement ? w.agreementsLacking : w.agreementsWhat}</p>
    </section>
  );
}

function blank(municipality: string): Specialist {
  return {
    ...emptyDraft,
    id: 'new',
    municipality,
    agreements: {},
    active: true,
    revision: 1,
    presence: { state: 'unknown', text: '', open: 0, recent: 0, lackingAgreement: 'confidentiality' },
  };
}

/** A new profile, made by whoever keeps the pool. */
export function NewProfile() {
  const w = profileWords();
  useSignal(language);
  const { route } = useLocation();
  const places = me.value?.municipalities ?? [];
  const [municipality, setMunicipality] = useState(me.value?.municipality.id ?? '');
  const [draft, setDraft] = useState<Draft>(emptyDraft);
  const [made, setMade] = useState(false);
  const doing = useDoing();
  const key = useRef(newKey());
  const dirty = !made && !sameDraft(draft, emptyDraft);
  useUnsaved(dirty, w.leave);

  async function add() {
    let id = '';
    const added = await doing.run(async () => {
      try {
        const body = { ...bodyOf(draft), municipality };
        id = (await answer(api.POST('/specialists', { params: { header: { 'Idempotency-Key': key.current } }, body }))).id;
      } catch (error) {
        key.current = newKey();
        throw error;
      }
    });
    if (!added) return;
    setMade(true);
    route(`/pool/${id}`);
  }

  return (
    <>
      <p class="back">
        <a href="/pool">{w.backToPool}</a>
      </p>
      <h1 class="utrecht-heading-1">{w.titleNew}</h1>
      <p class="lead">{w.leadNew}</p>
      <p>
        <ButtonLink href="/pool/uitnodigen">{w.invite}</ButtonLink>
      </p>
      <ProfileForm
        draft={draft}
        known={blank(municipality)}
        own={false}
        fault={doing.fault}
        onChange={(part) => setDraft((now) => ({ ...now, ...part }))}
        onSubmit={() => void add()}
        top={
          places.length > 1 && (
            <Select label={w.municipality} value={municipality} options={places.map((place) => ({ value: place.id, label: place.name }))} onChange={setMunicipality} />
          )
        }
      >
        <SaveBar dirty={dirty} done="" busy={doing.busy} label={w.add} alwaysOpen onUndo={() => setDraft(emptyDraft)} />
      </ProfileForm>
    </>
  );
}
