import { createApp } from 'vue'
import PortalApp from './PortalApp.vue'
import '../styles/tokens.css'
import '../styles/base.css'

document.documentElement.dataset.front = 'portal'
createApp(PortalApp).mount('#app')
