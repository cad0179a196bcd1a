import { ref, watchEffect } from 'vue'

/** The phone's pages keep their choice under the same name: who chose larger text there has it here too. */
const name = 'linggong.elder'

/** The elder version: other token values on the same pages; remembered on this machine. */
export const elder = ref(localStorage.getItem(name) === 'true')

watchEffect(() => {
  document.documentElement.dataset.elder = String(elder.value)
  localStorage.setItem(name, String(elder.value))
})
