/** A plain page of our own, for when no front end can answer. Looks like them, loads nothing. */
export type PlainPage = {
  title: string
  lines: readonly string[]
  links: ReadonlyArray<{ href: string; text: string }>
}

export const notFoundPage: PlainPage = {
  title: '没有这个网页',
  lines: ['网址可能抄错了,或者这个网页已经不在了。', '从下面进去,都能找到。也可以打 12333 问人社局。'],
  links: [
    { href: '/m/', text: '找活、招人(手机用)' },
    { href: '/', text: '首页' },
    { href: '/console/', text: '单位和工作人员入口' },
  ],
}

export const notBuiltPage: PlainPage = {
  title: '网页还没有装好',
  lines: ['平台在运行,但是这台机器上还没有生成网页文件。', '管理员请在项目文件夹里运行 npm run build,再打开这个网址。'],
  links: [],
}

const signs: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
const escaped = (text: string): string => text.replace(/[&<>"]/g, (sign) => signs[sign] ?? sign)

const style = `
  body { margin: 0; background: #f2f4f7; color: #1d2129; font: 18px/1.6 system-ui, "PingFang SC", "Microsoft YaHei",
    "Noto Sans CJK SC", sans-serif }
  main { max-width: 32rem; margin: 0 auto; padding: 3rem 1rem }
  section { background: #fff; border-radius: 12px; padding: 1.5rem }
  h1 { margin: 0 0 .75rem; font-size: 1.5rem }
  p { margin: 0 0 .75rem }
  a { display: block; margin-top: .75rem; padding: .9rem 1rem; border-radius: 12px; background: #0b57c2; color: #fff;
    text-align: center; text-decoration: none }
  a + a { background: #fff; color: #0b57c2; box-shadow: inset 0 0 0 2px #0b57c2 }
  a:focus-visible { outline: 3px solid #1d2129; outline-offset: 2px }`

export function renderPage({ title, lines, links }: PlainPage): string {
  return `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)} · 宁德零工</title>
<link rel="icon" href="data:,">
<style>${style}
</style>
</head>
<body>
<main>
<section>
<h1>${escaped(title)}</h1>
${lines.map((line) => `<p>${escaped(line)}</p>`).join('\n')}
${links.map(({ href, text }) => `<a href="${escaped(href)}">${escaped(text)}</a>`).join('\n')}
</section>
</main>
</body>
</html>
`
}
