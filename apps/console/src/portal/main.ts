import { createApp } from 'vue'
import { loadCounties } from '../platform/counties.ts'
import { loadFacts } from '../platform/facts.ts'
import { failureWords } from '../platform/loading.ts'
import PortalApp from './PortalApp.vue'
import '../styles/tokens.css'
import '../styles/base.css'

document.documentElement.dataset.front = 'portal'
// The page works without these; band, names and hotlines come when the platform answers.
void Promise.all([loadFacts(), loadCounties()]).catch((error: unknown) => failureWords(error))
createApp(PortalApp).mount('#app')
