// How a question is corrected, held back and read again: what was meant is added, what says nothing is not sent, and a
// name in the text asks anew what the resident knows.
import { describe, expect, test } from 'vitest';
import { expectAccessible, focused, person } from '../harness/people.ts';
import { people, press, questionsSent, situation, text, write } from '../harness/asking.ts';

describe('Text that is dragged in', () => {
  test('and does not fit is cut with a word about it, and with its first words', async () => {
    const page = await person('lotte@example.nl');
    await text(page).fill('Moeder heeft schulden. '.repeat(347));
    await text(page).evaluate((field: HTMLTextAreaElement) => {
      field.setSelectionRange(field.value.length, field.value.length);
      const data = `${'Vader drinkt. '.repeat(10)}De huur is drie maanden achter.`;
      field.dispatchEvent(new InputEvent('beforeinput', { inputType: 'insertFromDrop', data, bubbles: true, cancelable: true }));
    });
    await page.getByText(/de laatste \d+ zijn niet meegekomen\. Weggevallen is alles vanaf: “.+”\./).waitFor();
    expect((await text(page).inputValue()).length).toBe(8000);
  });
});

describe('What is understood', () => {
  test('a word with a slip offers the topic that is meant, and one press adds it', async () => {
    const page = await person('lotte@example.nl');
    await write(page, 'Moeder heeft schuldn en vader wil niets.');
    const chips = page.locator('.understood');
    await chips.getByText('bedoelde je schulden?').waitFor();
    await expectAccessible(page);
    await press(page, 'schulden toevoegen');
    await chips.getByRole('button', { name: 'schulden weghalen' }).waitFor();
    expect(await chips.getByText('bedoelde je schulden?').count()).toBe(0);
  });

  test('a law, a language and an age are added beside what was read, and go again', async () => {
    const page = await person('lotte@example.nl');
    await write(page, 'Moeder heeft schulden.');
    const chips = page.locator('.understood');
    await press(page, '+ Toevoegen');
    for (const [typed, name] of [
      ['vreemd', 'Vreemdelingenwet'],
      ['turk', 'Turks'],
      ['17', '17 jaar'],
    ] as const) {
      await page.getByRole('combobox', { name: 'Wat hoort erbij?' }).fill(typed);
      await page.getByRole('option', { name: new RegExp(`^${name}`) }).click();
      await chips.getByRole('button', { name: `${name} weghalen` }).waitFor();
    }
    await page.locator('.eighteen').waitFor();
    await expectAccessible(page);
    await press(page, '17 jaar weghalen');
    await expect.poll(() => page.locator('.eighteen').count()).toBe(0);
    expect(await chips.getByText('weggehaald: 17 jaar').count()).toBe(0);
  });

  test('what others know outside the team is said, and what only people know who are excluded', async () => {
    const page = await person('lotte@example.nl', { width: 360 });
    await page.route('**/v1/matches', async (route) => {
      const answered = await route.fetch();
      const match = (await answered.json()) as { understood: { aspects: { topic: string; label: string; certain: boolean; negated: boolean; mentioned: boolean }[] }; team: { uncovered: string[]; knownToExcluded: string[] } };
      const more = (topic: string) => ({ ...match.understood.aspects[0]!, topic, label: topic, certain: true, negated: false, mentioned: false });
      match.understood.aspects.push(more('rouw'), more('verzamelwoede'), more('huisverbod'));
      match.team.uncovered = ['rouw', 'huisverbod'];
      match.team.knownToExcluded = ['rouw'];
      await route.fulfill({ response: answered, json: match });
    });
    await write(page, situation);
    const gaps = page.locator('.team__uncovered');
    await gaps.getByText(/^Niet in dit team: .*verzamelwoede/).waitFor();
    await gaps.getByText('Van rouw weten nu alleen mensen die jij niet wilt vragen.').waitFor();
    await gaps.getByText('Voor huisverbod is nu niemand gevonden.').waitFor();
    expect(await gaps.evaluate((box) => box.scrollHeight <= box.clientHeight)).toBe(true);
  });
});

describe('Another question in the same field', () => {
  test('does not inherit what was taken away from the first', async () => {
    const page = await person('lotte@example.nl');
    await write(page, 'Moeder heeft schulden en opent haar post niet.');
    const chips = page.locator('.understood');
    await press(page, 'schulden weghalen');
    await chips.getByText('weggehaald: schulden').waitFor();
    await write(page, 'Heel andere vraag: schulden en huurachterstand');
    await page.getByRole('button', { name: 'schulden weghalen' }).waitFor();
    expect(await chips.getByText('weggehaald: schulden').count()).toBe(0);
  });
});

describe('A team of four', () => {
  test.for([1280, 1024, 390])('and what it lacks can be read whole at %i pixels', async (width) => {
    const page = await person('lotte@example.nl', { width });
    await page.route('**/v1/matches', async (route) => {
      const answered = await route.fetch();
      const match = (await answered.json()) as { understood: { aspects: { topic: string; mentioned: boolean; negated: boolean }[] }; candidates: { specialist: { id: string } }[]; team: { members: { specialist: string; covers: string[] }[]; uncovered: string[] } };
      const [first = '', second = '', third = ''] = match.understood.aspects.filter((each) => !each.negated && !each.mentioned).map((each) => each.topic);
      match.team.members = match.candidates.slice(0, 4).map(({ specialist }, place) => ({ ...match.team.members[0]!, specialist: specialist.id, covers: place % 2 === 0 ? [second, third] : [second] }));
      match.team.uncovered = [first];
      await route.fulfill({ response: answered, json: match });
    });
    await write(page, situation);
    await page.getByRole('button', { name: 'Vraag deze 4 samen' }).waitFor();
    for (const part of ['.team', '.team__members', '.team__uncovered'])
      expect(await page.locator(part).evaluate((box) => box.scrollHeight - box.clientHeight), part).toBeLessThanOrEqual(0);
    for (const name of await page.locator('.team__name').all()) {
      expect(await name.evaluate((box) => box.scrollWidth <= box.clientWidth || getComputedStyle(box).display === 'inline')).toBe(true);
      expect(await name.isVisible()).toBe(true);
    }
    await expectAccessible(page);
  });
});

describe('Sending', () => {
  test('a question that says nothing is not sent, and the field says what to write', async () => {
    const page = await person('lotte@example.nl');
    await text(page).fill('de het een');
    await page.getByText(/Hieruit blijkt nog niet/).first().waitFor();
    expect(await people(page).count()).toBe(0);
    await press(page, 'Verstuur de vraag');
    await page.getByText(/Hier staat nog niet wat er speelt/).waitFor();
    await expect.poll(() => focused(page)).toContain('Wat speelt er?');
    expect(page.url()).not.toMatch(/vragen/);
  });

  test('with a name in the text it is asked anew what the resident knows', async () => {
    const page = await person('lotte@example.nl');
    const sent = questionsSent(page);
    await write(page, 'Moeder heeft schulden.');
    const nothing = page.getByLabel('Ik vraag het zonder herleidbare gegevens');
    expect(await nothing.isChecked()).toBe(true);
    await write(page, 'Moeder heeft schulden. Bel haar: 06-12345678.');
    await expect.poll(() => nothing.isChecked()).toBe(false);
    await page.getByText(/nog iets dat naar iemand kan leiden: 06-12345678/).waitFor();
    await press(page, 'Verstuur de vraag');
    await page.getByText('Kies eerst wat de inwoner weet.').waitFor();
    await expectAccessible(page);
    expect(sent).toHaveLength(0);
    await nothing.check();
    await expect.poll(() => page.getByText('Kies eerst wat de inwoner weet.').count()).toBe(0);
    await write(page, 'Moeder heeft schulden. Bel haar: 06-12345678. Of mail naar a.b@example.nl.');
    await expect.poll(() => nothing.isChecked()).toBe(false);
    await write(page, 'Moeder heeft schulden.');
    await expect.poll(() => nothing.isChecked()).toBe(true);
  });

  test('of somebody of seventeen the page of the question shows what changes as well', async () => {
    const page = await person('lotte@example.nl');
    await write(page, 'Moeder (42) met een zoon van 17 in een pleeggezin, hij heeft schulden.');
    await press(page, 'Verstuur de vraag');
    await page.waitForURL(/\/vragen\/[0-9a-f-]{36}/);
    const eighteen = page.locator('.eighteen');
    await eighteen.getByText('17 jaar toen de vraag werd gesteld.').waitFor();
    await eighteen.getByRole('heading', { name: 'Bijna 18' }).click();
    await eighteen.getByText('Pleegzorg', { exact: true }).first().waitFor();
    await expectAccessible(page);
  });
});
