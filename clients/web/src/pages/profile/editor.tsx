// The form of a profile as a whole: its parts in order, the card that follows the typing, the bar that says what is not
// saved yet, and what to do when somebody else was first.
import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { answer, api, type Refused, type Schemas } from '../../api/client';
import { every } from '../../api/every';
import { Alert } from '../../parts/alert';
import { Button } from '../../parts/button';
import { Faults } from '../../parts/doing';
import { useFaultyFocus } from '../../parts/faulty';
import { useLoaded } from '../../parts/loading';
import { PersonCard } from '../specialist/card';
import { shownPlaces, shownWith, type Draft } from './draft';
import { AboutFields, DomainFields, ForWhomFields, ReachFields, SummaryField } from './form';
import { Proposals } from './proposals';
import { TopicTags } from './tags';
import { profileWords } from './words';

type Specialist = Schemas['Specialist'];

/** The names of the neighbourhoods of a municipality. */
export function useNeighbourhoods(municipality: string): string[] {
  const loaded = useLoaded(() => every((offset, limit) => answer(api.GET('/neighbourhoods', { params: { query: { offset, limit } } }))), []);
  return (loaded.data ?? []).filter((each) => each.municipality === municipality).map((each) => each.name);
}

interface FormProps {
  draft: Draft;
  /** As it is stored: what the form does not hold comes from here. */
  known: Specialist;
  own: boolean;
  fault: Refused | undefined;
  onChange: (part: Partial<Draft>) => void;
  onSubmit: () => void;
  top?: ComponentChildren;
  aside?: ComponentChildren;
  children: ComponentChildren;
}

export function ProfileForm({ draft, known, own, fault, onChange, onSubmit, top, aside, children }: FormProps) {
  const w = profileWords();
  const neighbourhoods = useNeighbourhoods(known.municipality);
  const form = useFaultyFocus<HTMLFormElement>(fault);
  const parts = { draft, onChange, fault };
  return (
    <div class="profile">
      <form
        class="profile__form"
        ref={form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          onSubmit();
        }}
      >
        <Faults fault={fault} shown={shownPlaces} />
        {top}
        <Section title={own ? w.about : w.aboutThem}>
          <AboutFields {...parts} />
        </Section>
        <Section title={own ? w.whatYouKnow : w.whatTheyKnow}>
          <SummaryField {...parts} />
          <Proposals draft={draft} onChange={onChange} />
          <TopicTags values={draft.topics} onChange={(topics) => onChange({ topics })} />
          <DomainFields {...parts} />
        </Section>
        <Section title={w.forWhom}>
          <ForWhomFields {...parts} neighbourhoods={neighbourhoods} />
        </Section>
        <Section title={own ? w.reach : w.reachThem}>
          <ReachFields {...parts} />
        </Section>
        {children}
      </form>
      <aside class="profile__aside">
        <section aria-labelledby="preview">
          <h2 id="preview" class="utrecht-heading-3">
            {own ? w.preview : w.previewThem}
          </h2>
          <PersonCard specialist={shownWith(draft, known)} linked={false} />
        </section>
        {aside}
      </aside>
    </div>
  );
}

function Section({ title, children }: { title: string; children: ComponentChildren }) {
  return (
    <section class="card profile__section" aria-label={title}>
      <h2 class="utrecht-heading-2">{title}</h2>
      {children}
    </section>
  );
}

interface BarProps {
  dirty: boolean;
  done: string;
  busy: boolean;
  label: string;
  alwaysOpen?: boolean;
  onUndo: () => void;
}

export function SaveBar({ dirty, done, busy, label, alwaysOpen, onUndo }: BarProps) {
  const w = profileWords();
  return (
    <div class={`save-bar${dirty ? ' save-bar--dirty' : ''}`}>
      <p role="status">{dirty ? w.unsaved : done || (alwaysOpen ? '' : w.nothingToSave)}</p>
      <div class="buttons">
        <Button look="primary" type="submit" busy={busy} disabled={!dirty && !alwaysOpen}>
          {label}
        </Button>
        {dirty && (
          <Button look="quiet" onClick={onUndo}>
            {w.undo}
          </Button>
        )}
      </div>
    </div>
  );
}

interface ConflictProps {
  newer: Specialist | undefined;
  busy: boolean;
  onKeep: () => void;
  onTake: () => void;
}

/** Somebody else was first: one's own version, or theirs. */
export function Conflict({ newer, busy, onKeep, onTake }: ConflictProps) {
  const w = profileWords();
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (newer) box.current?.focus();
  }, [newer]);
  if (!newer) return null;
  return (
    <div ref={box} tabIndex={-1} class="faults">
      <Alert kind="warning" title={w.conflict}>
        <p>{w.conflictWhat}</p>
        <PersonCard specialist={newer} linked={false} heading="h3" />
        <div class="buttons">
          <Button busy={busy} onClick={onKeep}>
            {w.keepMine}
          </Button>
          <Button onClick={onTake}>{w.takeTheirs}</Button>
        </div>
      </Alert>
    </div>
  );
}
