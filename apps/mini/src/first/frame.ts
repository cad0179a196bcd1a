import { tabs } from '../platform/tabs.ts'
import type { Face } from '../platform/session.ts'
import { cssVariables, elder, normal } from '../tokens/tokens.ts'
import { escaped, iconHtml } from './html.ts'

/** What this browser has told before: the large version, the person's own text size over the usual one (0.85 to 2), whether somebody is signed in. */
export type Look = { elder: boolean; textScale: number; signedIn: boolean }

type Frame = {
  path: string
  title: string
  look: Look
  sandbox: boolean
  /** The content is there, not only its place. */
  whole: boolean
  content: string
  /** The one next step, at the foot of the window; '' for none. */
  next: string
}

/**
 * Has to lay things out exactly as UiPage, UiNavBar, UiTabBar, UiSearch, UiChoice, UiSkeleton, UiButton, UiFact, JobCard,
 * JobActs and JobFacts do: the page takes this picture's place without anything moving. A browser test holds the two side
 * by side. The one next step is pale as long as it hears no tap.
 */
const style = `
#first{position:absolute;z-index:900;top:0;left:0;right:0;display:flex;flex-direction:column;min-height:100vh;background:var(--c-page);color:var(--c-ink);font-family:system-ui,-apple-system,'PingFang SC','Microsoft YaHei','Noto Sans CJK SC',sans-serif;font-size:var(--s-text);line-height:1.6;-webkit-text-size-adjust:100%}
#first *{box-sizing:border-box;margin:0}
#first a{color:inherit;text-decoration:none}
#first a:focus-visible{outline:3px solid var(--c-action);outline-offset:2px}
#first .i{display:inline-block;flex:none;vertical-align:-0.2em}
#first .band{padding:6px 16px;background:var(--c-band);font-size:min(var(--s-small),5vw);text-align:center}
#first header{display:flex;align-items:center;gap:4px;min-height:52px;padding:0 8px;border-bottom:1px solid var(--c-line);background:var(--c-card)}
#first h1{flex:1;min-width:0;padding-left:8px;font-size:min(var(--s-title),8vw);font-weight:700;line-height:1.3;overflow-wrap:anywhere}
#first .bar{display:flex;flex:none;align-items:center;justify-content:center;min-width:48px;min-height:48px;padding:0 8px;border-radius:var(--radius)}
#first .switch{border:1px solid var(--c-edge);font-size:min(var(--s-small),6vw);line-height:normal}
#first main{flex:1;width:100%;max-width:720px;margin:0 auto;padding:12px 12px 0;overflow-wrap:break-word}
#first nav{position:sticky;bottom:0;display:flex;padding-bottom:env(safe-area-inset-bottom);border-top:1px solid var(--c-line);background:var(--c-card)}
#first nav a{display:flex;box-sizing:content-box;flex:1 1 0;flex-direction:column;align-items:center;justify-content:center;gap:2px;min-width:0;min-height:56px;padding:4px 2px;color:var(--c-soft);font-size:var(--s-small);line-height:1.2;white-space:nowrap}
#first nav a[aria-current]{box-shadow:inset 0 3px 0 var(--c-action);color:var(--c-action);font-weight:700}
#first .search{display:flex;flex-wrap:wrap;gap:8px;margin-bottom:12px}
#first .box{display:flex;flex:1 1 6em;align-items:center;min-width:0;min-height:var(--s-button);padding:0 12px;overflow:hidden;border:1px solid var(--c-edge);border-radius:var(--radius);background:var(--c-card);color:var(--c-soft);font-size:var(--s-lead);white-space:nowrap}
#first .go{display:flex;flex:none;align-items:center;min-height:var(--s-button);padding:8px 16px;border:1px solid var(--c-action);border-radius:var(--radius);background:var(--c-card);color:var(--c-action);font-size:var(--s-lead);font-weight:600;line-height:1.3}
#first .chips{display:flex;gap:8px;overflow:hidden;padding:4px;margin:0 -4px 16px}
#first .chip{display:flex;flex:none;align-items:center;min-height:var(--s-touch);padding:4px 14px;border:1px solid var(--c-edge);border-radius:var(--radius);background:var(--c-card);line-height:1.3}
#first .map{gap:4px;border-color:var(--c-action);color:var(--c-action);font-weight:600}
#first .card{margin-bottom:12px;padding:16px;border-radius:var(--radius);background:var(--c-card)}
#first .card a{display:block}
#first .card h2{margin:2px 0 4px;font-size:var(--s-lead);font-weight:700;line-height:1.4;overflow-wrap:anywhere}
#first .card p{margin:0 0 2px;overflow-wrap:anywhere}
#first .between{display:flex;align-items:baseline;justify-content:space-between;gap:12px}
#first .money{color:var(--c-pay);font-size:var(--s-pay);font-weight:700;font-variant-numeric:tabular-nums}
#first .money span{font-size:.72em;font-weight:600}
#first .small{color:var(--c-soft);font-size:var(--s-small)}
#first .when{font-weight:700}
#first .badges{display:flex;flex-wrap:wrap;align-items:center;gap:8px;margin-top:8px}
#first .badge{display:inline-flex;align-items:center;gap:4px;padding:2px 8px;border:1px solid var(--c-line);border-radius:6px;color:var(--c-soft);font-size:var(--s-small);line-height:1.4}
#first .action{border-color:var(--c-action);background:var(--c-actionSoft);color:var(--c-action)}
#first .pay{border-color:var(--c-pay);color:var(--c-pay)}
#first .done{border-color:var(--c-done);background:var(--c-doneSoft);color:var(--c-done)}
#first .soft{color:var(--c-soft)}
#first .wrap{flex-wrap:wrap;gap:0 12px}
#first .card .flat{margin:0}
#first .big{font-size:calc(var(--s-pay)*1.5);word-break:keep-all;overflow-wrap:normal}
#first .big span{display:inline-block}
#first .card .named{margin:0 0 8px;font-size:var(--s-lead);font-weight:700;line-height:inherit}
#first ul{padding:0;list-style:none}
#first .many{flex-wrap:wrap;overflow:visible;padding:0;margin:0 0 16px}
#first .many .chip{gap:4px;max-width:100%}
#first .many .chosen{padding:3px 13px;border:2px solid var(--c-action);background:var(--c-actionSoft);color:var(--c-action);font-weight:600}
#first .fact{display:flex;gap:12px;padding:8px 0}
#first .words{flex:1;min-width:0}
#first .value{overflow-wrap:anywhere}
#first .far{display:flex;align-items:center;justify-content:center;gap:8px;width:fit-content;min-height:var(--s-touch);padding:4px 12px;border:1px solid transparent;color:var(--c-action);font-size:var(--s-text);font-weight:600;line-height:1.3}
#first .next{position:sticky;bottom:0;display:flex;flex-direction:column;padding:8px 12px;border-top:1px solid var(--c-line);background:var(--c-card)}
#first .next .act{flex:none;opacity:.6}
#first .listen{min-height:var(--s-touch);margin-top:12px}
#first .acts{display:flex;flex-wrap:wrap;gap:12px;margin-top:12px}
#first .act{display:flex;flex:1 1 calc(var(--s-text)*7);align-items:center;justify-content:center;min-height:var(--s-button);padding:8px 16px;border:1px solid var(--c-action);border-radius:var(--radius);color:var(--c-action);font-size:var(--s-lead);font-weight:600;line-height:1.3}
#first .take{border-color:transparent;background:var(--c-action);color:var(--c-onAction)}
#first .line{height:var(--s-text);margin:10px 0;border-radius:6px;background:var(--c-line)}
#first .line:first-child{width:45%;height:var(--s-pay)}`

/** As UiSkeleton draws it. */
export function skeletonHtml(lines: number): string {
  const card = `<div class="card" aria-hidden="true">${'<div class="line"></div>'.repeat(lines)}</div>`
  return `<div role="status" aria-label="正在加载">${card.repeat(3)}</div>`
}

/** The tabs of the face whose main page this is; other pages have none. */
function tabsHtml(path: string): string {
  const faces = Object.keys(tabs) as Face[]
  const face = faces.find((one) => tabs[one].some((tab) => tab.path === `/${path}`))
  if (!face) return ''
  const links = tabs[face].map((tab) => {
    const now = tab.path === `/${path}` ? ' aria-current="page"' : ''
    return `<a href="/m${tab.path}"${now}>${iconHtml(tab.icon)}<span>${tab.name}</span></a>`
  })
  return `<nav aria-label="主要页面">${links.join('')}</nav>`
}

export function frameHtml({ path, title, look, sandbox, whole, content, next }: Frame): string {
  const nav = tabsHtml(path)
  const back = nav === '' ? `<a class="bar" href="/m/" aria-label="返回">${iconHtml('back')}</a>` : ''
  const band = sandbox ? `<div class="band">演示环境:人、钱、短信都是假的,验证码看短信箱</div>` : ''
  const switchWords = look.elder ? '标准版' : '大字版'
  const values = cssVariables(look.elder ? elder : normal, look.textScale)
  return `<style>${style}</style>
    <div id="first" style="${values}"${whole ? ' data-whole' : ''}>${band}<header>${back}<h1>${escaped(title)}</h1><span class="bar switch" aria-hidden="true">${switchWords}</span></header><main>${content}</main>${next && `<div class="next">${next}</div>`}${nav}</div>`
}
