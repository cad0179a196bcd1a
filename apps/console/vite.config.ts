import { fileURLToPath } from 'node:url'
import * as paths from '@linggong/contract/paths.ts'
import vue from '@vitejs/plugin-vue'
import components from 'unplugin-vue-components/vite'
import { ElementPlusResolver } from 'unplugin-vue-components/resolvers'
import { defineConfig } from 'vite'
import { offlineShell } from './scripts/offline-shell.ts'

const here = (file: string): string => fileURLToPath(new URL(file, import.meta.url))

/** Where the platform answers while the pages come from vite: `npm start` beside it. */
const platform = process.env.PLATFORM_URL ?? 'http://127.0.0.1:8080'

/** First parts of all API paths: `/board`, `/reviews`, … */
const apiRoots = new Set(
  Object.values(paths).flatMap((group) => Object.values(group).map(({ path }) => path.split('/')[1] ?? '')),
)
const proxied = Object.fromEntries([...apiRoots].map((name) => [`^/${name}(/|\\?|$)`, { target: platform }]))

export default defineConfig({
  root: here('.'),
  // The portal stands at `/`, the console at `/console/`; both take their files from `/assets/`.
  base: '/',
  plugins: [
    vue(),
    // Element Plus on demand, its styles included. Our own components are imported by name.
    components({ dirs: [], dts: false, resolvers: [ElementPlusResolver({ importStyle: 'css' })] }),
    offlineShell(),
  ],
  server: { host: '127.0.0.1', proxy: { ...proxied, '^/news': { target: platform, ws: true } } },
  preview: { host: '127.0.0.1', proxy: { ...proxied, '^/news': { target: platform, ws: true } } },
  build: {
    // Office machines with the last Chromium that still runs on Windows 7 and older 360 and WeCom browsers.
    target: 'chrome86',
    cssTarget: 'chrome86',
    outDir: 'dist',
    emptyOutDir: true,
    assetsInlineLimit: 0,
    rolldownOptions: { input: { portal: here('index.html'), console: here('console/index.html') } },
  },
})
