// Working with the keyboard alone: walking by Tab to what one wants, with the focus seen at every step.
import type { Page } from 'playwright-core';
import { expect } from 'vitest';

/** What has the focus, by its label or text, and whether one can see that it has it. */
function look(page: Page): Promise<{ name: string; seen: boolean }> {
  return page.evaluate(() => {
    const element = document.activeElement as HTMLInputElement | null;
    if (!element || element === document.body) return { name: '', seen: true };
    const name = (element.getAttribute('aria-label') ?? element.labels?.[0]?.textContent ?? element.textContent ?? '').trim();
    const box = element.getBoundingClientRect();
    const style = getComputedStyle(element);
    return { name, seen: box.width > 0 && box.height > 0 && (style.outlineStyle !== 'none' || style.boxShadow !== 'none') };
  });
}

/** Presses Tab until what has the focus is named so, and gives its name; fails when it is not reached. */
export async function tabTo(page: Page, name: RegExp, most = 150): Promise<string> {
  const passed: string[] = [];
  for (let pressed = 0; pressed < most; pressed++) {
    const here = await look(page);
    if (name.test(here.name)) return here.name;
    if (pressed > 0) expect(here.seen, `one can see that “${here.name}” has the focus`).toBe(true);
    passed.push(here.name.slice(0, 40));
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab does not reach ${name}, only ${passed.join(' | ')}`);
}

/** Reaches a choice of which one holds by Tab, and then the one of that name by the arrow keys. */
export async function arrowTo(page: Page, first: RegExp, name: RegExp): Promise<void> {
  await tabTo(page, first);
  await page.keyboard.press('Space');
  for (let pressed = 0; pressed < 12; pressed++) {
    if (name.test((await look(page)).name)) return;
    await page.keyboard.press('ArrowDown');
  }
  throw new Error(`the arrow keys do not reach ${name}`);
}
