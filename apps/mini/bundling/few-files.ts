/** What Rollup knows of modules while it puts them into files. */
type Modules = { getModuleInfo(id: string): { importedIds: readonly string[] } | null }

const ours = /\/(apps\/mini\/src|packages)\//
const vue = /\/node_modules\/(@vue|vue-router|@dcloudio\/uni-h5-vue|@dcloudio\/uni-shared)\//
const uni = /\/node_modules\/@dcloudio\//

/**
 * Which file a module goes into. The libraries have two of their own, which stay the same (and kept by the browser)
 * when only our pages change. Our own modules that the board needs are one file instead of twenty: every page needs
 * most of them, and each file costs a turn of its own on a bad line.
 */
export function fewFiles(boardPage: string): (id: string, modules: Modules) => string | undefined {
  let needed: Set<string> | undefined
  return (id, modules) => {
    if (vue.test(id)) return 'vue'
    if (uni.test(id)) return 'uni'
    if (!ours.test(id)) return undefined
    needed ??= neededBy(boardPage, modules)
    return needed.has(id) ? 'common' : undefined
  }
}

function neededBy(page: string, modules: Modules): Set<string> {
  const found = new Set<string>()
  const queue = [page]
  for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
    for (const next of modules.getModuleInfo(id)?.importedIds ?? []) {
      if (found.has(next)) continue
      found.add(next)
      queue.push(next)
    }
  }
  // A page's own parts (its script and style) stay with the page.
  for (const id of found) if (id.startsWith(page)) found.delete(id)
  return found
}
