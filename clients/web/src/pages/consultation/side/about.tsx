// What the question is about, as it was understood and corrected, and how an answer is wanted.
import type { ComponentChildren } from 'preact';
import { Chip, Chips } from '../../../parts/chips';
import { sayMoment } from '../../../words/language';
import { terms } from '../../../words/terms';
import { ownReferenceOf } from '../asker/question';
import { useCase } from '../case';
import { readerOf } from '../reader';
import { sideWords } from './words';

const oldest = 120;

/** An age group as people say it: "16-27" is "16 tot 27 jaar". */
function sayAge(ageGroup: string): string {
  const w = sideWords();
  const [from = '', to] = ageGroup.split('-');
  if (ageGroup.endsWith('+')) return w.ageFrom(ageGroup.slice(0, -1));
  if (to === undefined) return ageGroup;
  return Number(to) >= oldest ? w.ageFrom(from) : w.ageSaid(from, to);
}

function Fact({ name, children }: { name: string; children: ComponentChildren }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

export function About() {
  const w = sideWords();
  const t = terms();
  const { consultation, messages } = useCase();
  const reference = ownReferenceOf(messages);
  const { topics, lifeDomains, laws, ageGroup, language, neighbourhood } = consultation;
  return (
    <section class="case-side__part" aria-labelledby="about-title">
      <h2 id="about-title" class="utrecht-heading-3">
        {w.about}
      </h2>
      {topics.length > 0 && (
        <Chips label={w.topics}>
          {topics.map((topic) => (
            <Chip key={topic.code} look="topic">
              {topic.term}
            </Chip>
          ))}
        </Chips>
      )}
      <dl class="case-facts">
        {lifeDomains.length > 0 && <Fact name={w.lifeDomains}>{lifeDomains.join(', ')}</Fact>}
        {laws.length > 0 && <Fact name={w.laws}>{laws.join(', ')}</Fact>}
        {ageGroup && <Fact name={w.age}>{sayAge(ageGroup)}</Fact>}
        {language && <Fact name={w.language}>{t.language(language)}</Fact>}
        {neighbourhood && <Fact name={w.neighbourhood}>{neighbourhood.name}</Fact>}
        <Fact name={w.resident}>{t.residents[consultation.resident]}</Fact>
        <Fact name={w.way}>{t.ways[consultation.way]}</Fact>
        <Fact name={w.urgency}>
          {t.urgencies[consultation.urgency]} ({sayMoment(consultation.answerBy)})
        </Fact>
        {consultation.origin !== 'question' && <Fact name={w.origin}>{t.origins[consultation.origin]}</Fact>}
        {reference && <Fact name={w.reference}>{reference}</Fact>}
      </dl>
      {!consultation.passOnAutomatically && <p class="quiet">{w.onlyByMe}</p>}
      {readerOf(consultation).isCoordinator && (
        <p class="no-print">
          <a href={`/beheer?deel=bewaren&consultatie=${consultation.id}`}>{w.keeping}</a>
        </p>
      )}
    </section>
  );
}
