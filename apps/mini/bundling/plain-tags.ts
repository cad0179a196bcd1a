import type { Plugin } from 'vite'

const opened = /<(view|text)(?=[\s/>])/g
const closed = /<\/(view|text)(?=[\s>])/g

/** WXML's two plain boxes, as a browser calls them. The attribute keeps the line breaks of a text (App.vue). */
const openAs: Record<string, string> = { view: '<div', text: '<span data-text' }
const closeAs: Record<string, string> = { view: '</div', text: '</span' }

/**
 * H5 only: our pages' `<view>` and `<text>` become elements instead of components of the library. They carry nothing
 * but a class here, and a list of twenty jobs has three hundred of them.
 */
export function plainTags(sourceFolder: string): Plugin {
  return {
    name: 'plain-tags',
    enforce: 'pre',
    transform(code, id) {
      if (!id.startsWith(sourceFolder) || !id.endsWith('.vue')) return null
      const from = code.indexOf('<template>')
      const until = code.lastIndexOf('</template>')
      if (from < 0) return null
      const template = code
        .slice(from, until)
        .replace(opened, (_all, tag: string) => openAs[tag]!)
        .replace(closed, (_all, tag: string) => closeAs[tag]!)
      // Same number of lines: what the compiler says of a line still fits.
      return { code: code.slice(0, from) + template + code.slice(until), map: null }
    },
  }
}
