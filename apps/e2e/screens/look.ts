import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'

/** Rules that axe gives to WCAG 2.2 A and AA, and its own good practice. */
export async function violations(page: Page): Promise<string[]> {
  const found = await new AxeBuilder({ page }).analyze()
  return found.violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => {
      const why = (failureSummary ?? '').split('\n').slice(1).join(' ').trim().slice(0, 160)
      return `${id}: ${target.join(' ')} ${why}`
    }),
  )
}

const waiting = '[aria-busy="true"], [role="status"][aria-label="正在加载"]'

/**
 * Nothing is asked any more and no place is held for what is still to come.
 * @throws the browser's time limit, when a page keeps loading
 */
export async function settled(page: Page): Promise<void> {
  await page.waitForLoadState('networkidle')
  await page.locator(waiting).first().waitFor({ state: 'detached' })
}
