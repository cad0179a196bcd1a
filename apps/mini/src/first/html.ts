import { icons, type IconName } from '../components/icons.ts'

const signs: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

/** Text as it may stand in HTML. */
export const escaped = (text: string): string => text.replace(/[&<>"]/g, (sign) => signs[sign] ?? sign)

/** As UiIcon draws it. */
export function iconHtml(name: IconName, size = 'var(--s-icon)'): string {
  const style = `style="width:${size};height:${size}"`
  return `<svg class="i" viewBox="0 0 24 24" aria-hidden="true" focusable="false" ${style}><path d="${icons[name]}" fill="currentColor" fill-rule="evenodd"/></svg>`
}
