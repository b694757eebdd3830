// One person of the pool: what they know, for whom, and how to reach them. Whoever keeps the pool changes the profile,
// the agenda and the agreements from here; making somebody new and inviting somebody are pages below the same path.
import { lazy, useRoute } from 'preact-iso';
import { answered, api, type Schemas } from '../../api/client';
import { me, hasRole } from '../../frame/session';
import { ButtonLink } from '../../parts/button';
import { Load, useLoaded } from '../../parts/loading';
import { CallNow, PresenceLine } from '../../parts/presence';
import { language } from '../../words/language';
import { sayAge, sayLanguage, sayLifeDomain } from '../../words/lists';
import { useSignal } from '../../words/signal';
import { terms } from '../../words/terms';
import { Chip, Chips } from '../../parts/chips';
import { thoughtAlong } from './card';
import { Keeping } from './keeping';
import { Hours } from './hours';
import { keepsPoolOf, municipalityName } from './keeper';
import '../../parts/forms.css';
import './specialist.css';
import { whyNot } from './why-not';
import { personWords } from './words';

const Invite = lazy(() => import('./invite'));
const EditProfile = lazy(() => import('../profile/profile').then((module) => module.EditProfile));
const NewProfile = lazy(() => import('../profile/profile').then((module) => module.NewProfile));
const EditAgenda = lazy(() => import('../agenda/agenda').then((module) => module.EditAgenda));

type Specialist = Schemas['Specialist'];

export default function SpecialistPage() {
  const { params } = useRoute();
  const id = params['id'] ?? '';
  if (id === 'nieuw') return <NewProfile />;
  if (id === 'uitnodigen') return <Invite />;
  if (params['part'] === 'profiel') return <EditProfile key={id} id={id} />;
  if (params['part'] === 'agenda') return <EditAgenda key={id} id={id} />;
  return <Person key={id} id={id} />;
}

function Person({ id }: { id: string }) {
  const code = useSignal(language);
  const loaded = useLoaded(
    () => answered(api.GET('/specialists/{specialistId}', { params: { path: { specialistId: id } } })),
    [id, code],
  );
  if (loaded.error?.status === 404 && !loaded.data) return <NotThere />;
  return (
    <Load what={loaded}>
      {({ data: specialist, etag }) => (
        <div class="specialist">
          <Head specialist={specialist} />
          <div class="specialist__columns">
            <aside class="specialist__side">
              <Reach specialist={specialist} />
            </aside>
            <div class="specialist__main">
              <Knows specialist={specialist} />
              <ForWhom specialist={specialist} />
              <Hours specialist={specialist} />
            </div>
          </div>
          {keepsPoolOf(specialist.municipality) && (
            <Keeping specialist={specialist} etag={etag} onChanged={(data, tag) => loaded.put({ data, etag: tag })} onStale={loaded.again} />
          )}
        </div>
      )}
    </Load>
  );
}

function NotThere() {
  const w = personWords();
  return (
    <>
      <h1 class="utrecht-heading-1">{w.notThere}</h1>
      <p>{w.notThereWhat}</p>
      <ButtonLink href="/pool">{w.back}</ButtonLink>
    </>
  );
}

function Head({ specialist }: { specialist: Specialist }) {
  const w = personWords();
  const severalPlaces = (me.value?.municipalities.length ?? 0) > 1;
  const place = severalPlaces ? municipalityName(specialist.municipality) : undefined;
  return (
    <header class="specialist__head">
      <p class="back">
        <a href="/pool">{w.back}</a>
      </p>
      <h1 class="utrecht-heading-1">{specialist.name}</h1>
      <p class="lead">{[specialist.title, specialist.organisation, place].filter(Boolean).join(' · ')}</p>
      {specialist.knowledge !== 'professional' && (
        <p>
          <span class="person__kind">{terms().knowledge[specialist.knowledge]}</span>
        </p>
      )}
    </header>
  );
}

function Knows({ specialist }: { specialist: Specialist }) {
  const w = personWords();
  const paragraphs = (specialist.summary ?? '').split(/\n+/).filter((each) => each.trim());
  return (
    <section aria-labelledby="knows">
      <h2 id="knows" class="utrecht-heading-2">
        {w.knows}
      </h2>
      {paragraphs.length === 0 && <p class="quiet">{w.noSummary}</p>}
      {paragraphs.map((each, at) => (
        <p key={at} class="specialist__text">
          {each}
        </p>
      ))}
      {specialist.topics.length > 0 && (
        <Chips label={w.topics}>
          {specialist.topics.map((topic) => (
            <Chip key={topic} look="topic">
              {topic}
            </Chip>
          ))}
        </Chips>
      )}
      {specialist.thoughtAlong && (
        <p class="specialist__text">
          {w.thoughtAlong}: {thoughtAlong(specialist)}
        </p>
      )}
    </section>
  );
}

function ForWhom({ specialist }: { specialist: Specialist }) {
  const w = personWords();
  const rows: [string, string[]][] = [
    [w.neighbourhoods, specialist.neighbourhoods.length > 0 ? specialist.neighbourhoods : [w.wholeMunicipality(municipalityName(specialist.municipality))]],
    [w.ageGroups, specialist.ageGroups.length > 0 ? specialist.ageGroups.map(sayAge) : [w.allAges]],
    [w.targetGroups, specialist.targetGroups],
    [w.languages, specialist.languages.map(sayLanguage)],
    [w.lifeDomains, specialist.lifeDomains.map(sayLifeDomain)],
    [w.laws, specialist.laws],
  ];
  return (
    <section aria-labelledby="for-whom">
      <h2 id="for-whom" class="utrecht-heading-2">
        {w.forWhom}
      </h2>
      <dl class="facts">
        {rows
          .filter(([, values]) => values.length > 0)
          .map(([label, values]) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd>{values.join(', ')}</dd>
            </div>
          ))}
      </dl>
    </section>
  );
}

function Reach({ specialist }: { specialist: Specialist }) {
  const w = personWords();
  return (
    <section class="card reach" aria-labelledby="reach">
      <h2 id="reach" class="utrecht-heading-3">
        {w.reach}
      </h2>
      <PresenceLine specialist={specialist} />
      <CallNow specialist={specialist} />
      <dl class="facts facts--narrow">
        <div>
          <dt>{w.phone}</dt>
          <dd>{specialist.phone ? <a href={`tel:${specialist.phone.replace(/[^+\d]/g, '')}`}>{specialist.phone}</a> : <span class="quiet">{w.noPhone}</span>}</dd>
        </div>
        {specialist.contactTimes && (
          <div>
            <dt>{w.contactTimes}</dt>
            <dd>{specialist.contactTimes}</dd>
          </div>
        )}
        {specialist.email && (
          <div>
            <dt>{w.email}</dt>
            <dd>
              <a href={`mailto:${specialist.email}`}>{specialist.email}</a>
            </dd>
          </div>
        )}
        {specialist.ways.length > 0 && (
          <div>
            <dt>{w.ways}</dt>
            <dd>{specialist.ways.map((way) => terms().ways[way]).join(', ')}</dd>
          </div>
        )}
        {specialist.presence.usualAnswer && (
          <div>
            <dt>{w.usualAnswer}</dt>
            <dd>{specialist.presence.usualAnswer.text}</dd>
          </div>
        )}
      </dl>
      <Actions specialist={specialist} />
    </section>
  );
}

function Actions({ specialist }: { specialist: Specialist }) {
  const w = personWords();
  const reason = whyNot(specialist);
  const { substitute } = specialist.presence;
  const asks = hasRole('team_member');
  return (
    <div class="reach__actions">
      {reason && !specialist.presence.lackingAgreement && <p class="reach__why">{reason}</p>}
      {substitute && <ButtonLink href={`/pool/${substitute.id}`}>{w.askSubstitute(substitute.name)}</ButtonLink>}
      {asks && !reason && (
        <ButtonLink look="primary" href={`/?aan=${specialist.id}`}>
          {w.ask}
        </ButtonLink>
      )}
      {asks && specialist.active && <ButtonLink href={`/gesprek?met=${specialist.id}`}>{w.logTalk}</ButtonLink>}
    </div>
  );
}
