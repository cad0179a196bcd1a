import { createSSRApp } from 'vue'

import App from './App.vue'

/** Called by uni-app's own start on every platform. */
export function createApp(): { app: ReturnType<typeof createSSRApp> } {
  return { app: createSSRApp(App) }
}
