// Asking: nothing moves under the pointer while candidates come, names are replaced, who and what is corrected, a
// question is sent once, a draft comes back, and what was typed survives all that goes wrong.
import type { Locator, Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { expectAccessible, focused, inEnglish, long, person, signOn } from '../harness/people.ts';
import { people, press, questionsSent, situation, text, write } from '../harness/asking.ts';

/** As when somebody presses Ctrl+V; only what the page does itself is seen. */
async function paste(page: Page, pasted: string): Promise<void> {
  await text(page).focus();
  await text(page).evaluate((field, words) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', words);
    field.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  }, pasted);
}

describe('Text that is pasted', () => {
  test('comes in without what nobody sees, so that it can be asked', async () => {
    const page = await person('lotte@example.nl');
    await paste(page, 'Moeder heeft schulden.\u000bPost ligt\u0001 ongeopend.\u000cZij is\u0085moe.');
    await expect.poll(async () => text(page).inputValue()).toBe('Moeder heeft schulden.\nPost ligt ongeopend.\nZij is\nmoe.');
    await people(page).first().waitFor();
    // What comes in another way, such as by dragging, as well.
    await write(page, 'Vader drinkt.');
    await text(page).fill('Vader\u0001 drinkt.\u000bElke dag.');
    await expect.poll(async () => text(page).inputValue()).toBe('Vader drinkt.\nElke dag.');
  });

  test('and is longer than the field is cut with a word about it', async () => {
    const page = await person('lotte@example.nl');
    await paste(page, 'Moeder heeft schulden. '.repeat(940).padEnd(21_624, 'x').slice(0, 21_624));
    const told = page.getByText('Je tekst was langer dan 8.000 tekens; de laatste 13.624 zijn niet meegekomen.');
    await told.waitFor();
    expect(await told.getAttribute('role')).toBe('status');
    expect((await text(page).inputValue()).length).toBe(8000);
    await expectAccessible(page);
    await text(page).press('End');
    await text(page).press('Backspace');
    await expect.poll(async () => told.count()).toBe(0);
  });
});

describe('While one types', () => {
  test('whoever is shown keeps the place, and nothing in the list jumps', async () => {
    const page = await person('lotte@example.nl', { width: 1440 });
    await write(page, 'Jongen wordt over vier maanden 18, LVB.');
    await page.evaluate(() => {
      const moved: string[] = [];
      Object.assign(window, { moved });
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries() as (PerformanceEntry & { value: number; sources: { node?: Node }[] })[]) {
          const inside = entry.sources.some(({ node }) => node && document.querySelector('.ask__people')?.contains(node));
          if (inside) moved.push(`${entry.value}`);
        }
      }).observe({ type: 'layout-shift', buffered: false });
    });
    const places = () => people(page).evaluateAll((all) => all.map((each) => ({ id: (each as HTMLElement).dataset['person'], top: (each as HTMLElement).offsetTop, height: (each as HTMLElement).offsetHeight })));
    let before = await places();
    const all = new Set(before.map((each) => each.id));
    for (const more of [' Begeleiding stopt.', ' Moeder heeft schulden, post ongeopend.', ' Oma dementeert en valt vaak.', ' Vader drinkt.']) {
      await write(page, `${await text(page).inputValue()}${more}`);
      await expect.poll(async () => page.locator('.chip--topic').count()).toBeGreaterThan(0);
      const after = await places();
      for (const each of before) {
        const now = after.find((other) => other.id === each.id);
        if (now) expect(now, `the place of ${each.id}`).toEqual(each);
      }
      for (const each of after) all.add(each.id);
      before = after;
    }
    // Others did come meanwhile, or nothing was looked at.
    expect(all.size).toBeGreaterThan(6);
    const moved = () => page.evaluate(() => (window as unknown as { moved: string[] }).moved);
    expect(await moved()).toEqual([]);
    // It would have been seen: what is put above the list moves it.
    await page.evaluate(() => document.querySelector('.ask__people')?.prepend(Object.assign(document.createElement('p'), { textContent: 'Ruimte', className: 'lead' })));
    await expect.poll(async () => (await moved()).length).toBeGreaterThan(0);
  });

  test('while the pointer is in the list nobody leaves it; new ones come below, and the best come first when asked', async () => {
    const page = await person('lotte@example.nl', { width: 1440 });
    await write(page, 'Jongen wordt over vier maanden 18, LVB.');
    const names = () => people(page).evaluateAll((all) => all.map((each) => (each as HTMLElement).dataset['person'] ?? ''));
    const before = await names();
    await people(page).first().hover();
    await write(page, 'Oma dementeert, valt vaak, en opa kan de zorg niet meer aan.');
    await expect.poll(async () => (await names()).length).toBeGreaterThan(before.length);
    expect((await names()).slice(0, before.length)).toEqual(before);
    await press(page, 'Best passende eerst');
    await expect.poll(names).not.toContain(before[0]);
    expect(await names()).toHaveLength(6);
    await press(page, /^Toon er nog/);
    await expect.poll(async () => (await names()).length).toBeGreaterThan(6);
    await expect.poll(() => focused(page)).not.toBe('');
  });

  test('names are marked in the text, and the same name gets the same letter', async () => {
    const page = await person('lotte@example.nl');
    await write(page, 'Jan de Vries belde over Willem Bakker. Jan de Vries slaapt slecht. Zijn bsn is 111222333.');
    const marks = page.locator('.case-text__mirror mark');
    await expect.poll(() => marks.allTextContents()).toEqual(['Jan de Vries', 'Willem Bakker', 'Jan de Vries', '111222333']);
    // They lie where the words are: the mirror wraps as the field does.
    const [field, mirror] = await Promise.all(['.case-text__field', '.case-text__mirror'].map((each) => page.locator(each).evaluate((element) => [element.clientWidth, getComputedStyle(element).font, getComputedStyle(element).lineHeight])));
    expect(mirror).toEqual(field);
    await press(page, /Jan de Vries/);
    await expect.poll(() => text(page).inputValue()).toBe('[persoon A] belde over Willem Bakker. [persoon A] slaapt slecht. Zijn bsn is 111222333.');
    await expect.poll(() => focused(page)).toBe('Wat speelt er?');
    await press(page, 'Vervang alles');
    await expect.poll(() => text(page).inputValue()).toBe('[persoon A] belde over [persoon B]. [persoon A] slaapt slecht. Zijn bsn is [bsn].');
    await text(page).press('End');
    await page.keyboard.type(' Jan de Vries is thuis.');
    await page.getByRole('button', { name: 'Jan de Vries' }).waitFor();
    await press(page, /Jan de Vries/);
    await expect.poll(() => text(page).inputValue()).toContain('[persoon A] is thuis.');
  });

  test('danger shows whom to call, and blocks nothing', async () => {
    const page = await person('lotte@example.nl');
    await write(page, 'Mevrouw zegt dat ze vannacht een eind aan haar leven maakt, ze wil dood.');
    const numbers = page.locator('.danger a[href^="tel:"]');
    await expect.poll(() => numbers.evaluateAll((all) => all.map((each) => each.getAttribute('href')))).toEqual(['tel:112', 'tel:113', 'tel:08000113', 'tel:08002000']);
    expect(await page.getByRole('button', { name: 'Verstuur de vraag' }).isEnabled()).toBe(true);
    await expectAccessible(page);
  });

  test('a topic is taken away, put back and added, and the focus stays near', async () => {
    const page = await person('lotte@example.nl');
    await write(page, situation);
    const chips = page.locator('.understood');
    await expect.poll(() => chips.locator('.chip--negated').allTextContents()).toEqual([expect.stringContaining('verslaving')]);
    await press(page, 'schulden weghalen');
    await expect.poll(() => chips.getByText('weggehaald: schulden').count()).toBe(1);
    await expect.poll(() => focused(page)).toMatch(/weghalen|terugzetten/);
    await press(page, 'schulden terugzetten');
    await page.getByRole('button', { name: 'schulden weghalen' }).waitFor();
    await press(page, '+ Toevoegen');
    await expect.poll(() => focused(page)).toContain('Wat hoort erbij');
    await page.keyboard.type('autis');
    await page.getByRole('listbox').getByRole('option').first().waitFor();
    await page.keyboard.press('Enter');
    await chips.getByRole('button', { name: /autisme.* weghalen/ }).waitFor();
  });
});

describe('What is understood', () => {
  test('a fact is taken away, stays away while one writes on, and comes back', async () => {
    const page = await person('lotte@example.nl');
    await write(page, `${situation} Moeder had vroeger een depressie.`);
    const chips = page.locator('.understood');
    await expect.poll(() => chips.locator('.chip--mentioned').allTextContents()).toEqual([expect.stringContaining('zijdelings')]);
    await press(page, 'Kruiskamp weghalen');
    await chips.getByText('weggehaald: Kruiskamp').waitFor();
    await expect.poll(() => focused(page)).toMatch(/weghalen|terugzetten/);
    await write(page, `${await text(page).inputValue()} Vader is uit beeld.`);
    expect(await page.getByRole('button', { name: 'Kruiskamp weghalen' }).count()).toBe(0);
    await press(page, 'Kruiskamp terugzetten');
    await page.getByRole('button', { name: 'Kruiskamp weghalen' }).waitFor();
    await expectAccessible(page);
  });

  test('an eighteenth birthday shows what changes and whom to ask; without the age it is gone', async () => {
    const page = await person('lotte@example.nl', { width: 1440 });
    await write(page, situation);
    const eighteen = page.locator('.eighteen');
    await eighteen.getByText('Over ongeveer 4 maanden 18.').waitFor();
    await eighteen.getByText('Begeleiding', { exact: true }).click();
    await eighteen.getByText('Begeleiding kan niet als verlengde jeugdhulp doorgaan').waitFor();
    await eighteen.getByText('Wmo 2015 art. 2.3.2').waitFor();
    await expectAccessible(page);
    await eighteen.getByRole('button', { name: /^Vraag advies aan/ }).first().click();
    expect(await page.locator('.summary .chip').count()).toBe(1);
    await press(page, /^18 over ongeveer 4 maanden weghalen|^wordt 18 weghalen/);
    await expect.poll(() => eighteen.count()).toBe(0);
  });

  test('an age that is not in the text is never said to be read in it', async () => {
    const page = await person('lotte@example.nl', { width: 1440 });
    const when = page.locator('.eighteen__when');
    const said: [string, RegExp][] = [
      ['Meisje van 17 in een pleeggezin.', /^17 jaar, zo lezen we in je tekst\./],
      ['Hij wordt in maart 18 en de pleegzorg stopt.', /^Over ongeveer (een maand|\d+ maanden) 18\./],
      ['Zijn 18e verjaardag nadert en de pleegzorg stopt.', /^De 18e verjaardag komt eraan, zo lezen we in je tekst\./],
      ['Volwassen worden na pleegzorg.', /^We lezen geen leeftijd in je tekst en gaan uit van 17 jaar\./],
    ];
    for (const [question, expected] of said) {
      await write(page, question);
      await expect.poll(() => when.textContent(), { message: question }).toMatch(expected);
    }
    await write(page, 'Dagbesteding voor jongvolwassenen.');
    await expect.poll(() => page.locator('.eighteen').count()).toBe(0);
    await write(page, 'Vrouw van 34, zat tot haar 18e in een pleeggezin.');
    await expect.poll(() => page.locator('.eighteen').count()).toBe(0);
    expect(await page.getByRole('button', { name: 'wordt 18 weghalen' }).count()).toBe(0);
  });

  test('what can only be done before the birthday is past for somebody of twenty', async () => {
    const page = await person('lotte@example.nl', { width: 1440 });
    await write(page, 'Jongen van 20 in een pleeggezin, gezinsbegeleiding.');
    const eighteen = page.locator('.eighteen');
    await eighteen.getByRole('button', { name: 'Alles openen' }).click();
    const step = (what: string) => eighteen.locator('.eighteen__step', { hasText: what });
    await step('voor 18 vast te leggen').getByText('voorbij', { exact: true }).waitFor();
    await step('Meld de jongere bij de Wmo').getByText('nu', { exact: true }).waitFor();
    const colour = (of: Locator) => of.evaluate((element) => getComputedStyle(element).color);
    expect(await colour(step('voor 18 vast te leggen')), 'what is past stands back').not.toBe(await colour(step('Meld de jongere bij de Wmo')));
    await expectAccessible(page);
  });

  test('on a phone what changes at eighteen is folded, and opens', async () => {
    const page = await person('lotte@example.nl', { width: 360 });
    await write(page, situation);
    const eighteen = page.locator('.eighteen');
    await eighteen.getByRole('heading', { name: 'Bijna 18' }).waitFor();
    expect(await eighteen.getByText('Begeleiding', { exact: true }).isVisible()).toBe(false);
    await eighteen.getByRole('heading', { name: 'Bijna 18' }).click();
    await press(page, 'Alles openen');
    await eighteen.getByText('Meld de jongere bij de Wmo.').waitFor();
    await expectAccessible(page);
  });

  test('a team is for the whole question only when somebody in it has each part', async () => {
    const page = await person('lotte@example.nl', { width: 1440 });
    const team = page.locator('.team');
    await write(page, situation);
    await team.getByRole('heading', { name: /^Samen kunnen zij/ }).waitFor();
    // The same answer, as it would be when nobody had the part that is only guessed.
    await page.route('**/v1/matches', async (route) => {
      const answered = await route.fetch();
      const match = (await answered.json()) as { understood: { aspects: { topic: string; label: string; certain: boolean; negated: boolean; mentioned: boolean }[] }; team: { members: { covers: string[] }[]; uncovered: string[] } };
      match.understood.aspects.push({ ...match.understood.aspects[0]!, topic: 'rouw', label: 'rouw', certain: false, negated: false, mentioned: false });
      match.team.uncovered = ['rouw'];
      for (const member of match.team.members) member.covers = member.covers.filter((topic) => topic !== 'rouw');
      await route.fulfill({ response: answered, json: match });
    });
    await write(page, `${situation} Vader is uit beeld.`);
    await team.getByRole('heading', { name: 'Samen kunnen zij het meeste aan' }).waitFor();
    await team.getByText('Voor mogelijk rouw is nu niemand gevonden.', { exact: true }).waitFor();
    await expectAccessible(page);
  });

  test('why somebody is found is said with shares that are a hundred together', async () => {
    const page = await person('lotte@example.nl');
    await write(page, situation);
    await people(page).first().getByText('Waarom deze?').click();
    const shares = await people(page).first().locator('.candidate__share').allTextContents();
    expect(shares.length).toBeGreaterThan(1);
    expect(shares.map((each) => Number(each.replace('−', '-').replace(' %', ''))).reduce((sum, each) => sum + each, 0)).toBe(100);
  });

  test('what cannot be understood gets a sentence, never an empty screen', async () => {
    const page = await person('lotte@example.nl');
    for (const [written, said] of [
      ['x', /Schrijf ten minste een woord/],
      ['😀😀😀', /Hier staan nog geen woorden in/],
      ['en toen was het er niet', /Hieruit blijkt nog niet waar het over gaat/],
      ['My mother has debts and she does not open her letters anymore', /Deze tekst lijkt niet Nederlands/],
    ] as const) {
      await text(page).fill(written);
      await page.getByText(said).first().waitFor();
    }
    await write(page, '<b>Moeder</b>\theeft\tschulden');
    await page.getByRole('button', { name: 'schulden weghalen' }).waitFor();
    expect(await page.getByText(/lijkt niet Nederlands/).count()).toBe(0);
  });
});

describe('Whom one asks', () => {
  test('a person or organisation is left out, and comes back with the focus', async () => {
    const page = await person('lotte@example.nl');
    await write(page, situation);
    const first = people(page).first();
    const name = (await first.locator('h3').innerText()).trim();
    await first.getByRole('button', { name: `Niet deze persoon: ${name}` }).click();
    const undo = page.getByRole('button', { name: `Ongedaan maken: ${name}` });
    await undo.waitFor();
    await expect.poll(() => focused(page)).toContain(name);
    await page.waitForResponse((response) => response.url().endsWith('/v1/matches'));
    expect(await page.locator('.chip--removed').first().innerText()).toContain(name);
    await undo.click();
    await first.getByRole('button', { name: `Vraag advies aan ${name}` }).waitFor();
    await expect.poll(() => focused(page)).toBe(name);
    await first.getByRole('button', { name: /^Niet deze organisatie/ }).click();
    await page.getByRole('button', { name: /mag weer worden gevraagd/ }).click();
    await first.getByRole('button', { name: `Vraag advies aan ${name}` }).waitFor();
  });

  test('filters come from the pool, show as chips, and go again', async () => {
    const page = await person('lotte@example.nl');
    await write(page, situation);
    await page.getByText('Zoek gerichter').click();
    await page.getByLabel('Soort kennis').selectOption('experience');
    await page.getByLabel('Spreekt').selectOption('nl');
    await page.getByRole('button', { name: 'Niet meer zoeken op: ervaringsdeskundige' }).waitFor();
    const others = () => people(page).filter({ hasNot: page.locator('.candidate__kind') }).count();
    await expect.poll(others).toBe(0);
    await press(page, 'Niet meer zoeken op: ervaringsdeskundige');
    await expect.poll(others).toBeGreaterThan(0);
    await expect.poll(() => focused(page)).toBe('Niet meer zoeken op: Nederlands');
  });

  test('who works for two municipalities asks people of the team’s own', async () => {
    const page = await person('nour@example.nl');
    await write(page, 'Moeder heeft schulden en de post blijft dicht.');
    await people(page).first().getByRole('button', { name: /^Vraag advies/ }).click();
    const chosen = (await page.locator('.summary .chip').first().innerText()).replace('×', '').trim();
    await page.getByLabel('Vanuit welk team vraag je dit?').selectOption({ label: 'Wijkteam Schalkwijk' });
    await page.getByText(`Bij dit team kan ${chosen} niet worden gevraagd`).waitFor();
    expect(await page.locator('.summary .chip').count()).toBe(0);
    const options = await page.getByLabel('Over welke wijk gaat het?').locator('option').allTextContents();
    expect(options).toContain('Europawijk');
    expect(options).not.toContain('Kruiskamp');
  });
});

describe('Sending', () => {
  test('says beforehand what will happen, takes over the neighbourhood, and sends once', async () => {
    const page = await person('lotte@example.nl', { width: 1440 });
    const sent = questionsSent(page);
    await write(page, situation);
    await press(page, /^Vraag deze (twee|drie) samen$/);
    const summary = page.locator('.summary');
    expect(await summary.locator('.chip').count()).toBeGreaterThan(1);
    expect(await summary.innerText()).toMatch(/krijgen je vraag meteen\. Reageert niemand voor .+, dan vragen we .+ Lukt dat niet, dan de coördinator\./);
    await expect(summary.evaluate((bar) => bar.getBoundingClientRect().bottom <= window.innerHeight)).resolves.toBe(true);
    await page.getByLabel('Niet automatisch doorgeven').check();
    expect(await summary.innerText()).toContain('dan gaat je vraag naar de coördinator');
    const neighbourhood = page.getByLabel('Over welke wijk gaat het?');
    expect(await neighbourhood.evaluate((field) => (field as HTMLSelectElement).selectedOptions[0]?.text)).toBe('Kruiskamp');
    expect(await page.getByLabel(/^Binnen 2 werkdagen: uiterlijk .+ \d+\.\d\d$/).isChecked()).toBe(true);
    await page.getByRole('button', { name: 'Verstuur de vraag' }).dblclick();
    await page.waitForURL(/\/vragen\/[0-9a-f-]{36}/);
    await page.getByText(/^Verstuurd aan/).waitFor();
    expect(new Set(sent.map((request) => request.headers()['idempotency-key'])).size).toBe(1);
    const mine = await page.request.get('/v1/consultations?relation=asked&limit=100');
    const ids = ((await mine.json()) as { items: { id: string }[] }).items.map((each) => each.id);
    expect(ids.filter((id) => page.url().includes(id))).toHaveLength(1);
  });

  test('a refusal stands where it belongs, the text stays, and the next try goes', async () => {
    const page = await person('sanne@example.nl');
    const sent = questionsSent(page);
    await write(page, 'Buren klagen over stank, meneer laat niemand binnen.');
    await page.getByLabel('Eigen kenmerk').fill('111222333');
    await press(page, 'Verstuur de vraag');
    await expect.poll(() => focused(page)).toBe('Eigen kenmerk');
    expect(await page.getByLabel('Eigen kenmerk').getAttribute('aria-invalid')).toBe('true');
    await expectAccessible(page);
    await page.getByLabel('Eigen kenmerk').fill('S-12');
    await page.route('**/v1/consultations', (route) => (route.request().method() === 'POST' ? route.abort() : route.continue()));
    await press(page, 'Verstuur de vraag');
    await page.getByText('De server geeft geen antwoord').first().waitFor();
    expect(await text(page).inputValue()).toContain('Buren klagen');
    await page.unroute('**/v1/consultations');
    await press(page, 'Verstuur de vraag');
    await page.waitForURL(/\/vragen\//);
    const keys = sent.map((request) => request.headers()['idempotency-key']);
    expect(keys).toHaveLength(3);
    expect(keys[0]).not.toBe(keys[1]);
    expect(keys[1]).toBe(keys[2]);
  });
});

describe('What is not sent', () => {
  test('a draft comes back with who was chosen, is saved again, and is gone once sent', async () => {
    const page = await person('iris@example.nl');
    await write(page, 'Moeder heeft schulden, de huur is drie maanden achter.');
    await people(page).first().getByRole('button', { name: /^Vraag advies/ }).click();
    const chosen = await page.locator('.summary .chip').first().innerText();
    await press(page, 'Bewaar als concept');
    await page.getByText(/We bewaren dit tot .+, versleuteld; alleen jij ziet het\./).waitFor();
    await page.reload();
    await expect.poll(() => text(page).inputValue()).toContain('drie maanden achter');
    expect(await page.locator('.summary .chip').first().innerText()).toBe(chosen);
    await text(page).press('End');
    await page.keyboard.type(' De verhuurder dreigt.');
    await page.getByText('heeft je laatste woorden nog niet').waitFor();
    await press(page, 'Bewaar opnieuw');
    await page.getByText(/We bewaren dit tot/).waitFor();

    await page.goto('/');
    const drafts = page.getByRole('region', { name: 'Je concepten' });
    await drafts.waitFor();
    await expectAccessible(page);
    expect(await drafts.getByRole('listitem').count()).toBe(1);
    await drafts.getByRole('link', { name: 'Verder schrijven' }).click();
    await expect.poll(() => text(page).inputValue()).toContain('De verhuurder dreigt.');
    await press(page, 'Verstuur de vraag');
    await page.waitForURL(/\/vragen\//);
    await page.getByRole('navigation').getByRole('link', { name: 'Stel een vraag' }).click();
    await text(page).waitFor();
    await page.getByRole('heading', { name: 'Zo gaat het' }).waitFor();
    const left = (await (await page.request.get('/v1/drafts')).json()) as { total: number };
    expect(left.total).toBe(0);
  });

  test('a draft is thrown away after asking, and the focus goes on', async () => {
    const page = await person('marco@example.nl');
    await text(page).fill('Vader drinkt.');
    await press(page, 'Bewaar als concept');
    await page.getByText(/We bewaren dit tot/).waitFor();
    await page.goto('/');
    await press(page, /^Weggooien/);
    await expect.poll(() => focused(page)).toBe('Ja, weggooien');
    await press(page, 'Ja, weggooien');
    await page.getByRole('region', { name: 'Je concepten' }).waitFor({ state: 'detached' });
    await expect.poll(() => focused(page)).toBe('Wat speelt er?');
  });

  test('leaving asks first: staying, throwing away, and keeping', async () => {
    const page = await person('marco@example.nl');
    await text(page).fill('Vader drinkt en slaat.');
    await page.getByRole('navigation').getByRole('link', { name: 'De pool' }).click();
    await page.getByText('Wat je schreef is nog niet verstuurd.').waitFor();
    await expectAccessible(page);
    await press(page, 'Hier blijven');
    await expect.poll(() => focused(page)).toBe('De pool');
    expect(await text(page).inputValue()).toBe('Vader drinkt en slaat.');

    await page.getByRole('navigation').getByRole('link', { name: 'Mijn vragen' }).click();
    await page.getByRole('region', { name: 'Wat je schreef is nog niet verstuurd' }).getByRole('button', { name: 'Bewaar als concept' }).click();
    await page.waitForURL('**/vragen');
    await page.goBack();
    await expect.poll(() => text(page).inputValue()).toBe('Vader drinkt en slaat.');

    await page.getByRole('navigation').getByRole('link', { name: 'Mijn vragen' }).click();
    await page.waitForURL('**/vragen');
    await page.getByRole('navigation').getByRole('link', { name: 'Stel een vraag' }).click();
    await write(page, 'Iets anders, met schulden.');
    await page.goBack();
    await page.getByText('Wat je schreef is nog niet verstuurd.').waitFor();
    expect(await text(page).inputValue()).toBe('Iets anders, met schulden.');
    expect(new URL(page.url()).pathname).toBe('/');
    await page.getByRole('region', { name: 'Wat je schreef is nog niet verstuurd' }).getByRole('button', { name: 'Weggooien' }).click();
    await page.waitForURL('**/vragen');
  });

  test('an ended session leaves the text, the people chosen and the fields as they were', async () => {
    const page = await person('bilal@example.nl');
    await write(page, situation);
    await people(page).first().getByRole('button', { name: /^Vraag advies/ }).click();
    await page.getByLabel('Eigen kenmerk').fill('B-7');
    const chosen = await page.locator('.summary .chip').first().innerText();
    await page.context().clearCookies();
    await press(page, 'Verstuur de vraag');
    await page.locator('form.sign-on').waitFor();
    await signOn(page, 'bilal@example.nl');
    expect(await text(page).inputValue()).toBe(situation);
    expect(await page.locator('.summary .chip').first().innerText()).toBe(chosen);
    expect(await page.getByLabel('Eigen kenmerk').inputValue()).toBe('B-7');
    await press(page, 'Verstuur de vraag');
    await page.waitForURL(/\/vragen\//);
  });
});

describe('A talk', () => {
  test('is logged afterwards in one short form and closed at once', async () => {
    const page = await person('lotte@example.nl', { path: '/gesprek' });
    await press(page, 'Leg vast');
    await expect.poll(() => focused(page)).toBe('Met wie sprak je?');
    await page.getByRole('combobox', { name: 'Met wie sprak je?' }).fill('Youssef');
    await page.getByRole('listbox').getByRole('option').first().click();
    await page.getByText('Youssef Proefman').waitFor();
    await page.getByLabel('Wat vroeg je?').fill('Moeder in Liendert heeft schulden; mag er beslag op de toeslag?');
    await page.getByLabel('Wat was het advies?').fill('Bel Jan de Vries en laat de beslagvrije voet narekenen.');
    await page.getByRole('button', { name: 'schulden weghalen' }).waitFor();
    await press(page, /Jan de Vries/);
    await expect.poll(() => page.getByLabel('Wat was het advies?').inputValue()).toContain('[persoon A]');
    await page.getByLabel('Eerder vandaag').check();
    await page.getByLabel('Hoe laat ongeveer?').fill('00:01');
    await page.getByLabel('Meteen afsluiten').check();
    await press(page, 'Leg vast en sluit af');
    await page.getByText('Kies hoe het afliep.').waitFor();
    await expectAccessible(page);
    await page.getByText('opgelost in het team', { exact: true }).click();
    await page.getByRole('group', { name: 'Wat had de inwoner eraan?' }).getByText('veel', { exact: true }).click();
    await page.getByText('5 min', { exact: true }).click();
    await press(page, 'Leg vast en sluit af');
    await page.waitForURL(/\/vragen\/[0-9a-f-]{36}/);
    const made = (await (await page.request.get(`/v1/consultations/${page.url().split('/').pop()?.split('?')[0]}`)).json()) as Record<string, unknown>;
    expect(made).toMatchObject({ origin: 'phone', state: 'closed', closure: { result: 'solved_in_team', valueForResident: 4, valueForAsker: 4, minutes: 5 }, neighbourhood: { name: 'Liendert' } });
    expect((made['topics'] as { code: string }[]).map((each) => each.code)).toContain('schulden');
  });
});

describe('A partner', () => {
  test('sees to whom the question goes, is told of a name, and finds the question back', async () => {
    const page = await person('herman@example.nl');
    await page.getByRole('heading', { name: 'Vraag aan het wijkteam', level: 1 }).waitFor();
    await page.getByText(/^Je vraag komt bij [A-Z]/).waitFor();
    await press(page, 'Verstuur naar het wijkteam');
    await page.getByText('Schrijf eerst wat je vraag is.').waitFor();
    await expect.poll(() => focused(page)).toBe('Wat is je vraag?');
    await page.getByLabel('Wat is je vraag?').fill('Mevrouw Jansen van 82 vergeet haar medicijnen.');
    await press(page, /Jansen/);
    await expect.poll(() => page.getByLabel('Wat is je vraag?').inputValue()).toContain('[persoon A]');
    await expectAccessible(page);
    await press(page, 'Verstuur naar het wijkteam');
    await page.waitForURL(/\/vragen\/[0-9a-f-]{36}/);
    await page.getByText('[persoon A] van 82').first().waitFor();
  });
});

describe.each([360, 1024, 1600])('At %d pixels', (width) => {
  long('asking, logging a talk and a partner’s question are accessible in both languages', async () => {
    const page = await person('lotte@example.nl', { width });
    for (const english of [false, true]) {
      if (english) {
        await page.goto('/');
        await inEnglish(page);
      }
      await page.locator('textarea').waitFor();
      await expectAccessible(page);
      await page.locator('.start__example').first().click();
      await people(page).first().waitFor();
      await people(page).first().locator('summary').click();
      await page.locator('.filters summary').click();
      await page.locator('.filters select').first().waitFor();
      await people(page).first().locator('.card__actions button').click();
      await expectAccessible(page);
      await page.locator('textarea').fill('');
    }
    const partner = await person('herman@example.nl', { width, path: '/wijkteam' });
    await partner.locator('textarea').waitFor();
    await expectAccessible(partner);
    await inEnglish(partner);
    await expectAccessible(partner);
    const talk = await person('nour@example.nl', { width, path: '/gesprek' });
    await talk.locator('textarea').first().waitFor();
    await expectAccessible(talk);
    await inEnglish(talk);
    await talk.getByLabel('Close it at once').check();
    await expectAccessible(talk);
  });
});
