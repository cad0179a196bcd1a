import { boardChips, type BoardShift } from '../platform/board.ts'
import { cycleWords, fillModeWords, payUnit, yuanNumber } from '../words/amounts.ts'
import { jobWhenWords } from '../words/when.ts'
import { escaped, iconHtml } from './html.ts'

/** More than a screen holds; the page itself brings the rest. */
const drawn = 6

/** Search field and chips as they will stand there; nothing to tap before the script can hear it. */
export function wishesHtml(): string {
  const chips = boardChips.map(({ label }) => `<span class="chip">${label}</span>`).join('')
  return `<div aria-hidden="true"><div class="field"><b>想找什么活</b><p class="help">比如:搬货、采茶、保洁</p><div class="box"></div></div><span class="search">${iconHtml('search')}搜一搜</span><div class="chips">${chips}</div></div>`
}

/** The first jobs as JobCard shows them, with links that work by themselves. */
export function cardsHtml(items: readonly BoardShift[], now: number): string {
  return items
    .slice(0, drawn)
    .map((job) => cardHtml(job, now))
    .join('')
}

function cardHtml(job: BoardShift, now: number): string {
  const badges = [
    `<span class="badge pay">${cycleWords[job.settlementCycle]}</span>`,
    job.escrow ? `<span class="badge done">${iconHtml('shield', 'var(--s-text)')}工资已托管</span>` : '',
    job.meals ? '<span class="badge">管饭</span>' : '',
    job.lodging ? '<span class="badge">管住</span>' : '',
    `<span class="badge">${fillModeWords[job.fillMode]}</span>`,
  ]
  const href = `/m/pages/jobs/detail?posting=${encodeURIComponent(job.postingId)}&amp;shift=${encodeURIComponent(job.shiftId)}`
  const before = job.payMethod === 'lumpSum' ? '<span class="small">一共</span>' : ''
  const money = `${before}<span class="money">${yuanNumber(job.amountFen)}<span>元${escaped(payUnit(job))}</span></span>`
  return `<article class="card"><a href="${href}"><div class="between"><div>${money}</div><span class="small">还差${job.openPlaces}人</span></div><h2>${escaped(job.title)}</h2><p class="when">${escaped(jobWhenWords(job, now))}</p><p>${escaped(job.placeName)}</p><p class="small">${escaped(job.employerName)}</p><div class="badges">${badges.join('')}</div></a></article>`
}
