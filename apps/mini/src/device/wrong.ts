import { nextTick } from 'vue'

// #ifdef H5
/** Pages one came from stand hidden beside the one in front. */
function inFront(selector: string): HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>(selector)].filter((one) => one.getClientRects().length > 0)
}

function lead(to: HTMLElement): void {
  to.scrollIntoView({ block: 'center' })
  to.focus({ preventScroll: true })
}
// #endif

/** Leads to the first field where something is wrong, once the page says so. WeChat moves no focus for a page. */
export async function toFirstWrong(): Promise<void> {
  await nextTick()
  // #ifdef H5
  const [field] = inFront('[aria-invalid="true"]')
  if (field) lead(field)
  // #endif
}

/** Leads to where the page says what went wrong, often below all it shows. False where that is not to be found. */
export async function toTrouble(sentence: string): Promise<boolean> {
  await nextTick()
  // #ifdef H5
  const place = inFront('[role="alert"]').find(({ textContent }) => textContent.includes(sentence))
  if (place) {
    place.tabIndex = -1
    lead(place)
    return true
  }
  // #endif
  return false
}
