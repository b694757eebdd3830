// When somebody is there: the fixed hours as a sentence and a table, where and how in parts of the week, and what is
// different in the coming weeks. What is not known is said.
import { answer, api, type Schemas } from '../../api/client';
import { hasHours, inOrder, sayRanges, sayWeekday, sayWeekly, sayWhereabouts, weekdays } from '../../parts/hours';
import { Load, useLoaded } from '../../parts/loading';
import { sayDay } from '../../words/language';
import { today } from './agreements';
import { personWords } from './words';

type Availability = Schemas['Availability'];

export function Hours({ specialist }: { specialist: Schemas['Specialist'] }) {
  const w = personWords();
  const loaded = useLoaded(
    () => answer(api.GET('/specialists/{specialistId}/availability', { params: { path: { specialistId: specialist.id } } })),
    [specialist.id, specialist.revision],
  );
  return (
    <section aria-labelledby="hours">
      <h2 id="hours" class="utrecht-heading-2">
        {w.hours}
      </h2>
      <Load what={loaded}>
        {(availability) => (
          <>
            <Week availability={availability} />
            <WhereAndHow availability={availability} />
            <Coming availability={availability} />
          </>
        )}
      </Load>
    </section>
  );
}

function Week({ availability: { weekly } }: { availability: Availability }) {
  const w = personWords();
  if (!hasHours(weekly)) return <p>{w.hoursUnknown}</p>;
  const days = weekdays.filter((day, at) => at < 5 || (weekly[day] ?? []).length > 0);
  return (
    <>
    <p class="specialist__text">{sayWeekly(weekly)}</p>
    <table class="hours-table">
      <caption class="visually-hidden">{w.hours}</caption>
      <thead class="visually-hidden">
        <tr>
          <th scope="col">{w.day}</th>
          <th scope="col">{w.from}</th>
        </tr>
      </thead>
      <tbody>
        {days.map((day) => (
          <tr key={day}>
            <th scope="row">{sayWeekday(day)}</th>
            <td>{sayRanges(weekly[day] ?? []) || w.none}</td>
          </tr>
        ))}
      </tbody>
    </table>
    </>
  );
}

function WhereAndHow({ availability: { whereabouts } }: { availability: Availability }) {
  if (whereabouts.length === 0) return null;
  return (
    <>
      <h3 class="utrecht-heading-3">{personWords().whereabouts}</h3>
      <ul>
        {inOrder(whereabouts).map((each) => (
          <li key={each.weekday + each.from}>{sayWhereabouts(each)}</li>
        ))}
      </ul>
    </>
  );
}

function Coming({ availability }: { availability: Availability }) {
  const w = personWords();
  const now = today();
  const lines = [
    ...availability.absences.filter((each) => each.until >= now).map((each) => ({ day: each.from, said: w.leave(sayDay(each.from), sayDay(each.until)) })),
    ...availability.exceptions
      .filter((each) => each.day >= now)
      .map((each) => ({ day: each.day, said: each.hours.length === 0 ? w.off(sayDay(each.day)) : w.otherHours(sayDay(each.day), sayRanges(each.hours)) })),
  ].sort((a, b) => a.day.localeCompare(b.day));
  if (lines.length === 0) return null;
  return (
    <>
      <h3 class="utrecht-heading-3">{w.coming}</h3>
      <ul>
        {lines.map((line) => (
          <li key={line.said}>{line.said}</li>
        ))}
      </ul>
    </>
  );
}
