import { firstHtml, type Opened, type PageFiles } from './page.ts'

/** What the server loads (bundling/first-page.ts); its names are known to apps/api/src/front-ends/first-page.ts. */
export { asksAfter, asksOf, pageOf } from './page.ts'

declare const __PAGE_FILES__: PageFiles

export function page(start: string, opened: Opened, answers: Readonly<Record<string, string>>): string {
  return firstHtml(start, opened, answers, __PAGE_FILES__)
}
