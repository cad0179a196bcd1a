import { ref, watchEffect } from 'vue'

const name = 'lg.elder'

/** The elder version: other token values on the same pages; remembered on this machine. */
export const elder = ref(localStorage.getItem(name) === 'true')

watchEffect(() => {
  document.documentElement.dataset.elder = String(elder.value)
  localStorage.setItem(name, String(elder.value))
})
