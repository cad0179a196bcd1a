import { nextTick } from 'vue'

/** Leads to the first field where something is wrong, once the page says so. WeChat moves no focus for a page. */
export async function toFirstWrong(): Promise<void> {
  await nextTick()
  // #ifdef H5
  const field = document.querySelector<HTMLElement>('[aria-invalid="true"]')
  field?.scrollIntoView({ block: 'center' })
  field?.focus({ preventScroll: true })
  // #endif
}
