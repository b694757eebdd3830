// The calendars that somebody keeps elsewhere and connects here: first what one would block, then to keep it or not; and
// when one cannot be read, that is said where its owner sees it.
import { useState } from 'preact/hooks';
import { answer, api, type Schemas } from '../../api/client';
import { Alert } from '../../parts/alert';
import { Button } from '../../parts/button';
import { Faults, useDoing } from '../../parts/doing';
import { TextField } from '../../parts/field';
import { Load, useLoaded } from '../../parts/loading';
import { Sure } from '../../parts/sure';
import { language, sayMoment, saySpan } from '../../words/language';
import { useSignal } from '../../words/signal';
import { agendaWords } from './words';

type Calendar = Schemas['Calendar'];
type Blocked = Schemas['CalendarPreview'];

interface Props {
  specialist: string;
  own: boolean;
  /** Something changed about when this person is free. */
  onChanged: () => void;
}

export function Calendars({ specialist, own, onChanged }: Props) {
  const w = agendaWords();
  const code = useSignal(language);
  const [changed, setChanged] = useState(0);
  const path = { specialistId: specialist };
  const loaded = useLoaded(() => answer(api.GET('/specialists/{specialistId}/calendars', { params: { path } })), [specialist, changed, code]);
  const moved = () => {
    setChanged(changed + 1);
    onChanged();
  };
  return (
    <section class="card agenda__section" aria-labelledby="calendars">
      <h2 id="calendars" class="utrecht-heading-2">
        {w.calendars}
      </h2>
      <p class="quiet">{own ? w.calendarsWhat : w.calendarsWhatThem}</p>
      <Load what={loaded}>
        {(found) => (
          <>
            {found.items.map((each) => (
              <Connected key={each.id} specialist={specialist} calendar={each} onChanged={moved} />
            ))}
            {found.items.length < 5 && <NewCalendar specialist={specialist} onConnected={moved} />}
          </>
        )}
      </Load>
    </section>
  );
}

function Connected({ specialist, calendar, onChanged }: { specialist: string; calendar: Calendar; onChanged: () => void }) {
  const w = agendaWords();
  const doing = useDoing();
  const params = { path: { specialistId: specialist, calendarId: calendar.id } };
  const readAgain = () =>
    doing.run(async () => {
      await answer(api.POST('/specialists/{specialistId}/calendars/{calendarId}/reading', { params }));
      onChanged();
    });
  const disconnect = () =>
    doing.run(async () => {
      await answer(api.DELETE('/specialists/{specialistId}/calendars/{calendarId}', { params }));
      onChanged();
    });
  return (
    <div class="calendar">
      <h3 class="utrecht-heading-4">{calendar.host}</h3>
      <p class="quiet">{w.readAt(sayMoment(calendar.readAt))}</p>
      {calendar.fault && (
        <Alert kind={calendar.trusted ? 'warning' : 'error'}>
          {calendar.fault.detail} {calendar.trusted ? w.stillTrusted : w.notTrusted}
        </Alert>
      )}
      <BlockedTime blocked={calendar} />
      <Faults fault={doing.fault} />
      <div class="buttons">
        <Button look="quiet" busy={doing.busy} label={w.readAgainOf(calendar.host)} onClick={() => void readAgain()}>
          {w.readAgain}
        </Button>
        <Sure ask={w.disconnect} label={w.disconnectOf(calendar.host)} what={w.disconnectWhat} yes={w.disconnectYes} no={w.disconnectNo} busy={doing.busy} onYes={() => void disconnect()} />
      </div>
    </div>
  );
}

const shown_at_first = 6;

function BlockedTime({ blocked }: { blocked: Blocked }) {
  const w = agendaWords();
  const [all, setAll] = useState(false);
  const spans = all ? blocked.busy : blocked.busy.slice(0, shown_at_first);
  const more = blocked.busy.length - spans.length;
  return (
    <>
      {spans.length === 0 && <p>{w.nothingBlocked}</p>}
      {spans.length > 0 && (
        <>
          <p>{w.blocked}</p>
          <ul class="calendar__blocked">
            {spans.map((each) => (
              <li key={each.begin}>{saySpan(each.begin, each.end)}</li>
            ))}
          </ul>
        </>
      )}
      {more > 0 && (
        <Button look="quiet" onClick={() => setAll(true)}>
          {w.moreBlocked(more)}
        </Button>
      )}
      {blocked.unreadable > 0 && <p>{w.unreadable(blocked.unreadable)}</p>}
      {blocked.unknownZones.length > 0 && <p>{w.unknownZones(blocked.unknownZones.join(', '))}</p>}
    </>
  );
}

function NewCalendar({ specialist, onConnected }: { specialist: string; onConnected: () => void }) {
  const w = agendaWords();
  const doing = useDoing();
  const [address, setAddress] = useState('');
  const [fault, setFault] = useState<string>();
  const [seen, setSeen] = useState<Blocked>();
  const [done, setDone] = useState('');
  const params = { path: { specialistId: specialist } };

  async function look() {
    setDone('');
    setSeen(undefined);
    setFault(address.trim() ? undefined : w.needAddress);
    if (!address.trim()) return;
    await doing.run(async () => {
      setSeen(await answer(api.POST('/specialists/{specialistId}/calendars/_preview', { params, body: { address: address.trim() } })));
    });
  }
  async function connect() {
    await doing.run(async () => {
      await answer(api.POST('/specialists/{specialistId}/calendars', { params, body: { address: address.trim() } }));
      setSeen(undefined);
      setAddress('');
      setDone(w.connected);
      onConnected();
    });
  }
  return (
    <form
      class="planning"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void look();
      }}
    >
      <TextField
        type="url"
        label={w.address}
        help={w.addressHelp}
        value={address}
        fault={fault}
        onInput={(value) => {
          setAddress(value);
          setSeen(undefined);
        }}
      />
      <Faults fault={doing.fault} />
      {seen && (
        <div class="calendar" role="status">
          <BlockedTime blocked={seen} />
        </div>
      )}
      <div class="buttons">
        {!seen && (
          <Button type="submit" busy={doing.busy}>
            {w.look}
          </Button>
        )}
        {seen && (
          <>
            <Button look="primary" busy={doing.busy} onClick={() => void connect()}>
              {w.connect}
            </Button>
            <Button look="quiet" onClick={() => setSeen(undefined)}>
              {w.dontConnect}
            </Button>
          </>
        )}
        <span role="status" class="done">
          {done}
        </span>
      </div>
    </form>
  );
}
