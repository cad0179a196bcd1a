import { createApp } from 'vue'
import App from './App.vue'
import { listPages } from './area.ts'
import { areas } from './areas.ts'
import { broken } from './platform/broken.ts'
import './platform/elder.ts'
import { loadCounties } from './platform/counties.ts'
import { loadFacts } from './platform/facts.ts'
import { failureWords } from './platform/loading.ts'
import { router } from './router.ts'
import './styles/tokens.css'
import './styles/base.css'
import './styles/element.css'

const app = createApp(App)
app.config.errorHandler = (error) => broken.show(error)
router.onError((error) => broken.show(error))
window.addEventListener('unhandledrejection', ({ reason }) => broken.show(reason))

// The page works without these facts; the band and the clock come when the platform answers.
void Promise.all([loadFacts(), loadCounties()]).catch((error: unknown) => failureWords(error))

app.provide(listPages, Object.assign({}, ...areas.map(({ lists }) => lists ?? {})))
app.use(router).mount('#app')
