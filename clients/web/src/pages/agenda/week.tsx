// The week as a table of half hours: a pointer clicks or drags, the keyboard walks with arrows, switches with space and
// draws on with Shift. A half hour that is partly covered stays as it is until it is touched.
import { useRef, useState } from 'preact/hooks';
import { Button } from '../../parts/button';
import { Select } from '../../parts/field';
import { clockOf, covered, minuteOf, sayClock, sayWeekday, weekdays, withPart, type Weekday, type Weekly } from '../../parts/hours';
import { agendaWords } from './words';

const step = 30;
const usualFirst = 7 * 60;
const usualLast = 21 * 60;

interface Props {
  weekly: Weekly;
  onChange: (weekly: Weekly) => void;
}

interface Cell {
  row: number;
  column: number;
}

/** The half hours shown: seven to nine, and further where there are hours already. */
function rowsFor(weekly: Weekly): number[] {
  const ranges = weekdays.flatMap((day) => weekly[day] ?? []);
  const first = Math.min(usualFirst, ...ranges.map((range) => Math.floor(minuteOf(range.from) / 60) * 60));
  const last = Math.max(usualLast, ...ranges.map((range) => Math.ceil(minuteOf(range.to) / 60) * 60));
  return Array.from({ length: (last - first) / step }, (_, at) => first + at * step);
}

const moves: Record<string, Cell> = { ArrowUp: { row: -1, column: 0 }, ArrowDown: { row: 1, column: 0 }, ArrowLeft: { row: 0, column: -1 }, ArrowRight: { row: 0, column: 1 } };

export function WeekTable({ weekly, onChange }: Props) {
  const w = agendaWords();
  const rows = rowsFor(weekly);
  const [at, setAt] = useState<Cell>({ row: Math.max(0, rows.indexOf(9 * 60)), column: 0 });
  const table = useRef<HTMLTableElement>(null);
  // What the pointer draws while it is held, and whether its click was done already.
  const drawing = useRef<boolean>();
  const drawn = useRef(false);
  // Several cells may be drawn before the page is drawn anew.
  const current = useRef(weekly);
  current.current = weekly;

  const isOn = (cell: Cell) => covered(current.current[weekdays[cell.column] as Weekday] ?? [], rows[cell.row] ?? 0, (rows[cell.row] ?? 0) + step) === 'all';
  function put(cell: Cell, there: boolean) {
    const day = weekdays[cell.column] as Weekday;
    const from = rows[cell.row] ?? 0;
    current.current = { ...current.current, [day]: withPart(current.current[day] ?? [], from, from + step, there) };
    onChange(current.current);
  }
  function onKey(event: KeyboardEvent, cell: Cell) {
    const move = moves[event.key];
    if (!move) return;
    event.preventDefault();
    const next = { row: cell.row + move.row, column: cell.column + move.column };
    if (next.row < 0 || next.row >= rows.length || next.column < 0 || next.column > 6) return;
    if (event.shiftKey) put(next, isOn(cell));
    setAt(next);
    table.current?.querySelector<HTMLElement>(`[data-cell="${next.row}-${next.column}"]`)?.focus();
  }

  return (
    <>
      <table class="week" ref={table} role="grid" aria-describedby="week-help">
        <caption>{w.weekCaption}</caption>
        <thead>
          <tr>
            <th scope="col">
              <span class="visually-hidden">{w.time}</span>
            </th>
            {weekdays.map((day) => (
              <th key={day} scope="col" abbr={sayWeekday(day)}>
                {sayWeekday(day, 'short')}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((from, row) => (
            <tr key={from} class={from % 60 === 0 ? 'week__hour' : undefined}>
              <th scope="row">
                <span class={from % 60 === 0 ? undefined : 'visually-hidden'}>{sayClock(clockOf(from))}</span>
              </th>
              {weekdays.map((day, column) => {
                const state = covered(weekly[day] ?? [], from, from + step);
                return (
                  <td key={day}>
                    <button
                      type="button"
                      class={`week__cell week__cell--${state}`}
                      data-cell={`${row}-${column}`}
                      tabIndex={row === at.row && column === at.column ? 0 : -1}
                      aria-pressed={state === 'all' ? 'true' : state === 'part' ? 'mixed' : 'false'}
                      aria-label={w.cell(sayWeekday(day), sayClock(clockOf(from)), sayClock(clockOf(from + step)))}
                      onKeyDown={(event) => onKey(event, { row, column })}
                      onFocus={() => setAt({ row, column })}
                      onPointerDown={(event) => {
                        if (event.pointerType !== 'mouse' || event.button !== 0) return;
                        drawing.current = state !== 'all';
                        drawn.current = true;
                        put({ row, column }, drawing.current);
                      }}
                      onPointerEnter={(event) => {
                        // A half hour that slides under a pointer at rest was not drawn.
                        if (event.movementX === 0 && event.movementY === 0) return;
                        if (event.pointerType === 'mouse' && event.buttons === 1 && drawing.current !== undefined) put({ row, column }, drawing.current);
                      }}
                      onClick={() => {
                        if (!drawn.current) put({ row, column }, state !== 'all');
                        drawn.current = false;
                        drawing.current = undefined;
                      }}
                    />
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
      <p id="week-help" class="field__help">
        {w.weekHelp}
      </p>
      <Copying weekly={weekly} onChange={onChange} />
    </>
  );
}

function Copying({ weekly, onChange }: Props) {
  const w = agendaWords();
  const [from, setFrom] = useState<Weekday>('monday');
  const [to, setTo] = useState<Weekday | 'working'>('working');
  function copy() {
    const days = to === 'working' ? weekdays.slice(0, 5) : [to];
    onChange({ ...weekly, ...Object.fromEntries(days.map((day) => [day, weekly[from] ?? []])) });
  }
  const days = weekdays.map((day) => ({ value: day as string, label: sayWeekday(day) }));
  return (
    <div class="copying">
      <Select label={w.copyFrom} value={from} options={days} onChange={(value) => setFrom(value as Weekday)} />
      <Select label={w.copyTo} value={to} options={[{ value: 'working', label: w.workingDays }, ...days]} onChange={(value) => setTo(value as Weekday | 'working')} />
      <Button onClick={copy}>{w.copy}</Button>
      <Button look="quiet" onClick={() => onChange({})}>
        {w.clear}
      </Button>
    </div>
  );
}
