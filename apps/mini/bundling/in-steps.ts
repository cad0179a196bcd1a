import { createHash } from 'node:crypto'
import type { Plugin } from 'vite'

type Tag = { whole: string; src: string }

/**
 * H5 only: the libraries, our common parts and the start itself are run one after another, each in a task of its own,
 * instead of all in one go. Meanwhile the picture stands (src/first) and a slow phone hears taps on its links between
 * two of them.
 */
export function inSteps(base: string): Plugin {
  return {
    name: 'in-steps',
    apply: 'build',
    enforce: 'post',
    generateBundle: {
      order: 'post',
      handler(_options, bundle) {
        const html = bundle['index.html']
        const entry = Object.values(bundle).find((file) => file.type === 'chunk' && file.isEntry)
        if (html?.type !== 'asset' || entry?.type !== 'chunk') throw new Error('no start page, or no start script')
        const text = String(html.source)
        const tag = startTag(text, `${base}${entry.fileName}`)
        const code = stepsScript([...entry.imports, entry.fileName].map((file) => `${base}${file}`))
        const fileName = `assets/start-${createHash('sha256').update(code).digest('hex').slice(0, 8)}.js`
        this.emitFile({ type: 'asset', fileName, source: code })
        const preload = `<link rel="modulepreload" crossorigin href="${tag.src}">`
        html.source = text.replace(tag.whole, `${tag.whole.replace(tag.src, base + fileName)}\n    ${preload}`)
      },
    },
  }
}

function startTag(html: string, src: string): Tag {
  const [whole] = /<script type="module"[^>]*><\/script>/.exec(html) ?? []
  if (!whole?.includes(`"${src}"`)) throw new Error(`the start page does not name ${src}`)
  return { whole, src }
}

/** A timer, not a microtask: only between tasks the browser looks at taps. */
function stepsScript(files: readonly string[]): string {
  const steps = files.map((file) => `() => import(${JSON.stringify(file)})`).join(', ')
  return `const pause = () => new Promise((go) => setTimeout(go))
async function start() {
  for (const step of [${steps}]) {
    await step()
    await pause()
  }
}
void start()
`
}
