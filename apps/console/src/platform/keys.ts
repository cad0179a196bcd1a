import { onBeforeUnmount, shallowReactive } from 'vue'

export type Key = { key: string; words: string; act: () => void }

/** Keys that work on the page now, the newest first; the help window lists them. */
export const activeKeys = shallowReactive<{ groups: Key[][]; helpOpen: boolean }>({ groups: [], helpOpen: false })

/** Whoever types, means letters. */
function typing(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  return target.isContentEditable || target.matches('textarea, select, input:not([type=checkbox]):not([type=radio])')
}

function onKey(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return
  if (document.querySelector('dialog[open]')) return
  if (event.key === '?' || event.key === '\uff1f') {
    activeKeys.helpOpen = true
    event.preventDefault()
    return
  }
  const pressed = event.key.toUpperCase()
  const found = activeKeys.groups.flat().find(({ key }) => key.toUpperCase() === pressed)
  if (!found) return
  event.preventDefault()
  found.act()
}

let listening = false

/** Lets keys act while the page is open, except where somebody types or a window is open. */
export function useKeys(keys: Key[]): void {
  if (!listening) document.addEventListener('keydown', onKey)
  listening = true
  activeKeys.groups = [keys, ...activeKeys.groups]
  onBeforeUnmount(() => {
    activeKeys.groups = activeKeys.groups.filter((group) => group !== keys)
  })
}
