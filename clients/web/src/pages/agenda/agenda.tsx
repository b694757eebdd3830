// Mijn agenda: when somebody can be reached, as a sentence and as a week, where and how, what is different on a day,
// leave, and how much they can take. For oneself, and for whoever keeps the pool.
import { me } from '../../frame/session';
import { Alert } from '../../parts/alert';
import { Empty } from '../../parts/empty';
import { Feed } from '../../parts/feed';
import { Load, useLoaded } from '../../parts/loading';
import { language } from '../../words/language';
import { useSignal } from '../../words/signal';
import '../../parts/forms.css';
import './agenda.css';
import { OwnAppointments } from './appointments';
import { Calendars } from './calendars';
import { Capacity } from './capacity';
import { readState, useChanging, type State } from './changing';
import { Days } from './days';
import { FixedHours } from './fixed';
import { Leave } from './leave';
import { Now } from './now';
import { WhereAndHow } from './whereabouts';
import { agendaWords } from './words';

/** One's own. */
export default function Agenda() {
  const w = agendaWords();
  useSignal(language);
  const id = me.value?.specialist?.id;
  if (id) return <Stored id={id} own />;
  return (
    <>
      <h1 class="utrecht-heading-1">{w.title}</h1>
      <Empty title={w.noProfile}>
        <p>{w.noProfileWhat}</p>
      </Empty>
    </>
  );
}

/** Somebody else's, for whoever keeps the pool. */
export function EditAgenda({ id }: { id: string }) {
  return <Stored id={id} own={id === me.value?.specialist?.id} />;
}

function Stored({ id, own }: { id: string; own: boolean }) {
  const code = useSignal(language);
  const loaded = useLoaded(() => readState(id), [id, code]);
  return <Load what={loaded}>{(state) => <Sections key={id} first={state} own={own} />}</Load>;
}

function Sections({ first, own }: { first: State; own: boolean }) {
  const w = agendaWords();
  const changing = useChanging(first);
  const { specialist } = changing.state;
  return (
    <div class="agenda">
      {!own && (
        <p class="back">
          <a href={`/pool/${specialist.id}`}>{w.back(specialist.name)}</a>
        </p>
      )}
      <h1 class="utrecht-heading-1">{own ? w.title : w.titleOf(specialist.name)}</h1>
      {changing.moved && <Alert kind="warning">{w.moved}</Alert>}
      <Now changing={changing} own={own} />
      {own && <OwnAppointments />}
      <FixedHours changing={changing} />
      <WhereAndHow changing={changing} />
      <div class="agenda__columns">
        <Days changing={changing} />
        <Leave changing={changing} />
      </div>
      <Capacity changing={changing} />
      <Calendars specialist={specialist.id} own={own} onChanged={() => void changing.refresh()} />
      {own && <Feed look="card agenda__section" />}
    </div>
  );
}
