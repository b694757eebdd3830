// The consultations of the log: a sentence of filters, a table with chosen columns, pages and an export.
import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import type { Schemas } from '../../api/client';
import { Button } from '../../parts/button';
import { Checkbox } from '../../parts/field';
import { Empty } from '../../parts/empty';
import { useLoaded, type Loaded } from '../../parts/loading';
import { Paging } from '../../parts/paging';
import { TopicPicker } from '../../parts/pick';
import { OpeningWord, PickingPlace, Sentence, usePicking, Word } from '../../parts/sentence';
import { Table, type Column } from '../../parts/table';
import { language } from '../../words/language';
import { terms } from '../../words/terms';
import type { LogAddress } from './address';
import { chosenColumns, columnKeys, facts, usualColumns, type ColumnKey, type Consultation } from './columns';
import { Export } from './exporting';
import { fetchPart, filtersOf, orders, results, special, states } from './filters';
import { OwnPeriod, PeriodWord } from './period-word';
import { Fresh } from './fresh';
import { usePlaces, type Places } from './places';
import { logWords } from './words';

const page_size = 50;

interface Named {
  id: string;
  name: string;
}

function options(all: string, values: Named[]) {
  return [{ value: '', label: all }, ...values.map((each) => ({ value: each.id, label: each.name }))];
}

// A topic is in the address by its code; its name is known from the picker or from what was found.
function nameOfTopic(code: string, picked: Schemas['Topic'] | undefined, found: Consultation[]): string {
  if (picked?.code === code) return picked.term;
  for (const each of found) {
    const topic = each.topics.find((one) => one.code === code);
    if (topic) return topic.term;
  }
  return code.replaceAll('-', ' ');
}

function Filters({ address, places, found }: { address: LogAddress; places: Places | undefined; found: Consultation[] }) {
  const w = logWords();
  const names = terms();
  const picking = usePicking();
  const [picked, setPicked] = useState<Schemas['Topic']>();
  const topic = address.get('onderwerp');
  const word = (label: string, name: string, all: string, values: Named[]): ComponentChildren => (
    <Word label={label} value={address.get(name)} options={options(all, values)} onChange={(value) => address.go({ [name]: value })} />
  );
  const stateValues = [
    ...states.map((id) => ({ id, name: names.states[id] })),
    { id: special.unreviewed, name: w.unreviewed },
    { id: special.withoutFollowUp, name: w.withoutFollowUp },
  ];
  return (
    <>
      <Sentence label={w.filters}>
        {w.sentence({
          period: <PeriodWord address={address} />,
          neighbourhood: word(w.labels.neighbourhood, 'wijk', w.allNeighbourhoods, places?.neighbourhoods ?? []),
          team: word(w.labels.team, 'team', w.allTeams, places?.teams ?? []),
          topic: (
            <OpeningWord
              label={w.labels.topic}
              value={topic ? nameOfTopic(topic, picked, found) : w.allTopics}
              picking={picking}
            />
          ),
          result: word(
            w.labels.result,
            'uitkomst',
            w.all,
            results.map((id) => ({ id, name: names.results[id] })),
          ),
          state: word(w.labels.state, 'stand', w.all, stateValues),
          order: (
            <Word
              label={w.labels.order}
              value={filtersOf(address).order ?? 'newest_first'}
              options={orders.map((value) => ({ value, label: w.orders[value] }))}
              onChange={(volgorde) => address.go({ volgorde })}
            />
          ),
        })}
      </Sentence>
      <PickingPlace picking={picking}>
        <TopicPicker
          label={w.pickTopic}
          onPick={(chosen) => {
            setPicked(chosen);
            picking.close();
            address.go({ onderwerp: chosen.code });
          }}
        />
        {topic && (
          <Button
            look="quiet"
            onClick={() => {
              picking.close();
              address.go({ onderwerp: '' });
            }}
          >
            {w.clearTopic}
          </Button>
        )}
      </PickingPlace>
      <OwnPeriod address={address} />
    </>
  );
}

function ColumnChoice({ address, chosen }: { address: LogAddress; chosen: ColumnKey[] }) {
  const w = logWords();
  const choose = (keys: ColumnKey[]) => {
    const isUsual = keys.length === usualColumns.length && keys.every((key) => usualColumns.includes(key));
    address.go({ kolommen: isUsual ? '' : keys.join('.'), blad: address.get('blad') }, true);
  };
  return (
    <details class="log__columns">
      <summary>{w.columns(chosen.length, columnKeys.length)}</summary>
      <fieldset>
        <legend class="quiet">{w.columnsWhat}</legend>
        <div class="log__checks">
          {columnKeys
            .filter((key) => key !== 'topics')
            .map((key) => (
              <Checkbox
                key={key}
                label={w.heads[key]}
                checked={chosen.includes(key)}
                onChange={(shown) => choose(columnKeys.filter((each) => (each === key ? shown : chosen.includes(each))))}
              />
            ))}
        </div>
        <Button look="quiet" onClick={() => choose(usualColumns)}>
          {w.usualColumns}
        </Button>
      </fieldset>
    </details>
  );
}

function tableColumns(address: LogAddress, chosen: ColumnKey[]): Column<Consultation>[] {
  const w = logWords();
  const ordered = filtersOf(address).order;
  return chosen.map((key) => {
    const { cell, numeric, wide, order } = facts[key];
    const direction = order === 'newest_first' ? ('descending' as const) : ('ascending' as const);
    return {
      key,
      head: w.heads[key],
      cell,
      numeric,
      wide,
      ...(order ? { order: { now: ordered === order ? direction : undefined, choose: () => address.go({ volgorde: order }) } } : {}),
    };
  });
}

function Found({ address, chosen, list }: { address: LogAddress; chosen: ColumnKey[]; list: Schemas['ConsultationList'] }) {
  const w = logWords();
  return (
    <>
      <div class="log__head">
        <p class="log__count" role="status">
          {w.count(list.total)}
        </p>
        <ColumnChoice address={address} chosen={chosen} />
      </div>
      {list.total === 0 ? (
        <Empty title={w.none}>
          <p>{w.noneWhat}</p>
        </Empty>
      ) : (
        <>
          <Table
            caption={w.caption}
            columns={tableColumns(address, chosen)}
            rows={list.items}
            keyOf={(each) => each.id}
            href={(each) => `/vragen/${each.id}`}
          />
          <Paging page={address.page} size={page_size} total={list.total} href={(page) => address.with({ blad: String(page) })} />
          <Export address={address} columns={chosen} total={list.total} />
        </>
      )}
    </>
  );
}

export function Consultations({ address }: { address: LogAddress }) {
  const places = usePlaces();
  const filters = filtersOf(address);
  const list: Loaded<Schemas['ConsultationList']> = useLoaded(
    () => fetchPart(filters, (address.page - 1) * page_size, page_size),
    [JSON.stringify(filters), address.page, language.value],
  );
  const chosen = chosenColumns(address.get('kolommen'));
  return (
    <>
      <Filters address={address} places={places.data} found={list.data?.items ?? []} />
      <Fresh what={list} address={address} size={page_size}>{(found) => <Found address={address} chosen={chosen} list={found} />}</Fresh>
    </>
  );
}
