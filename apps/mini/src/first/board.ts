import { boardChips, boardSearch, type BoardShift } from '../platform/board.ts'
import { normal } from '../tokens/tokens.ts'
import { cardWords, takeWords, type CardBadge } from '../words/job-card.ts'
import { escaped, iconHtml } from './html.ts'

/** More than a screen holds; the page itself brings the rest. */
const drawn = 6

/** Search row, the way to the map and chips as they will stand there; nothing to tap before the script can hear it. */
export function wishesHtml(): string {
  const map = `<span class="chip map">${iconHtml('map', smallIcon(18))}${boardSearch.map}</span>`
  const chips = boardChips.map(({ label }) => `<span class="chip">${label}</span>`).join('')
  return `<div aria-hidden="true"><div class="search"><span class="box">${boardSearch.hint}</span><span class="go">搜一搜</span></div><div class="chips">${map}${chips}</div></div>`
}

/** The first jobs as JobCard shows them, with links that work by themselves. */
export function cardsHtml(items: readonly BoardShift[], now: number, elder: boolean): string {
  return items
    .slice(0, drawn)
    .map((job) => cardHtml(job, now, elder))
    .join('')
}

/** As UiIcon reckons it: in pixels beside text of the usual size. */
export const smallIcon = (pixels: number): string => `calc(var(--s-text)*${pixels / normal.sizes.text})`

export function badgeHtml({ kind, label, icon }: CardBadge): string {
  const picture = icon ? iconHtml(icon, 'var(--s-text)') : ''
  return `<span class="badge${kind === 'plain' ? '' : ` ${kind}`}">${picture}${label}</span>`
}

/** As JobActs stands there. */
function actsHtml(job: BoardShift): string {
  return `<div aria-hidden="true"><div class="listen"></div><div class="acts"><span class="act">不感兴趣</span><span class="act take">${takeWords[job.fillMode]}</span></div></div>`
}

function cardHtml(job: BoardShift, now: number, elder: boolean): string {
  const words = cardWords(job, now)
  const href = `/m/pages/jobs/detail?posting=${encodeURIComponent(job.postingId)}&amp;shift=${encodeURIComponent(job.shiftId)}`
  const { before, yuan, unit } = words.pay
  const money = `${before && `<span class="small">${before}</span>`}<span class="money">${yuan}<span>元${escaped(unit)}</span></span>`
  return `<article class="card"><a href="${href}"><div class="between"><div>${money}</div><span class="small">${words.open}</span></div><h2>${escaped(words.title)}</h2><p class="when">${escaped(words.when)}</p><p>${escaped(words.place)}</p><p class="small">${escaped(words.employer)}</p><div class="badges">${words.badges.map(badgeHtml).join('')}</div></a>${elder ? actsHtml(job) : ''}</article>`
}
