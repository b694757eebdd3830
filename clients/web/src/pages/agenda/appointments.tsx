// One's own appointments to come.
import { answer, api } from '../../api/client';
import { Load, useLoaded } from '../../parts/loading';
import { language, sayMoment, saySpan } from '../../words/language';
import { useSignal } from '../../words/signal';
import { appointmentWords } from '../consultation/appointments/words';
import '../consultation/appointments/appointments.css';

export function OwnAppointments() {
  const w = appointmentWords();
  const code = useSignal(language);
  const found = useLoaded(() => answer(api.GET('/appointments')), [code]);
  return (
    <section class="card agenda__section" aria-labelledby="own-appointments">
      <h2 class="utrecht-heading-2" id="own-appointments">
        {w.own}
      </h2>
      <Load what={found}>
        {({ items }) =>
          items.length === 0 ? (
            <p class="quiet">{w.ownNone}</p>
          ) : (
            <ul class="appointments__all">
              {items.map((each) => (
                <li key={each.id}>
                  <p class="appointments__when">
                    <time dateTime={each.begin}>{saySpan(each.begin, each.end)}</time>
                  </p>
                  <p>
                    {w.ways[each.way]}. {w.with(each.specialists.map((one) => one.name).join(', '))}{' '}
                    <a href={`/vragen/${each.consultation}`} aria-label={w.toQuestionOf(sayMoment(each.begin))}>
                      {w.toQuestion}
                    </a>
                  </p>
                </li>
              ))}
            </ul>
          )
        }
      </Load>
    </section>
  );
}
