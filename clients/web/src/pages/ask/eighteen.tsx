// An eighteenth birthday that is near: per kind of help what changes, by which law, what is to be done by when, and
// whom to ask on each side. Folded on a phone, and printed on its own. What it says comes from the server.
import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import type { Schemas } from '../../api/client';
import { Button } from '../../parts/button';
import './eighteen.css';
import { eighteenWords } from './eighteen-words';
import { afterDrawing } from './focus';
import type { Match, Specialist } from './matching';
import { askWords } from './words';

type Transition = Schemas['TransitionToAdulthood'];
type TransitionRow = Schemas['TransitionRow'];
type Side = Schemas['TransitionSide'];

interface Props {
  match: Match;
  isChosen: (id: string) => boolean;
  onToggle: (person: Specialist) => void;
}

const narrow = '(max-width: 40rem)';
const printing_class = 'prints-eighteen';

/** While a question is written: with whom to ask. */
export function Eighteen(props: Props) {
  const transition = props.match.transitionToAdulthood;
  if (!transition) return null;
  return (
    <Changes transition={transition} said={eighteenWords().aged[transition.ageFrom](transition.age)} unfolded={!window.matchMedia(narrow).matches}>
      <Sides {...props} transition={transition} />
    </Changes>
  );
}

/** Of a question that was sent: what changes for somebody of the age that was kept. */
export function EighteenAsked({ transition }: { transition: Transition }) {
  return <Changes transition={transition} said={eighteenWords().askedAt(transition.age)} unfolded={false} />;
}

interface ChangesProps {
  transition: Transition;
  /** How the age is known. */
  said: string;
  unfolded: boolean;
  children?: ComponentChildren;
}

function Changes({ transition, said, unfolded, children }: ChangesProps) {
  const [open, setOpen] = useState(unfolded);
  const [rows, setRows] = useState<ReadonlySet<string>>(new Set());
  const w = eighteenWords();
  const all = transition.rows.map((row) => row.strand);
  const allOpen = all.every((strand) => rows.has(strand));
  function toggleRow(strand: string, isOpen: boolean) {
    setRows((now) => new Set(isOpen ? [...now, strand] : [...now].filter((each) => each !== strand)));
  }
  // What is folded would not be on the paper.
  function print() {
    const before = rows;
    setRows(new Set(all));
    afterDrawing(() => {
      document.body.classList.add(printing_class);
      window.print();
      document.body.classList.remove(printing_class);
      setRows(before);
    });
  }
  return (
    <details class="card eighteen" open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary class="eighteen__head">
        <h2 class="utrecht-heading-3">{transition.age < 18 ? w.almost : w.around}</h2>
        <span class="eighteen__when">
          {transition.monthsUntilEighteen === undefined ? said : w.inMonths(transition.monthsUntilEighteen)} {w.dueSteps(dueOf(transition.rows))}
        </span>
      </summary>
      <ul class="eighteen__rows">
        {transition.rows.map((row) => (
          <li key={row.strand}>
            <Row row={row} open={rows.has(row.strand)} onOpen={(isOpen) => toggleRow(row.strand, isOpen)} />
          </li>
        ))}
      </ul>
      {children}
      <p class="quiet eighteen__help">{w.help}</p>
      <div class="buttons no-print">
        <Button look="quiet" onClick={() => setRows(new Set(allOpen ? [] : all))}>
          {allOpen ? w.hideAll : w.showAll}
        </Button>
        <Button look="quiet" onClick={print}>
          {w.print}
        </Button>
      </div>
    </details>
  );
}

function dueOf(rows: readonly TransitionRow[]): number {
  return rows.flatMap((row) => row.steps).filter((step) => step.time === 'due').length;
}

function Row({ row, open, onOpen }: { row: TransitionRow; open: boolean; onOpen: (isOpen: boolean) => void }) {
  const w = eighteenWords();
  const due = dueOf([row]);
  return (
    <details class="eighteen__row" open={open} onToggle={(event) => onOpen(event.currentTarget.open)}>
      <summary>
        <span class="eighteen__title">{row.title}</span> <span class="eighteen__laws">{w.fromTo(row.fromLaws, row.toLaws)}</span>{' '}
        {due > 0 && <span class="badge badge--waiting">{w.due(due)}</span>}
      </summary>
      <p>{row.change}</p>
      {row.limit && <p class="eighteen__limit">{row.limit}</p>}
      <ul class="eighteen__steps">
        {row.steps.map((step) => (
          <li key={`${step.months} ${step.what}`} class={`eighteen__step${step.time === 'past' ? ' eighteen__step--past' : ''}`}>
            <span class="eighteen__moment">
              <strong>{step.when}</strong> <span class={step.time === 'due' ? 'badge badge--waiting' : 'quiet'}>{w.times[step.time]}</span>
            </span>
            <span>{step.what}</span>
          </li>
        ))}
      </ul>
      <p class="quiet eighteen__sources">
        {w.sources}: {row.sources.map((source) => `${source.text} (${w.sourceKinds[source.kind]})`).join('; ')}.
      </p>
    </details>
  );
}

function Sides({ transition, match, isChosen, onToggle }: Props & { transition: Transition }) {
  const w = eighteenWords();
  const personOf = (side: Side) => match.candidates.find((each) => each.specialist.id === side.specialist)?.specialist;
  const youth = personOf(transition.youthSide);
  const adult = personOf(transition.adultSide);
  const one = youth !== undefined && youth.id === adult?.id;
  const sides = one ? [{ name: w.both, person: youth }] : [{ name: w.youth, person: youth }, { name: w.adult, person: adult }];
  return (
    <div class="eighteen__sides">
      <h3 class="utrecht-heading-4">{w.sides}</h3>
      <dl>
        {sides.map(({ name, person }) => (
          <div key={name} class="eighteen__side">
            <dt>{name}</dt>
            <dd>{person ? <Person person={person} chosen={isChosen(person.id)} onToggle={onToggle} /> : <span class="quiet">{w.nobody}</span>}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}

function Person({ person, chosen, onToggle }: { person: Specialist; chosen: boolean; onToggle: (person: Specialist) => void }) {
  const w = askWords();
  return (
    <>
      <a href={`/pool/${person.id}`}>{person.name}</a>{' '}
      {!person.presence.lackingAgreement && (
        <span class="no-print">
          <Button look={chosen ? 'primary' : 'secondary'} label={chosen ? w.chosenLabel(person.name) : w.chooseLabel(person.name)} onClick={() => onToggle(person)}>
            {chosen ? w.chosen : w.choose}
          </Button>
        </span>
      )}
    </>
  );
}
