import { fileURLToPath } from 'node:url'
import uniPlugin from '@dcloudio/vite-plugin-uni'
import { defineConfig, type Plugin } from 'vite'

import { fewFiles } from './bundling/few-files.ts'
import { firstPage } from './bundling/first-page.ts'
import { inSteps } from './bundling/in-steps.ts'
import { plainTags } from './bundling/plain-tags.ts'

const source = fileURLToPath(new URL('src', import.meta.url))
const packages = fileURLToPath(new URL('../../packages', import.meta.url))
// The plugin is CommonJS; Node hands its default export over inside a namespace.
const uni = (uniPlugin as unknown as { default?: typeof uniPlugin }).default ?? uniPlugin

/** The library names pictures on its vendor's hosts; no request may leave the origin. */
function withoutVendorHosts(): Plugin {
  const vendorUrl = /url\(\s*["']?https?:\/\/[^)]*\)/g
  return {
    name: 'without-vendor-hosts',
    enforce: 'post',
    generateBundle(_options, bundle) {
      for (const file of Object.values(bundle)) {
        if (file.type === 'asset' && file.fileName.endsWith('.css')) {
          file.source = String(file.source).replace(vendorUrl, 'none')
        }
        if (file.type === 'chunk') file.code = file.code.replace(/https?:\/\/cdn\.dcloud\.net\.cn\/[^"'`)]*/g, '')
      }
    },
  }
}

const alias = [
  // Only the part without zod is ever loaded; schemas reach this project as types.
  { find: '@linggong/client', replacement: `${packages}/client/src/index.ts` },
  { find: /^@linggong\/contract\/(.*)$/, replacement: `${packages}/contract/src/$1` },
  { find: /^@linggong\/reference\/(.*)$/, replacement: `${packages}/reference/src/$1` },
]
/** Beside the served folder, not in it. */
const output = fileURLToPath(new URL('dist/build/h5-first', import.meta.url))
const base = '/m/'
const h5 = process.env.UNI_PLATFORM === 'h5'

export default defineConfig({
  base: h5 ? base : './',
  plugins: [
    ...(h5 ? [plainTags(source), firstPage({ source, output, base, alias })] : []),
    uni(),
    withoutVendorHosts(),
    ...(h5 ? [inSteps(base)] : []),
  ],
  ...(h5 && { build: { rollupOptions: { output: { manualChunks: fewFiles(`${source}/pages/jobs/list.vue`) } } } }),
  resolve: {
    alias,
  },
  // The packages' own settings name a newer target than this esbuild knows.
  esbuild: { tsconfigRaw: { compilerOptions: { target: 'ES2022', verbatimModuleSyntax: true } } },
  server: { host: '127.0.0.1', proxy: { '^/(?!m/)': process.env.PLATFORM_URL ?? 'http://127.0.0.1:8080' } },
  define: {
    // Where the mini-program finds the platform; H5 asks its own origin.
    'import.meta.env.VITE_PLATFORM_URL': JSON.stringify(process.env.PLATFORM_URL ?? 'http://127.0.0.1:8080'),
  },
})
