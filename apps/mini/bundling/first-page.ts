import { build, type Alias, type Plugin } from 'vite'

type Files = Record<string, { scripts: string[]; styles: string[] }>

type Options = {
  /** Folder of the sources, and where the file for the server goes. */
  source: string
  output: string
  base: string
  alias: Alias[]
}

/**
 * H5 only: makes of src/first a file the server loads, with the names of the files each page needs. Not among what is
 * served: it is the page's own code, run where the page is handed out.
 */
export function firstPage({ source, output, base, alias }: Options): Plugin {
  const files: Files = {}
  return {
    name: 'first-page',
    apply: 'build',
    generateBundle(_options, bundle) {
      const chunks = Object.values(bundle).filter((file) => file.type === 'chunk')
      const inStart = new Set(chunks.filter((one) => one.isEntry).flatMap((one) => [one.fileName, ...one.imports]))
      for (const chunk of chunks) {
        const page = chunk.facadeModuleId?.replace(/\?.*$/, '')
        if (!chunk.isDynamicEntry || !page?.startsWith(`${source}/`) || !page.endsWith('.vue')) continue
        const needed = new Set<string>()
        const take = (name: string): void => {
          const file = bundle[name]
          if (inStart.has(name) || needed.has(name) || file?.type !== 'chunk') return
          needed.add(name)
          file.imports.forEach(take)
        }
        take(chunk.fileName)
        const styles = [...needed].flatMap((name) => {
          const file = bundle[name]
          return file?.type === 'chunk' ? [...(file.viteMetadata?.importedCss ?? [])] : []
        })
        files[page.slice(source.length + 1, -'.vue'.length)] = {
          scripts: [...needed].map((name) => base + name),
          styles: [...new Set(styles)].map((name) => base + name),
        }
      }
    },
    async closeBundle() {
      if (Object.keys(files).length === 0) throw new Error('no page has a file of its own')
      await build({
        configFile: false,
        envFile: false,
        logLevel: 'warn',
        publicDir: false,
        resolve: { alias },
        esbuild: { tsconfigRaw: { compilerOptions: { target: 'ES2022', verbatimModuleSyntax: true } } },
        define: { __PAGE_FILES__: JSON.stringify(files) },
        build: {
          ssr: `${source}/first/server.ts`,
          outDir: output,
          emptyOutDir: true,
          target: 'node20',
          rollupOptions: { output: { entryFileNames: 'first-page.mjs', inlineDynamicImports: true } },
        },
        ssr: { noExternal: true },
      })
    },
  }
}
