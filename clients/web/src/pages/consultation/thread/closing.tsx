// How a consultation ended, and what was found when looking back, as facts with their names.
import type { Schemas } from '../../../api/client';
import { Moment } from '../../../parts/moment';
import { language } from '../../../words/language';
import { terms } from '../../../words/terms';
import { useCase } from '../case';
import { threadWords } from './words';

function sayEuros(cents: number): string {
  const locale = language.value === 'nl' ? 'nl-NL' : 'en-GB';
  return new Intl.NumberFormat(locale, { style: 'currency', currency: 'EUR', trailingZeroDisplay: 'stripIfInteger' }).format(cents / 100);
}

export function ClosingFacts() {
  const w = threadWords();
  const { closure } = useCase().consultation;
  if (!closure) return null;
  const value = (at: number) => w.values[at - 1] ?? '';
  return (
    <dl class="case-facts">
      <div>
        <dt>{w.result}</dt>
        <dd>{terms().results[closure.result]}</dd>
      </div>
      <div>
        <dt>{w.worth}</dt>
        <dd>{w.worthSaid(value(closure.valueForResident), value(closure.valueForAsker))}</dd>
      </div>
      <div>
        <dt>{w.minutes}</dt>
        <dd>{w.minutesSaid(closure.minutes)}</dd>
      </div>
      {closure.referralAvoided && (
        <div>
          <dt>{w.avoided}</dt>
          <dd>{w.yes}</dd>
        </div>
      )}
      {closure.tailoredBudget && (
        <div>
          <dt>{w.budget}</dt>
          <dd>{sayEuros(closure.tailoredBudget.amountCents)}</dd>
        </div>
      )}
    </dl>
  );
}

export function FollowUpFacts({ followUp }: { followUp: Schemas['FollowUp'] }) {
  const w = threadWords();
  const { endedAt } = useCase().consultation;
  const said = (is: boolean) => (is ? w.yes : w.no);
  return (
    <article class="case-message case-message--closing">
      <h3 class="case-message__kind">{w.followUp}</h3>
      {endedAt && (
        <p class="case-message__who quiet">
          <Moment at={endedAt} />
        </p>
      )}
      <dl class="case-facts">
        {(['done', 'helped', 'arrived'] as const).map((each) => (
          <div key={each}>
            <dt>{w[each]}</dt>
            <dd>{said(followUp[each])}</dd>
          </div>
        ))}
      </dl>
    </article>
  );
}
