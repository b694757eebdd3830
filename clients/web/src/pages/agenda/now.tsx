// The switch "nu bereikbaar", which goes off by itself, and taking no new questions for a while; above both how a team
// sees one at this moment.
import { useEffect, useState } from 'preact/hooks';
import { Button } from '../../parts/button';
import { Faults } from '../../parts/doing';
import { clockOf, sayClock } from '../../parts/hours';
import { PresenceLine } from '../../parts/presence';
import { now } from '../../words/clock';
import { sayMoment } from '../../words/language';
import type { Changing } from './changing';
import { endOfDay, later, minuteOfDay } from './clock';
import { agendaWords } from './words';

// A timer of the browser cannot wait longer than 24.8 days.
const longest_wait_ms = 20 * 86_400_000;

export function Now({ changing, own }: { changing: Changing; own: boolean }) {
  const w = agendaWords();
  const { specialist, availability } = changing.state;
  const doing = changing.doing('now');
  const [done, setDone] = useState('');
  const at = now();
  const until = availability.reachableUntil && new Date(availability.reachableUntil) > at ? availability.reachableUntil : undefined;
  const end = endOfDay(at, availability.weekly);

  useEffect(() => {
    if (!until) return undefined;
    let timer = 0;
    const wait = () => {
      const left_ms = Date.parse(until) - now().getTime() + 1000;
      timer = window.setTimeout(left_ms > longest_wait_ms ? wait : () => void changing.refresh(), Math.min(left_ms, longest_wait_ms));
    };
    wait();
    return () => clearTimeout(timer);
  }, [until]);

  async function set(reachableUntil: string | undefined) {
    setDone('');
    const stored = await changing.change('now', { reachableUntil });
    if (stored) setDone(reachableUntil ? w.isOn(sayMoment(reachableUntil)) : w.isOff);
  }
  async function pause(paused: boolean) {
    setDone('');
    if (await changing.change('now', { paused })) setDone(paused ? w.isPaused : w.isResumed);
  }

  return (
    <section class="card agenda__now" aria-labelledby="now">
      <div class="agenda__seen">
        <p class="agenda__label">{own ? w.seen : w.seenThem}</p>
        <PresenceLine specialist={specialist} />
      </div>
      <h2 id="now" class="utrecht-heading-3">
        {w.now}
      </h2>
      {until ? <p>{w.nowOn(sayMoment(until))}</p> : <p class="quiet">{w.nowWhat}</p>}
      <div class="buttons">
        {!until && !availability.paused && (
          <>
            <Button busy={doing?.busy} onClick={() => void set(later(at, 60))}>
              {w.hour}
            </Button>
            <Button busy={doing?.busy} onClick={() => void set(later(at, 120))}>
              {w.hours}
            </Button>
            <Button busy={doing?.busy} onClick={() => void set(later(at, end - minuteOfDay(at)))}>
              {w.endOfDay(sayClock(clockOf(end)))}
            </Button>
          </>
        )}
        {until && (
          <Button busy={doing?.busy} onClick={() => void set(undefined)}>
            {w.off}
          </Button>
        )}
        {!until && (
          <Button look={availability.paused ? 'primary' : 'quiet'} busy={doing?.busy} onClick={() => void pause(!availability.paused)}>
            {availability.paused ? w.resume : w.pause}
          </Button>
        )}
        <span role="status" class="done">
          {done}
        </span>
      </div>
      {availability.paused && <p class="agenda__paused">{w.paused}</p>}
      <Faults fault={doing?.fault} />
    </section>
  );
}
