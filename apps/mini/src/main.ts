import { createSSRApp } from 'vue'

import App from './App.vue'
// #ifdef H5
import PageComing from './components/PageComing.vue'
import PageNotHere from './components/PageNotHere.vue'
// #endif

/** Called by uni-app's own start on every platform. */
export function createApp(): { app: ReturnType<typeof createSSRApp> } {
  const app = createSSRApp(App)
  // #ifdef H5
  // Named in manifest.json: what stands there while a page's script is on its way, and when it does not come.
  app.component('PageComing', PageComing)
  app.component('PageNotHere', PageNotHere)
  // #endif
  return { app }
}
