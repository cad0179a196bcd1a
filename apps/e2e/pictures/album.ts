import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Page } from 'playwright-core'

/** A picture by its place in the album: which page or case, and under which circumstances. */
export type Caption = { chapter: string; page: string; how: string }

type Picture = Caption & { file: string; note: string }

/** One folder of pictures with an index page to look through. */
export class Album {
  readonly folder: string
  readonly #pictures: Picture[] = []

  constructor(folder: string) {
    this.folder = folder
    rmSync(folder, { recursive: true, force: true })
    mkdirSync(folder, { recursive: true })
  }

  get size(): number {
    return this.#pictures.length
  }

  /** `note` says what was not as it should be while the picture was taken. */
  async take(page: Page, caption: Caption, note = ''): Promise<void> {
    const file = [caption.chapter, caption.page, caption.how].map(asName).join('/') + '.jpg'
    mkdirSync(dirname(join(this.folder, file)), { recursive: true })
    await showWhole(page)
    const wide = await page.evaluate(overflow)
    const notes = [note, wide > 0 ? `比屏幕宽 ${wide} px` : ''].filter(Boolean).join(';')
    if (notes) console.log(`  ${file}: ${notes}`)
    // The album is worth more than the time a busy machine takes over one picture.
    await page.screenshot({ path: join(this.folder, file), type: 'jpeg', quality: 70, timeout: 120_000 })
    this.#pictures.push({ ...caption, file, note: notes })
  }

  /** Writes `index.html`; the pictures of one page stand side by side. */
  bind(): string {
    const chapters = Map.groupBy(this.#pictures, ({ chapter }) => chapter)
    const body = [...chapters].map(([chapter, pictures]) => chapterHtml(chapter, pictures)).join('\n')
    const index = join(this.folder, 'index.html')
    writeFileSync(index, `${head}<h1>宁德零工 · ${this.#pictures.length} 张图</h1>\n${body}\n`)
    return index
  }
}

const tallest = 8_000

/** A window as high as the page: what sticks to its edges then covers nothing. */
async function showWhole(page: Page): Promise<void> {
  const height = await page.evaluate(pageHeight)
  const { width = 390, height: shown = 844 } = page.viewportSize() ?? {}
  await page.setViewportSize({ width, height: Math.min(tallest, Math.max(shown, height)) })
}

/** Runs in the page. */
function pageHeight(): number {
  const { document } = globalThis as unknown as { document: { documentElement: { scrollHeight: number } } }
  return document.documentElement.scrollHeight
}

/** Runs in the page: by how many pixels it is wider than its window, which makes people push it sideways. */
function overflow(): number {
  const { document } = globalThis as unknown as {
    document: { documentElement: { scrollWidth: number; clientWidth: number } }
  }
  return document.documentElement.scrollWidth - document.documentElement.clientWidth
}

const head = `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>宁德零工 · 图</title>
<style>
body { margin: 16px; font: 14px/1.5 system-ui, sans-serif; background: #f2f3f5; color: #1d2129 }
section { margin: 0 0 24px; padding: 12px; background: #fff; border-radius: 12px; overflow-x: auto }
.row { display: flex; gap: 12px; align-items: flex-start }
figure { margin: 0; flex: none } img { height: 420px; max-width: 640px; object-fit: cover; object-position: top; border: 1px solid #c9cdd4 }
figcaption { max-width: 320px } .note { color: #b3261e; font-weight: 700 }
</style>
`

const asName = (text: string): string => text.replaceAll(/[^\p{L}\p{N}-]+/gu, '-').replace(/^-|-$/g, '')

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')

function figureHtml({ file, how, note }: Picture): string {
  const src = file.split('/').map(encodeURIComponent).join('/')
  const problem = note && `<br><span class="note">${escaped(note)}</span>`
  return `<figure><a href="${src}"><img loading="lazy" src="${src}" alt="${escaped(how)}"></a><figcaption>${escaped(how)}${problem}</figcaption></figure>`
}

function chapterHtml(chapter: string, pictures: readonly Picture[]): string {
  const rows = [...Map.groupBy(pictures, ({ page }) => page)].map(
    ([page, own]) =>
      `<section><h3>${escaped(page)}</h3><div class="row">${own.map(figureHtml).join('')}</div></section>`,
  )
  return `<h2>${escaped(chapter)}</h2>\n${rows.join('\n')}`
}
